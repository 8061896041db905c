"""Counts over the whole answer. Each facet leaves its own filter out, so that it shows what else could be chosen."""

from collections.abc import Sequence

import numpy as np

from search.arrays import Array
from search.asking import Asked
from search.generation import Snapshot
from search.joining import Found
from search.summing import IN_STOCK, OPEN_NOW

MOST_VALUES = 200
RANK_BITS = 32


def count_facets(
    snapshot: Snapshot, asked: Asked, found: Found, answer: Found, in_stores: Array
) -> dict[str, dict[str, int]]:
    """The facets of Results. found has the products of the answer and those that only a category or brand keeps out.

    in_stores are the products of the answer by store slot. The rarest values beyond 200 are left out.
    """
    categories, stores = snapshot.categories, snapshot.stores
    on_paths = np.bincount(_where(found.paths, asked.of_brand(found.brands)), minlength=len(categories.paths))
    of_brands = np.bincount(_where(found.brands, asked.of_category(found.paths)))
    return {
        "category": _facet(categories.counts(on_paths), categories.slugs, categories.ranks),
        "brand": _facet(of_brands, snapshot.brands, snapshot.brand_ranks),
        "store": _facet(in_stores, stores.labels, stores.label_ranks),
        "in_stock": {"1": int(np.count_nonzero(answer.states & IN_STOCK))},
        "open_now": {"1": int(np.count_nonzero(answer.states & OPEN_NOW))},
    }


def _where(numbers: Array, wanted: Array | None) -> Array:
    return numbers if wanted is None else numbers[wanted]


def _facet(counts: Array, names: Sequence[str], ranks: Array) -> dict[str, int]:
    """The names that were counted, the most frequent first, equal ones by rank; "" is no name."""
    present = counts.nonzero()[0]
    many = counts[present]
    order = (ranks[present] - (many << RANK_BITS)).argsort()[: MOST_VALUES + 1]
    facet = dict(zip(map(names.__getitem__, present[order].tolist()), many[order].tolist(), strict=True))
    facet.pop("", None)
    if len(facet) > MOST_VALUES:
        facet.popitem()
    return facet
