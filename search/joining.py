"""The second half of a query: from products that have the words to an answer, over all shelves that are read."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from search import kernels
from search.arrays import Array, firsts
from search.asking import Asked, both
from search.matching import Reading
from search.shelves import Shelf
from search.summing import ROWS_AT_ONCE


@dataclass(frozen=True, slots=True)
class Found:
    """Products that have the words and an offer that passes all filters on offers; the columns are those of Sums.

    Filters on products (category, brand) are still to be applied.
    """

    ids: Array
    texts: Array
    brands: Array
    paths: Array
    places: Array
    slots: Array
    cents: Array
    stores: Array
    states: Array

    def only(self, rows: Array) -> "Found":
        """Some of the products."""
        return Found(*(getattr(self, name)[rows] for name in COLUMNS))


COLUMNS = tuple(column.name for column in fields(Found))
NOTHING = Found(*(np.zeros(0, dtype=np.int64) for _ in COLUMNS))
Joined = tuple[Found, Array]


def join(reading: Reading, products: Array, texts: Array, asked: Asked) -> Joined:
    """Look at the offers of products of one shelf. Also counts, by store slot, the products of the answer it sells."""
    if len(products) > 1 and _offers(reading.shelf, products) > ROWS_AT_ONCE:
        half = len(products) // 2
        pieces = ((products[:half], texts[:half]), (products[half:], texts[half:]))
        return _stacked([join(reading, *piece, asked) for piece in pieces])
    return _joined(reading, products, texts, asked)


def _offers(shelf: Shelf, products: Array) -> int:
    """The number of offers of the products; that of the whole shelf where this says enough."""
    if len(shelf.stores) <= ROWS_AT_ONCE:
        return len(shelf.stores)
    rows = shelf.rows.take(products)
    return int((rows["last"] - rows["first"]).sum())


def _joined(reading: Reading, products: Array, texts: Array, asked: Asked) -> Joined:
    rows = reading.shelf.rows.take(products)
    fits = both(asked.of_category(rows["path"]), asked.of_brand(rows["brand"]))
    sums = kernels.sum_up(reading.shelf, rows, reading.snapshot.stock.words, asked, fits)
    rows = rows.take(sums.owners)
    found = Found(
        ids=rows["id"],
        texts=texts[sums.owners],
        brands=rows["brand"],
        paths=rows["path"],
        places=sums.places,
        slots=sums.slots,
        cents=sums.cents,
        stores=sums.stores,
        states=sums.states,
    )
    return found, sums.in_stores


def _stacked(parts: Sequence[Joined]) -> Joined:
    """Several answers below each other."""
    columns = (np.concatenate([getattr(found, name) for found, _ in parts]) for name in COLUMNS)
    return Found(*columns), np.sum([in_stores for _, in_stores in parts], axis=0)


def together(parts: Sequence[Joined], asked: Asked) -> Joined:
    """Several shelves as one. A product that lies on two of them, which share no store, becomes one row."""
    if not parts:
        return NOTHING, np.zeros(len(asked.opened), dtype=np.int64)
    if len(parts) == 1:
        return parts[0]
    found, in_stores = _stacked(parts)
    chosen = (found.places, found.cents) if asked.nearby.metres is None else (found.places,)
    order = np.lexsort((*chosen, found.ids))
    found = found.only(order)
    starts = firsts(found.ids).nonzero()[0]
    if not len(starts):
        return found, in_stores
    first = found.only(starts)
    sums = {
        "cents": np.minimum.reduceat(found.cents, starts),
        "stores": np.add.reduceat(found.stores, starts),
        "states": np.bitwise_or.reduceat(found.states, starts),
    }
    return replace(first, **sums), in_stores
