"""One search from question to cards: the index proposes, the database disposes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog
from flask import current_app
from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload

import search
from marketplace.catalogue.models import ProductGroup
from marketplace.cities.models import City
from marketplace.finder import indexing, parameters
from marketplace.finder.meaning import Meant, meant
from marketplace.finder.nearly import near_hits
from marketplace.finder.parameters import Asked
from marketplace.finder.rows import AtStore, at_stores, passing
from marketplace.finder.where import Here
from marketplace.money import dear, lowest
from marketplace.stores.models import Store

GROUPS = (
    select(ProductGroup)
    .where(ProductGroup.id.in_(bindparam("ids", expanding=True)))
    .options(joinedload(ProductGroup.category), joinedload(ProductGroup.picture))
)
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Card:
    """One product group of an answer: the store shown on it and the others that have it."""

    group: ProductGroup
    nearest: AtStore
    others: tuple[AtStore, ...]

    @property
    def from_cents(self) -> int | None:
        """The lowest price in the other stores, where it is lower than that of the one shown."""
        cents = lowest(at.price_cents for at in self.others)
        return cents if dear(cents) < dear(self.nearest.price_cents) else None

    @property
    def rather(self) -> AtStore | None:
        """The nearest store that has it, where the one shown does not: nobody is sent to an empty shelf."""
        return None if self.nearest.best.is_there else next((at for at in self.others if at.best.is_there), None)


@dataclass(frozen=True, slots=True)
class Near:
    """A product group that is nearly what was asked for, with the words it lacks."""

    card: Card
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a results page shows for what was `asked`, understood as `meant`; `near` follows a short answer.

    Without an index `is_whole` is False and the page says so.
    """

    asked: Asked
    meant: Meant
    cards: tuple[Card, ...]
    results: search.Results
    near: tuple[Near, ...] = ()
    is_whole: bool = True

    @property
    def here(self) -> Here:
        """Where distances are taken from: a place of the text goes before the one that was chosen."""
        return self.meant.here

    @property
    def is_wordless(self) -> bool:
        """Whether a text was typed that has no word to look for, such as "?!"."""
        return self.is_whole and bool(self.meant.asked.q) and not self.results.words

    @property
    def stores(self) -> list[AtStore]:
        """The stores on the cards, each once, in the order of the cards: the map's pins."""
        return list({card.nearest.store.id: card.nearest for card in reversed(self.cards)}.values())[::-1]


NOTHING = search.Results(
    hits=(),
    total=0,
    stores=0,
    facets={"category": {}, "brand": {}, "store": {}, "in_stock": {}, "open_now": {}},
    suggestion=None,
    dropped=(),
    cursor=None,
    generation=0,
    words=(),
)


def index() -> search.Index:
    """This process's view of the index, opened once. Raises IndexMissing or IndexDamaged."""
    kept = current_app.extensions
    if "search_index" not in kept:
        kept["search_index"] = search.Index.open(indexing.folder())
    found: search.Index = kept["search_index"]
    return found


def answer(session: Session, asked: Asked, here: Here, city: City, now: datetime, with_near: bool = False) -> Answer:
    """Search and make cards. Four statements, whatever the number of hits and of what is nearly one.

    A broken index or an old cursor never breaks the page: it shows what it can and the operator's log says why.
    """
    wanted = meant(session, asked, here, city)
    try:
        return strict_answer(session, asked, wanted, city, now, with_near=with_near)
    except search.BadCursor:
        return answer(session, _first_page(asked), here, city, now, with_near)
    except (search.IndexMissing, search.IndexDamaged) as fault:
        log.error("the index cannot answer", fault=str(fault))
        return Answer(asked, wanted, (), NOTHING, is_whole=False)


def strict_answer(
    session: Session,
    asked: Asked,
    wanted: Meant,
    city: City,
    now: datetime,
    explain: bool = False,
    with_near: bool = False,
) -> Answer:
    """The same for who wants to hear what is wrong. Raises BadCursor, IndexMissing or IndexDamaged."""
    store_id = store_id_of(session, wanted.asked.store)
    query = parameters.to_query(wanted.asked, city.slug, wanted.here.point, store_id, now)
    results = index().search(replace(query, explain=explain))
    if results.suggestion:
        results = replace(results, suggestion=wanted.meaning.spelt(results.suggestion))
    missing = {hit.id: words for hit, words in near_hits(index(), query, results)} if with_near else {}
    ids = [*(hit.id for hit in results.hits), *missing]
    made = cards(session, ids, wanted.asked, wanted.here, city, now)
    return Answer(
        asked,
        wanted,
        cards=tuple(card for card in made if card.group.id not in missing),
        results=results,
        near=tuple(Near(card, missing[card.group.id]) for card in made if card.group.id in missing),
    )


def cards(session: Session, ids: Sequence[int], asked: Asked, here: Here, city: City, now: datetime) -> list[Card]:
    """Cards for product groups in their order, in three statements. What the database no longer has is dropped."""
    groups = groups_of(session, ids)
    found = at_stores(session, ids, here.point, now, city.id)
    made = []
    for group_id in ids:
        kept = passing(found.get(group_id, []), asked)
        if group_id in groups and kept:
            made.append(Card(groups[group_id], kept[0], tuple(kept[1:])))
    return made


def groups_of(session: Session, ids: Sequence[int]) -> dict[int, ProductGroup]:
    """Product groups as cards show them, by id, in one statement."""
    return {group.id: group for group in session.scalars(GROUPS, {"ids": ids})}


def store_id_of(session: Session, store_code: str) -> int | None:
    """The id of a store; -1, which no store has, for a code nobody has."""
    if not store_code:
        return None
    return session.scalar(select(Store.id).where(Store.store_code == store_code)) or -1


def _first_page(asked: Asked) -> Asked:
    return replace(asked, cursor="")
