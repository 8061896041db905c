"""What the writer holds between two publications: the current generation, opened for change."""

import threading
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from search.arrays import Array
from search.files import CURRENT, PART, SUFFIX, point
from search.generation import write_generation
from search.reader import open_current
from search.segments import Segment
from search.slots import Slots
from search.stock import StockFile, create
from search.storebook import StoreBook


@dataclass(frozen=True, slots=True)
class Layout:
    """How segments are laid out: area by area from so many offers on, and joined when there are more small ones."""

    tiled_from_offers: int = 20_000
    most_small: int = 8


LAYOUT = Layout()


@dataclass(slots=True)
class Held:
    """A segment and which of its products are live, None while all are."""

    segment: Segment
    live: Array | None

    def bury(self, products: Array) -> None:
        """Let products count no longer; they are replaced elsewhere, or gone."""
        numbers = self.segment.numbers(products)
        if len(numbers):
            live = np.ones(len(self.segment.ids), dtype=bool) if self.live is None else self.live.copy()
            live[numbers] = False
            self.live = live

    def live_numbers(self) -> Array:
        """The numbers of the products that count."""
        return np.arange(len(self.segment.ids)) if self.live is None else np.flatnonzero(self.live)

    def live_among(self, ids: Array) -> Array:
        """The numbers of those products of ids that count."""
        numbers = self.segment.numbers(ids)
        return numbers if self.live is None else np.asarray(numbers[self.live[numbers]])


class Holding:
    """The writer's state: segments, slots, stores and names, and where the next files go.

    Whoever changes the stock column holds turn, and only for as long as that takes.
    """

    def __init__(
        self, folder: Path, layout: Layout, turn: threading.Lock, stock: StockFile | None = None, used: int = 0
    ) -> None:
        self.folder, self.layout, self.turn = folder, layout, turn
        self.number = 0
        self.lineage = uuid.uuid4().hex
        self.held: list[Held] = []
        self.brands: dict[str, int] = {}
        self.paths: dict[tuple[str, ...], int] = {}
        self.book = StoreBook()
        self.stores_file = ""
        self.unswept: set[str] = set()
        self._next = 1 + max((_number(path) for path in folder.glob(f"*{SUFFIX}")), default=0)
        self._settled = self._next
        self.slots = Slots(stock or create(self.path("stock"), 0), used)

    @classmethod
    def open(cls, folder: Path, layout: Layout, turn: threading.Lock) -> "Holding":
        """Take up the current generation. Raises IndexMissing or IndexDamaged."""
        snapshot = open_current(folder)
        stock = StockFile(snapshot.stock.path, writable=True)
        holding = cls(folder, layout, turn, stock, snapshot.meta["used"])
        holding.number, holding.lineage = snapshot.number, snapshot.meta["lineage"]
        holding.held = [Held(layer.segment, layer.live) for layer in snapshot.layers]
        holding.brands = {brand: number for number, brand in enumerate(snapshot.brands)}
        holding.paths = {path: number for number, path in enumerate(snapshot.categories.paths)}
        holding.book = StoreBook(snapshot.stores)
        holding.stores_file = snapshot.meta["stores"]
        return holding

    def path(self, kind: str) -> Path:
        """Where the next file of a kind goes; its name was never used before in this folder."""
        self._next += 1
        return self.folder / f"{kind}-{self._next - 1:06}{SUFFIX}"

    def brand(self, name: str) -> int:
        """The number of a brand, given out for good."""
        return self.brands.setdefault(name, len(self.brands))

    def category(self, path: tuple[str, ...]) -> int:
        """The number of a category path, given out for good."""
        return self.paths.setdefault(path, len(self.paths))

    def live_ids(self, ids: Array) -> Array:
        """Those of the products that are live."""
        return np.concatenate([ids[:0], *(held.segment.ids[held.live_among(ids)] for held in self.held)])

    def slots_of(self, ids: Array) -> Array:
        """The slots on the shelf rows of live products, listed or not."""
        found = [np.zeros(0, dtype=np.int64)]
        for held in self.held:
            numbers, shelf = held.live_among(ids), held.segment.everywhere
            found.append(shelf.slots_of(shelf.offers_of(numbers)))
        return np.concatenate(found)

    def bury(self, ids: Array) -> None:
        """Let products count no longer, and drop the segments that have none left."""
        for held in self.held:
            held.bury(ids)
        self.held = [held for held in self.held if held.live is None or held.live.any()]

    def write_stores(self) -> None:
        """Write the table of stores for the next generation."""
        path = self.path("stores")
        self.book.write(path)
        self.stores_file = path.stem

    def switch(self) -> int:
        """Write the next generation, make it the current one and remove the files that it does not read."""
        self.number += 1
        path = self.path("generation")
        meta = {
            "lineage": self.lineage,
            "stores": self.stores_file,
            "stock": self.slots.stock.path.stem,
            "used": self.slots.used,
            "brands": list(self.brands),
            "paths": list(self.paths),
        }
        write_generation(path, self.number, [(held.segment, held.live) for held in self.held], meta)
        point(self.folder, path.stem)
        self._settled = self._next
        self._sweep(path)
        return self.number

    def discard(self) -> None:
        """Remove what was written since the last switch: a full disk needs the room. The holding is spent then."""
        for path in self.folder.glob(f"*{SUFFIX}"):
            if _number(path) >= self._settled:
                path.unlink(missing_ok=True)

    def _sweep(self, current: Path) -> None:
        kept = {current.stem, self.stores_file, self.slots.stock.path.stem, *self.unswept}
        kept |= {held.segment.name for held in self.held}
        for path in self._files():
            if path.stem not in kept:
                path.unlink(missing_ok=True)

    def _files(self) -> Iterator[Path]:
        yield from self.folder.glob(f"*{SUFFIX}")
        yield from (path for path in self.folder.glob(f"*{PART}") if path.stem != CURRENT)


def _number(path: Path) -> int:
    digits = path.stem.rpartition("-")[2]
    return int(digits) if digits.isdecimal() else 0
