"""Counts over the whole answer. Each facet leaves its own filter out, so that it shows what else could be chosen."""

from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

import numpy as np

from search.arrays import Array, firsts
from search.generation import Snapshot
from search.joining import Found, Tests
from search.model import Facet

MOST_VALUES = 200


def count_facets(snapshot: Snapshot, found: Found, tests: Tests) -> dict[str, list[Facet]]:
    """The facets of Results. The rarest values beyond 200 are left out."""
    having = found.having(tests.offers)
    return {
        "category": _sorted(_categories(snapshot, found, having & tests.of_brand)),
        "brand": _sorted(_brands(snapshot, found, having & tests.in_category)),
        "store": _sorted(_stores(snapshot, found, tests)),
        "in_stock": [Facet("1", _products(found, tests, tests.stocked & tests.open_filter))],
        "open_now": [Facet("1", _products(found, tests, tests.opened & tests.stock_filter))],
    }


def _products(found: Found, tests: Tests, offers: Array) -> int:
    return int(np.count_nonzero(found.having(tests.in_store & offers) & tests.products))


def _categories(snapshot: Snapshot, found: Found, products: Array) -> Counter[str]:
    counts: Counter[str] = Counter()
    for path, count in _numbered(found.paths[products]):
        for slug in set(snapshot.paths[path]):
            counts[slug] += count
    return counts


def _brands(snapshot: Snapshot, found: Found, products: Array) -> dict[str, int]:
    counts = {snapshot.brands[brand]: count for brand, count in _numbered(found.brands[products])}
    counts.pop("", None)
    return counts


def _stores(snapshot: Snapshot, found: Found, tests: Tests) -> dict[str, int]:
    passing = tests.stock_filter & tests.open_filter & tests.products[found.owners]
    stores = found.stores[passing]
    stores = stores[firsts(found.owners[passing], stores)]
    return {str(snapshot.stores.ids[store]): count for store, count in _numbered(stores)}


def _numbered(numbers: Array) -> Iterable[tuple[int, int]]:
    counts = np.bincount(numbers)
    present = np.flatnonzero(counts)
    return zip(present.tolist(), counts[present].tolist(), strict=True)


def _sorted(counts: dict[str, int]) -> list[Facet]:
    ranked = sorted(sorted(counts.items()), key=itemgetter(1), reverse=True)
    return [Facet(value, count) for value, count in ranked[:MOST_VALUES]]
