"""What a query asks of offers and products, ready to be looked up by store slot, category path and brand."""

from dataclasses import dataclass

import numpy as np

from search.arrays import Array
from search.generation import Snapshot
from search.model import Query
from search.stock import DEAREST, NO_PRICE
from search.stores import Nearby

ANY_STORE = -1


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters of a query. Arrays by store slot: the place in nearby, how long a count is trusted, and who is open.

    store is the slot of the only store asked for; paths (by category path) and brand are None without such a filter.
    """

    nearby: Nearby
    at: int
    trusted_s: Array
    opened: Array
    store: int
    in_stock: bool
    open_now: bool
    least_cents: int
    most_cents: int
    paths: Array | None
    brand: int | None

    def of_category(self, paths: Array) -> Array | None:
        """True for the products on these paths that pass the filter by category; None when all do."""
        return None if self.paths is None else np.asarray(self.paths[paths])

    def of_brand(self, brands: Array) -> Array | None:
        """True for the products of these brands that pass the filter by brand; None when all do."""
        return None if self.brand is None else np.asarray(brands == self.brand)


def ask(snapshot: Snapshot, query: Query, nearby: Nearby) -> Asked:
    """Prepare the filters of a query, at its moment."""
    stores = snapshot.stores
    return Asked(
        nearby=nearby,
        at=query.at,
        trusted_s=stores.trusted_s,
        opened=stores.open_at(query.at),
        store=ANY_STORE if query.store is None else stores.slot(query.store),
        in_stock=query.in_stock,
        open_now=query.open_now,
        least_cents=query.price_min_cents or 0,
        most_cents=_most_cents(query),
        paths=snapshot.categories.paths_with(query.category) if query.category else None,
        brand=snapshot.brand_numbers.get(query.brand, -1) if query.brand else None,
    )


def _most_cents(query: Query) -> int:
    """The highest price that passes: any limit keeps out what has no price."""
    if query.price_max_cents is not None:
        return min(query.price_max_cents, DEAREST)
    return NO_PRICE if query.price_min_cents is None else DEAREST


def both(one: Array | None, other: Array | None) -> Array | None:
    """Two filters as one."""
    if one is None or other is None:
        return other if one is None else one
    return np.asarray(one & other)
