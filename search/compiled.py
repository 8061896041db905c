"""The inner loops of a query as machine code, for whom numba is installed: the same functions as with NumPy.

Compiled at the first import ever (some seconds) and then read from numba's cache: beside this file, or where
NUMBA_CACHE_DIR says. No query compiles anything.
"""

import numpy as np
from numba import boolean, float32, float64, int32, int64, njit, types, uint64

from search.arrays import Array
from search.asking import Asked
from search.shelves import Shelf
from search.stock import MOST_CENTS, MOST_PIECES
from search.summing import IN_STOCK, OPEN_NOW, PLACE_BITS, PRICE_BITS, Sums

LISTED, PIECES, CENTS = np.uint64(1), np.uint64(MOST_PIECES << 1), np.uint64(MOST_CENTS)
PRICE_AT, COUNTED_AT = np.uint64(6), np.uint64(32)
STOCKED, OPENED = int(IN_STOCK), int(OPEN_NOW)
COLUMNS = 6
NO_SLOTS = np.zeros(0, dtype=np.int32)


def _read(kind: types.Type) -> types.Type:
    """An array that is only read, of a mapped file or not."""
    return types.Array(kind, 1, "C", readonly=True)


FILTERS = types.Tuple((int64, int64, int64, int64, boolean, boolean, boolean))


@njit(int64(int64, int64, boolean), cache=True, inline="always")
def _key(place, cents, nearest):
    """What is least for the chosen offer: the place, then the price; or the other way round."""
    return place << PRICE_BITS | cents if nearest else cents << PLACE_BITS | place


@njit(boolean(uint64, int64, boolean, boolean, FILTERS), cache=True, inline="always")
def _passes(word, cents, stocked, opened, filters):
    """Whether an offer is listed and passes all filters but those by place and store."""
    _, _, least, most, in_stock, open_now, _ = filters
    listed = word & LISTED != 0 and least <= cents <= most
    return listed and (stocked or not in_stock) and (opened or not open_now)


@njit(
    int64(
        *(types.Array(int32, 1, "A", readonly=True) for _ in range(2)),
        *(_read(int32) for _ in range(2)),
        int64,
        _read(int64),
        _read(uint64),
        _read(int64),
        *(_read(boolean) for _ in range(2)),
        FILTERS,
        int64[:, ::1],
        int64[::1],
    ),
    cache=True,
    nogil=True,
)
def _sum_up(firsts, lasts, stores, slots, first_slot, place, words, trusted_s, opened, fits, filters, sums, in_stores):
    """Fill a column of sums for each product with a passing offer, and count in_stores up; returns how many."""
    at, only, _, _, _, _, nearest = filters
    rows = 0
    for owner in range(len(firsts)):
        best, chosen, lowest, sold_in, states, last = int64(-1), -1, int64(0), 0, 0, -1
        for row in range(firsts[owner], lasts[owner]):
            store, word = stores[row], words[slots[row] if first_slot < 0 else first_slot + row]
            cents = int64((word >> PRICE_AT) & CENTS)
            stocked = word & PIECES != 0 and int64(word >> COUNTED_AT) + trusted_s[store] >= at
            if place[store] < 0 or not _passes(word, cents, stocked, opened[store], filters):
                continue
            wanted = only < 0 or store == only
            if store != last:
                last, sold_in = store, sold_in + wanted
                in_stores[store] += fits[owner]
            if wanted:
                key = _key(int64(place[store]), cents, nearest)
                lowest = cents if chosen < 0 or cents < lowest else lowest
                if chosen < 0 or key < best:
                    best, chosen = key, row
                states |= stocked * STOCKED | opened[store] * OPENED
        if chosen >= 0:
            slot = slots[chosen] if first_slot < 0 else first_slot + chosen
            sums[0, rows], sums[1, rows], sums[2, rows] = owner, place[stores[chosen]], slot
            sums[3, rows], sums[4, rows], sums[5, rows] = lowest, sold_in, states
            rows += 1
    return rows


def sum_up(shelf: Shelf, products: Array, words: Array, asked: Asked, fits: Array | None) -> Sums:
    """Sum up the offers of products of a shelf, given as its rows.

    words is the stock column, fits is False for products not counted.
    """
    place, nearest = asked.nearby.place, asked.nearby.metres is not None
    filters = (asked.at, asked.store, asked.least_cents, asked.most_cents, asked.in_stock, asked.open_now, nearest)
    sums = np.empty((COLUMNS, len(products)), dtype=np.int64)
    in_stores = np.zeros(len(place), dtype=np.int64)
    rows = _sum_up(
        products["first"],
        products["last"],
        shelf.stores,
        NO_SLOTS if shelf.slots is None else shelf.slots,
        shelf.first_slot if shelf.slots is None else -1,
        place,
        words,
        asked.trusted_s,
        asked.opened,
        np.ones(len(products), dtype=bool) if fits is None else fits,
        filters,
        sums,
        in_stores,
    )
    owners, places, chosen, cents, stores, states = sums[:, :rows]
    return Sums(owners, places, chosen, cents, stores, states, in_stores)


@njit(
    float32[::1](_read(int32), _read(float32), _read(float32), types.UniTuple(float64, 2), float64),
    cache=True,
    nogil=True,
)
def impacts(products, frequencies, lengths, norm, factor):
    """What a term adds to the score of each product that has it; lengths are by product, norm is the formula's."""
    found = np.empty(len(products), dtype=np.float32)
    for row in range(len(products)):
        frequency = float64(frequencies[row])
        found[row] = factor * frequency / (frequency + norm[0] + norm[1] * lengths[products[row]])
    return found


@njit(int64[:, ::1](_read(int32), _read(int32), int64), cache=True, nogil=True)
def common(one, other, size):
    """Where two sorted sets of numbers meet: the positions in one, and those in other."""
    met = np.empty((2, min(len(one), len(other))), dtype=np.int64)
    rows = right = 0
    for left in range(len(one)):
        while right < len(other) and other[right] < one[left]:
            right += 1
        if right < len(other) and other[right] == one[left]:
            met[0, rows], met[1, rows] = left, right
            rows += 1
    return np.ascontiguousarray(met[:, :rows])


@njit(int32[::1](float32[::1], _read(int32), _read(float32)), cache=True, nogil=True)
def add(sums, products, scores):
    """Add positive scores of different products to their sums. Returns the products whose sum was 0."""
    fresh = np.empty(len(products), dtype=np.int32)
    rows = 0
    for row in range(len(products)):
        product = products[row]
        if sums[product] == 0.0:
            fresh[rows] = product
            rows += 1
        sums[product] += scores[row]
    return fresh[:rows]
