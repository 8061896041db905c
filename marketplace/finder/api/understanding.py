"""What was understood of a question, each piece with the words for it and the value it stands for."""

from collections.abc import Iterator
from typing import get_args

from flask_babel import gettext
from sqlalchemy.orm import Session

import search
from marketplace.catalogue.gtin import read_gtin
from marketplace.errors import Invalid
from marketplace.finder.answers import Answer
from marketplace.finder.api.answers import Meaning, Understood
from marketplace.finder.chips import bare, store_name, up_to

KINDS = get_args(Meaning)


def understood(session: Session, found: Answer) -> Iterator[Understood]:
    """The words searched and those left out, the phrases of the text, then the filters of the address.

    One statement where the address names a shop.
    """
    yield from words(found)
    dropped = (found.meant.asked.q,) if found.is_wordless else found.results.dropped
    yield from (Understood(kind="dropped", text=word, value=word) for word in dropped)
    phrases = found.meant.meaning.understood
    yield from (phrase(one, found) for one in phrases)
    said = {one.kind for one in phrases}
    yield from (one for one in filters(session, found) if one.kind not in said)


def words(found: Answer) -> Iterator[Understood]:
    """The words, each as what it says of a thing; a text that is a GTIN and was searched as one is a code."""
    searched = found.results.words
    try:
        if searched == (found.meant.asked.q,):
            yield Understood(kind="code", text=searched[0], value=read_gtin(searched[0]))
            return
    except Invalid:
        pass
    kinds = {word.text: word.kind for word in search.read_query(found.meant.asked.q) if word.kind in KINDS}
    for word in searched:
        kind = kinds.get(word, "word")
        yield Understood(kind=kind, text=word, value=bare(kind, word))  # type: ignore[arg-type]


def phrase(one: search.Understood, found: Answer) -> Understood:
    """A phrase of the text; a place by its point, what is only said or not said as true."""
    value = str(found.here.point) if one.kind == "place" else one.value
    return Understood(kind=one.kind, text=one.text, value=value or True)


def filters(session: Session, found: Answer) -> Iterator[Understood]:
    """What the parameters of the address ask for besides words."""
    asked, chosen = found.asked, found.here.chosen
    if chosen:
        yield Understood(kind="place", text=found.here.label or str(chosen), value=str(chosen))
    if asked.store:
        name = gettext("bei %(store)s", store=store_name(session, asked))
        yield Understood(kind="store", text=name, value=asked.store)
    if asked.price_max_cents:
        yield Understood(kind="price", text=up_to(asked.price_max_cents), value=f"-{asked.price_max_cents}")
    if asked.in_stock:
        yield Understood(kind="in_stock", text=gettext("Auf Lager"), value=True)
    if asked.open_now:
        yield Understood(kind="open_now", text=gettext("Jetzt geöffnet"), value=True)
