"""The way of one query: words, then offers, then one page, with what is true of the whole answer."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, islice
from itertools import product as product_of

import numpy as np

from search.arrays import Array
from search.asking import Asked, ask, both
from search.documents import code_term
from search.explaining import explanation
from search.facets import count_facets
from search.generation import Snapshot
from search.joining import Found, join, together
from search.matching import Reading, exact, known, marked, telling
from search.model import Explanation, Hit, Query, Results
from search.ranking import page, scores
from search.stock import NO_PRICE
from search.stores import Nearby, Stores
from search.words.asking import Word, read_query
from search.words.lexicon import likeliest

MOST_WORDS = 32
KEPT_TEXTS = 1024
CORRECTIONS = 3
MOST_SPELLINGS = 9


@dataclass(frozen=True, slots=True)
class Whole:
    """An answer before it is cut into pages. words are those its products have, all or any of them as asked."""

    nearby: Nearby
    words: Sequence[Word]
    answer: Found
    facets: dict[str, dict[str, int]]
    stores: int
    is_code: bool = False
    dropped: tuple[str, ...] = ()


def search(snapshot: Snapshot, query: Query) -> Results:
    """Answer a query from a snapshot. Raises BadCursor."""
    nearby = within_reach(snapshot.stores, query)
    words = words_of(query.text)
    whole = find(snapshot, query, nearby, words)
    score = scores(whole.answer, nearby)
    cut = page(snapshot, whole.answer, score, nearby, query)
    return Results(
        hits=tuple(_hits(snapshot, query, whole, score, cut.places)),
        total=len(whole.answer.ids),
        stores=whole.stores,
        facets=whole.facets,
        suggestion=None if whole.is_code else suggestion(snapshot, query, nearby, words),
        dropped=whole.dropped,
        cursor=cut.cursor,
        generation=snapshot.number,
        words=(query.text.strip(),) if whole.is_code else marked(whole.words),
    )


def within_reach(stores: Stores, query: Query) -> Nearby:
    """The stores a query may use. Who asks for one store needs no other city's shelves than those of its own."""
    city = query.city or ("" if query.store is None else stores.city_of(query.store))
    return stores.nearby(query.near, query.radius_m, city)


@lru_cache(KEPT_TEXTS)
def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text that are searched; after so many the rest is not read."""
    return tuple(read_query(text)[:MOST_WORDS]) if text.strip() else ()


def find(snapshot: Snapshot, query: Query, nearby: Nearby, words: Sequence[Word]) -> Whole:
    """A code is answered exactly; otherwise the words are matched; when all cannot be met, as many as can be."""
    code = code_term(query.text)
    if code and snapshot.having(code):
        whole = with_words(snapshot, query, nearby, [exact(code)], is_code=True)
        if len(whole.answer.ids):
            return whole
    whole = with_words(snapshot, query, nearby, words)
    if len(whole.answer.ids) or not words or query.match == "any":
        return whole
    kept = most_words(snapshot, query, nearby, words)
    if not kept:
        return whole
    dropped = marked(word for word in words if word not in kept)
    return replace(with_words(snapshot, query, nearby, kept), dropped=dropped)


def with_words(snapshot: Snapshot, query: Query, nearby: Nearby, words: Sequence[Word], is_code: bool = False) -> Whole:
    """The whole answer of the products that meet the words, all or any as asked; a code counts 1 as text.

    Without a text everything meets it, but nothing meets a text that has no word in it ("?!").
    """
    asked = ask(snapshot, query, nearby)
    parts = []
    for reading in readings(snapshot, nearby) if words or not query.text.strip() else ():
        products, texts = reading.match(words, query.match)
        parts.append(join(reading, products, np.ones(len(products)) if is_code else texts, asked))
    found, in_stores = together(parts, asked)
    answer = fitting(found, asked)
    facets = count_facets(snapshot, asked, found, answer, in_stores)
    stores = min(len(answer.ids), 1) if query.store is not None else int(np.count_nonzero(in_stores))
    return Whole(nearby, words, answer, facets, stores, is_code)


def fitting(found: Found, asked: Asked) -> Found:
    """Without the products that the filters by category and brand keep out."""
    fits = both(asked.of_category(found.paths), asked.of_brand(found.brands))
    return found if fits is None else found.only(fits)


def readings(snapshot: Snapshot, nearby: Nearby) -> Iterator[Reading]:
    """The shelves a query has to read."""
    for layer in snapshot.layers:
        for shelf in layer.segment.shelves(nearby.areas):
            yield Reading(snapshot, layer, shelf)


def most_words(snapshot: Snapshot, query: Query, nearby: Nearby, words: Sequence[Word]) -> list[Word]:
    """The largest choice of words that a product passing all filters has; of equal ones the most telling, then first.

    [] when no product meets any of the words.
    """
    asked = ask(snapshot, query, nearby)
    parts = [join(reading, *reading.met(words), asked) for reading in readings(snapshot, nearby)]
    met = np.unique(fitting(together(parts, asked)[0], asked).texts).tolist()
    choices = [[place for place in range(len(words)) if bits >> place & 1] for bits in met]
    if not choices:
        return []
    rarities = [telling(snapshot, word) for word in words]
    best = min(choices, key=lambda kept: (-len(kept), -sum(rarities[place] for place in kept), kept))
    return [words[place] for place in best]


def _hits(snapshot: Snapshot, query: Query, whole: Whole, score: Array, places: Array) -> Iterator[Hit]:
    answer, nearby = whole.answer, whole.nearby
    chosen = answer.places[places]
    stores = snapshot.stores.ids[nearby.slots[chosen]].tolist()
    metres = [None] * len(places) if nearby.metres is None else nearby.metres[chosen].tolist()
    offers = snapshot.stock.offers[answer.slots[places]].tolist()
    columns = (column[places].tolist() for column in (answer.ids, score, answer.cents, answer.stores))
    for product, fit, price, many, store, away, offer in zip(*columns, stores, metres, offers, strict=True):
        told = explain_hit(snapshot, product, whole, away) if query.explain else None
        metre, cents = None if away is None else round(away), None if price == NO_PRICE else price
        yield Hit(product, fit, store, metre, cents, many, offer, told)


def explain_hit(snapshot: Snapshot, product: int, whole: Whole, metres: float | None) -> Explanation:
    """The parts of a product's score in an answer; a code is no matter of words."""
    return explanation(snapshot, product, [] if whole.is_code else whole.words, metres)


def suggestion(snapshot: Snapshot, query: Query, nearby: Nearby, words: Sequence[Word]) -> str | None:
    """The text with its unknown words corrected: the likeliest spelling that finds something, None without any."""
    unknown = [word.text for word in words if not known(snapshot, word)]
    if not unknown:
        return None
    spellings = [_spellings(snapshot, word) or [word] for word in unknown]
    for chosen in islice(product_of(*spellings), MOST_SPELLINGS):
        corrected = query.text
        for word, spelling in zip(unknown, chosen, strict=True):
            corrected = spelling.join(re.split(rf"(?<!\w){re.escape(word)}(?!\w)", corrected))
        if corrected != query.text:
            others = words_of(corrected)
            if others and len(with_words(snapshot, query, nearby, others).answer.ids):
                return corrected
    return None


def _spellings(snapshot: Snapshot, word: str) -> list[str]:
    guesses = (layer.segment.lexicon.guesses(word) for layer in snapshot.layers)
    return likeliest(chain.from_iterable(guesses), CORRECTIONS)


def explain(snapshot: Snapshot, product: int, query: Query) -> Explanation | None:
    """The parts of a product's score in the whole answer, None when the product is not in it."""
    nearby = within_reach(snapshot.stores, query)
    whole = find(snapshot, query, nearby, words_of(query.text))
    for place in np.flatnonzero(whole.answer.ids == product).tolist():
        metres = None if nearby.metres is None else float(nearby.metres[whole.answer.places[place]])
        return explain_hit(snapshot, product, whole, metres)
    return None
