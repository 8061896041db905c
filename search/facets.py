"""Counts over the whole answer. Each facet leaves its own filter out, so that it shows what else could be chosen."""

from collections.abc import Sequence
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
        "category": _facets(categories.counts(on_paths), categories.slugs),
        "brand": _facets(of_brands, brands),
        "store": _facets(in_stores, snapshot.stores.labels),
        "in_stock": [Facet("1", int(np.count_nonzero(answer.states & IN_STOCK)))],
        "open_now": [Facet("1", int(np.count_nonzero(answer.states & OPEN_NOW)))],
    }


def _where(numbers: Array, wanted: Array | None) -> Array:
    return numbers if wanted is None else numbers[wanted]


def _facets(counts: Array, names: Sequence[str]) -> list[Facet]:
    """The names that were counted, the most frequent first, equal ones by name; "" is no name."""
    present = counts.nonzero()[0]
    if len(present) > MOST_VALUES:
        least = np.partition(counts[present], -MOST_VALUES - 1)[-MOST_VALUES - 1]
        present = present[counts[present] >= least]
    pairs = [(names[at], count) for at, count in zip(present.tolist(), counts[present].tolist(), strict=True)]
    pairs.sort()
    pairs.sort(key=itemgetter(1), reverse=True)
    return [Facet(name, count) for name, count in pairs if name][:MOST_VALUES]
