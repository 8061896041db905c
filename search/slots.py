"""The writer's view of the stock column: which offer has which slot."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from search.arrays import Array
from search.model import Offer, Stock
from search.stock import LEAST_SPARE, NONE, StockFile, grown, listed, pack

RECENT_PART = 16


class Slots:
    """The slots in use, found by offer. An offer that moved has several; the last one counts."""

    def __init__(self, stock: StockFile, used: int) -> None:
        self.stock, self.used = stock, used
        ids = stock.offers[:used]
        self._order = np.argsort(ids, kind="stable")
        self._ids = ids[self._order]
        self._recent: dict[int, int] = {}
        self._outgrown: StockFile | None = None

    def find(self, offers: Sequence[int]) -> Array:
        """The slot of each offer, listed or not; -1 for an offer never seen."""
        wanted = np.array(offers, dtype=np.int64)
        at = np.searchsorted(self._ids, wanted, side="right") - 1
        slots = np.full(len(wanted), -1, dtype=np.int64)
        if len(self._ids):
            known = (at >= 0) & (self._ids[at] == wanted)
            slots[known] = self._order[at[known]]
        if self._recent:
            pairs = zip(offers, slots.tolist(), strict=True)
            slots = np.array([self._recent.get(offer, slot) for offer, slot in pairs], dtype=np.int64)
        return slots

    def add(self, offers: Sequence[Offer], stores: Sequence[int], path: Path) -> Array:
        """Give offers spare slots; stores are their slots. When none are left, a larger file is written at path."""
        first, self.used = self.used, self.used + len(offers)
        if self.used > self.stock.capacity:
            self._outgrown = self.stock
            self.stock = grown(self.stock, first, path, self.used)
        slots = np.arange(first, self.used)
        ids = np.array([offer.id for offer in offers], dtype=np.int64)
        products = np.array([offer.product for offer in offers], dtype=np.int64)
        self.stock.append(first, ids, products, np.array(stores, dtype=np.int32), words_of(offers))
        self._recent.update(zip(ids.tolist(), slots.tolist(), strict=True))
        if len(self._recent) > max(LEAST_SPARE, len(self._ids) // RECENT_PART):
            self._sort_in()
        return slots

    def _sort_in(self) -> None:
        """Put the recent ones into the sorted columns, behind older ones of the same offer."""
        ids = np.array(sorted(self._recent), dtype=np.int64)
        slots = np.array([self._recent[offer] for offer in ids.tolist()], dtype=np.int64)
        places = np.searchsorted(self._ids, ids, side="right")
        self._ids, self._order = np.insert(self._ids, places, ids), np.insert(self._order, places, slots)
        self._recent = {}

    @property
    def are_wasted(self) -> bool:
        """Whether more slots were given up than hold offers. No slot is used twice: a reader may still look there."""
        kept = int(np.count_nonzero(listed(self.stock.words[: self.used])))
        return self.used - kept > max(kept, LEAST_SPARE)

    def set(self, rows: Sequence[Stock]) -> list[int]:
        """Write prices and pieces in place. Returns the offers that are not listed."""
        slots = self.find([row.offer for row in rows])
        known = (slots >= 0) & listed(self.stock.words[slots])
        self.write(slots[known], words_of(rows)[known])
        return [row.offer for row, there in zip(rows, known.tolist(), strict=True) if not there]

    def write(self, slots: Array, words: Array) -> None:
        """Put words into slots, of an outgrown file too: until the switch, readers look there."""
        self.stock.words[slots] = words
        if self._outgrown:
            old = slots < self._outgrown.capacity
            self._outgrown.words[slots[old]] = words[old]

    def unlist(self, slots: Array) -> None:
        """Take offers off the shelves at once, for every reader. The switch is done: an outgrown file is let go."""
        self.stock.words[slots] &= ~np.uint64(1)
        self._outgrown = None


def words_of(rows: Sequence[Offer] | Sequence[Stock]) -> Array:
    """The changing part of offers as words of the stock column."""
    columns = list(zip(*rows, strict=True)) or [()] * 3
    return pack(*map(numbers, columns[-3:]))


def numbers(column: Sequence[int | None]) -> Array:
    """Values as an array, None as NONE."""
    return np.array([NONE if value is None else value for value in column] if None in column else column, np.int64)
