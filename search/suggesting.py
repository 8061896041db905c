"""Typing ahead: what the text may become, ranked by what is on the shelves nearby."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice, zip_longest

from search.generation import Snapshot
from search.model import Query, Suggestion
from search.ranking import page, scores
from search.searching import Whole, with_words, words_of
from search.stores import Nearby
from search.words.asking import Way, Word, read_query
from search.words.folding import plain

COMPLETIONS = 12
KEPT_NAMES = 8192


def suggest(snapshot: Snapshot, typed: str, query: Query) -> list[Suggestion]:
    """Products, categories, brands and stores that begin so, by turns, best first; query says where and when.

    What is in stock comes first; only when nothing is, the rest is shown.
    """
    words = completed(snapshot, typed) if typed.strip() else []
    if not words:
        return []
    nearby = snapshot.stores.nearby(query.near, query.radius_m, query.city)
    stocked = replace(query, in_stock=True)
    whole = with_words(snapshot, stocked, nearby, words)
    if not len(whole.answer.ids):
        whole = with_words(snapshot, query, nearby, words)
    kinds = (
        _products(snapshot, whole, query),
        _values(whole, typed, "category"),
        _values(whole, typed, "brand"),
        _stores(snapshot, nearby, typed),
    )
    turns = (one for one in chain.from_iterable(zip_longest(*kinds)) if one)
    return list(islice(turns, query.limit))


def completed(snapshot: Snapshot, typed: str) -> Sequence[Word]:
    """The words typed, the last one met by any word of the catalogue that begins so."""
    *before, last = typed.split()
    words = words_of(" ".join(before))
    endings = (layer.segment.lexicon.complete(last, COMPLETIONS) for layer in snapshot.layers)
    readings = [read_query(ending) for ending in (last, *dict.fromkeys(chain.from_iterable(endings)))]
    ways = dict.fromkeys(reading[0].ways[0].terms for reading in readings if len(reading) == 1)
    return [*words, Word(last, tuple(Way(terms, 1.0) for terms in ways))] if ways else words


def begins(name: str, typed: str) -> bool:
    """Whether every typed word begins a word of the name."""
    words = _plain_words(name)
    return all(any(word.startswith(start) for word in words) for start in _plain_words(typed))


@lru_cache(KEPT_NAMES)
def _plain_words(name: str) -> list[str]:
    return plain(name).replace("-", " ").split()


def _products(snapshot: Snapshot, whole: Whole, query: Query) -> Iterator[Suggestion]:
    cut = page(snapshot, whole.answer, scores(whole.answer, whole.nearby), whole.nearby, query)
    shown = set()
    for product in whole.answer.ids[cut.places].tolist():
        found = snapshot.find(product)
        title = found[0].segment.titles[found[1]] if found else ""
        if title not in shown:
            shown.add(title)
            yield Suggestion("product", title, product)


def _values(whole: Whole, typed: str, facet: str) -> Iterable[Suggestion]:
    for name in (name for name in whole.facets[facet] if begins(name, typed)):
        yield Suggestion("brand" if facet == "brand" else "category", name, name)


def _stores(snapshot: Snapshot, nearby: Nearby, typed: str) -> Iterator[Suggestion]:
    for slot in nearby.slots.tolist():
        name = snapshot.stores.names[slot]
        if begins(name, typed):
            yield Suggestion("store", name, int(snapshot.stores.ids[slot]))
