"""The stock column: the only part of an index that changes in place.

An offer owns a slot, and all that changes about it is one 64-bit word there:

    counted_at (32 bits, epoch seconds) | price_cents (26) | available (5) | listed (1)

Two values are kept back: the highest price says that an offer has none, so that it comes after every price; the highest
number of pieces, counted at the last moment there is, says that an offer has no stock, so that it is always there.

Words are aligned to 8 bytes, so the processor writes and reads each as a whole: a reader sees the row before a change
or after it, never a mixture, and needs no lock. Beside the words stand the offer's id, product and store; they are
written once, into spare slots, before a generation that reads so far is published.
"""

import mmap
import os
import struct
from pathlib import Path

import numpy as np

from search.arrays import Array
from search.errors import IndexDamaged
from search.files import aside
from search.model import Offer

MAGIC = b"stock\n\0\0"
FORMAT = 2
HEAD = struct.Struct("<8sIQ")
START = 64
ROW = 8 + 8 + 8 + 4
MOST_CENTS = (1 << 26) - 1
NO_PRICE = MOST_CENTS
DEAREST = NO_PRICE - 1
MOST_PIECES = (1 << 5) - 1
LATEST = (1 << 32) - 1
NONE = -(1 << 63)
LEAST_SPARE = 1024


def pack(price_cents: Array, available: Array, counted_at: Array) -> Array:
    """Rows as words; NONE stands for no price and for no stock.

    A price above 671,088.62, more than 31 pieces and times before 1970 count as the limit.
    """
    price = np.where(price_cents == NONE, NO_PRICE, np.clip(price_cents, 0, DEAREST)).astype(np.uint64)
    pieces = np.where(available == NONE, MOST_PIECES, np.clip(available, 0, MOST_PIECES)).astype(np.uint64)
    counted = np.where(available == NONE, LATEST, np.clip(counted_at, 0, LATEST)).astype(np.uint64)
    return np.asarray((counted << 32) | (price << 6) | (pieces << 1) | 1, dtype=np.uint64)


def prices(words: Array) -> Array:
    """Prices in cents, NO_PRICE where there is none."""
    return ((words >> 6) & MOST_CENTS).view(np.int64)


def told(words: Array) -> tuple[list[int | None], list[int | None], list[int]]:
    """What words say: prices in cents, pieces (at most 31) and when they were counted, in epoch seconds."""
    price, pieces, counted = prices(words), ((words >> 1) & MOST_PIECES).astype(np.int64), words >> 32
    endless = (pieces == MOST_PIECES) & (counted == LATEST)
    return (
        [None if value == NO_PRICE else value for value in price.tolist()],
        [None if is_endless else value for value, is_endless in zip(pieces.tolist(), endless.tolist(), strict=True)],
        counted.tolist(),
    )


def kept(offer: Offer) -> Offer:
    """An offer as the column keeps it: a value beyond the limits of a word is the limit."""
    price, pieces, counted_at = offer.price_cents, offer.available, offer.counted_at
    return offer._replace(
        price_cents=None if price is None else min(max(price, 0), DEAREST),
        available=None if pieces is None else min(max(pieces, 0), MOST_PIECES),
        counted_at=LATEST if pieces is None else min(max(counted_at, 0), LATEST),
    )


def in_stock(words: Array, trusted_s: Array, at: int) -> Array:
    """True where a piece is left at this moment; the count of each word may be trusted for so many seconds."""
    return np.asarray(((words & (MOST_PIECES << 1)) != 0) & ((words >> 32).view(np.int64) + trusted_s >= at))


def listed(words: Array) -> Array:
    """True where the slot holds an offer; an offer that was removed leaves its slot unlisted."""
    return np.asarray((words & 1) != 0)


class StockFile:
    """A mapped file of slots. Raises IndexDamaged when it is missing or not of the size its head names."""

    def __init__(self, path: Path, writable: bool = False) -> None:
        self.path = path
        access = mmap.ACCESS_WRITE if writable else mmap.ACCESS_READ
        try:
            with path.open("r+b" if writable else "rb") as file:
                self._map = mmap.mmap(file.fileno(), 0, access=access)
        except (FileNotFoundError, ValueError) as fault:
            raise IndexDamaged(f"The stock file {path.name} is missing or empty. Build the index anew.") from fault
        self.capacity = self._read_capacity()
        self.words = self._column("<u8", 0)
        self.offers = self._column("<i8", 8)
        self.products = self._column("<i8", 16)
        self.stores = self._column("<i4", 24)

    def _read_capacity(self) -> int:
        data = self._map
        magic, version, capacity = HEAD.unpack_from(data) if len(data) >= START else (b"", 0, 0)
        if (magic, version, START + int(capacity) * ROW) != (MAGIC, FORMAT, len(data)):
            raise IndexDamaged(f"The stock file {self.path.name} is cut off or foreign. Build the index anew.")
        return int(capacity)

    def _column(self, kind: str, before: int) -> Array:
        return np.ndarray((self.capacity,), dtype=kind, buffer=self._map, offset=START + before * self.capacity)

    def append(self, used: int, offers: Array, products: Array, stores: Array, words: Array) -> None:
        """Fill the spare slots from `used` on; no generation reads them yet."""
        rows = slice(used, used + len(offers))
        self.offers[rows], self.products[rows], self.stores[rows], self.words[rows] = offers, products, stores, words


def create(path: Path, slots: int) -> StockFile:
    """An empty file with room for so many slots and a quarter more, at least 1,024."""
    capacity = slots + max(LEAST_SPARE, slots // 4)
    with aside(path) as file:
        file.write(HEAD.pack(MAGIC, FORMAT, capacity))
        file.flush()
        os.posix_fallocate(file.fileno(), 0, START + capacity * ROW)
    return StockFile(path, writable=True)


def grown(old: StockFile, used: int, path: Path, slots: int) -> StockFile:
    """A larger file with the same slots at the same places."""
    new = create(path, slots)
    new.append(0, old.offers[:used], old.products[:used], old.stores[:used], old.words[:used])
    return new
