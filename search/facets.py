"""Counts over the whole answer. Each facet leaves its own filter out, so that it shows what else could be chosen."""

from collections.abc import Iterable, Sequence
from operator import itemgetter

import numpy as np

from search.arrays import Array
from search.asking import Asked
from search.generation import Snapshot
from search.joining import Found
from search.model import Facet
from search.summing import IN_STOCK, OPEN_NOW

MOST_VALUES = 200


def count_facets(
    snapshot: Snapshot, asked: Asked, found: Found, answer: Found, in_stores: Array
) -> dict[str, list[Facet]]:
    """The facets of Results. found has the products of the answer and those that only a category or brand keeps out.

    in_stores are the products of the answer by store slot. The rarest values beyond 200 are left out.
    """
    categories, brands = snapshot.categories, snapshot.brands
    on_paths = np.bincount(_where(found.paths, asked.of_brand(found.brands)))
    of_brands = np.bincount(_where(found.brands, asked.of_category(found.paths)))
    return {
        "category": _sorted(_numbered(categories.counts(on_paths), categories.slugs)),
        "brand": _sorted((brand, count) for brand, count in _numbered(of_brands, brands) if brand),
        "store": _sorted(_numbered(in_stores, snapshot.stores.labels)),
        "in_stock": [Facet("1", int(np.count_nonzero(answer.states & IN_STOCK)))],
        "open_now": [Facet("1", int(np.count_nonzero(answer.states & OPEN_NOW)))],
    }


def _where(numbers: Array, wanted: Array | None) -> Array:
    return numbers if wanted is None else numbers[wanted]


def _numbered(counts: Array, names: Sequence[str]) -> list[tuple[str, int]]:
    """The names that were counted, with their counts."""
    present = counts.nonzero()[0]
    return [(names[number], count) for number, count in zip(present.tolist(), counts[present].tolist(), strict=True)]


def _sorted(counts: Iterable[tuple[str, int]]) -> list[Facet]:
    """The most frequent first, equal ones by name."""
    ranked = sorted(sorted(counts), key=itemgetter(1), reverse=True)
    return [Facet(value, count) for value, count in ranked[:MOST_VALUES]]
