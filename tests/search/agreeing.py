"""Comparing an answer of the index with that of the judge."""

from dataclasses import replace
from itertools import pairwise

from search import Hit, Index, Query, Results
from tests.search.brute import Found, Shelves, order

EQUAL = 1e-5
SAME = 1e-9


def all_pages(index: Index, query: Query) -> tuple[Results, list[Hit]]:
    """The first page, and the hits of all pages."""
    first = results = index.search(query)
    hits = list(results.hits)
    while results.cursor:
        results = index.search(replace(query, cursor=results.cursor))
        assert results.hits, "a cursor leads to another page"
        hits += results.hits
    return first, hits


def assert_agreement(index: Index, shelves: Shelves, query: Query) -> None:
    """The index must answer as the documents say."""
    results, hits = all_pages(index, query)
    answer = shelves.search(query)
    expected = {found.id: found for found in answer.found}

    assert len(hits) == len({hit.id for hit in hits}), "each hit comes once"
    assert {hit.id for hit in hits} == set(expected)
    for hit in hits:
        assert_hit(hit, expected[hit.id])
    assert_order(query, [expected[hit.id] for hit in hits])
    assert results.total == len(answer.found)
    assert results.stores == answer.stores
    assert results.facets == answer.facets
    assert results.dropped == answer.dropped
    assert results.words == answer.words


def assert_hit(hit: Hit, found: Found) -> None:
    """Every value of a hit."""
    assert abs(hit.score - found.score) <= EQUAL * found.score
    assert hit.distance_m == (None if found.metres is None else round(found.metres))
    told = (hit.store, hit.price_cents, hit.stores, hit.offer)
    assert told == (found.store, found.price_cents, found.stores, found.offer)
    if hit.explanation:
        assert abs(hit.explanation.score - found.score) <= EQUAL * found.score


def assert_order(query: Query, found: list[Found]) -> None:
    """Ascending keys; where they are the same, ascending ids."""
    for one, after in pairwise(found):
        key, next_key = order(query, one), order(query, after)
        assert key <= next_key + EQUAL * abs(key), (one, after)
        if abs(key - next_key) <= SAME * abs(key):
            assert one.id < after.id
