"""The writing side: one process at a time gathers changes and publishes them as a new generation."""

import fcntl
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from search.errors import IndexDamaged, IndexLocked, IndexMissing
from search.holding import LAYOUT, Holding, Layout
from search.merging import Merge, plan
from search.model import Offer, Product, Published, Stock, Store
from search.publishing import Changes, publish
from search.rebuilding import rebuild

LOCK = "lock"


class Writer:
    """The one writer of an index folder. Changes are gathered by put and remove, and seen after publish.

    set_stock alone is seen at once. When the folder holds a damaged index, only rebuild is possible.
    """

    def __init__(self, folder: Path, layout: Layout) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.fault: str | None = None
        self._lock = _take_lock(folder)
        self._changes = Changes()
        self._merge: Merge | None = None
        self._layout = layout
        self._turn = threading.Lock()
        self._hold()

    def _hold(self) -> None:
        try:
            self._holding = Holding.open(self.folder, self._layout, self._turn)
        except IndexMissing:
            self._holding = Holding(self.folder, self._layout, self._turn)
        except IndexDamaged as fault:
            self.fault = str(fault)
            self._holding = Holding(self.folder, self._layout, self._turn)

    @classmethod
    def open(cls, folder: Path | str, *, layout: Layout = LAYOUT) -> Self:
        """Become the writer. Raises IndexLocked while another process is. The folder is made if need be.

        layout need not be chosen; tests do.
        """
        return cls(Path(folder), layout)

    def put_products(self, products: Iterable[Product]) -> None:
        """Add products, or replace them; their offers stay."""
        self._changes.put_products(products)

    def put_stores(self, stores: Iterable[Store]) -> None:
        """Add stores, or change them; their offers stay."""
        self._changes.put_stores(stores)

    def put_offers(self, offers: Iterable[Offer]) -> None:
        """Add offers, or change them, also to another product or store."""
        self._changes.put_offers(offers)

    def remove_products(self, ids: Iterable[int]) -> None:
        """Take products out, with their offers. Unknown ids are no fault."""
        self._changes.remove_products(ids)

    def remove_stores(self, ids: Iterable[int]) -> None:
        """Take stores out, with their offers. Unknown ids are no fault."""
        self._changes.remove_stores(ids)

    def remove_offers(self, ids: Iterable[int]) -> None:
        """Take offers out. Unknown ids are no fault."""
        self._changes.remove_offers(ids)

    def publish(self) -> Published:
        """Show all gathered changes to readers in one step. When it fails, they stay gathered. Raises IndexDamaged."""
        self._refuse_damaged()
        try:
            published = publish(self._holding, self._changes)
        except BaseException:
            self._take_up_again()
            raise
        self._changes = Changes()
        return published

    def set_stock(self, rows: Sequence[Stock]) -> list[int]:
        """Change prices and pieces of published offers, at once for every reader. Returns the unknown offers.

        Another thread may call this while offers are being published, and hardly waits. What it changes during a
        rebuild is to be told again afterwards.
        """
        self._refuse_damaged()
        if not rows:
            return []
        with self._turn:
            unknown = self._holding.slots.set(rows)
            gathered = self._changes.set_stock(rows)
        return [offer for offer in unknown if offer not in gathered]

    def rebuild(
        self,
        products: Iterable[Product],
        stores: Iterable[Store],
        offers: Iterable[Offer],
        progress: Callable[[int], None] | None = None,
    ) -> Published:
        """Replace the whole index. progress is told, now and then, how many products were read so far."""
        self._stop_merging()
        self._changes = Changes()
        published = rebuild(self._holding, products, stores, offers, progress)
        self.fault = None
        return published

    @property
    def is_wasteful(self) -> bool:
        """Whether offers that left have given up more places than there are offers; a rebuild frees them."""
        return self._holding.slots.are_wasted

    def merge_step(self) -> bool:
        """See to the joining of small segments for a few milliseconds. Returns whether there is more to do.

        The work itself is done by a thread; call this when idle, until it returns False.
        """
        self._refuse_damaged()
        if self._merge is None:
            chosen = plan(self._holding)
            if not chosen:
                return False
            self._merge = Merge(self._holding, chosen)
        try:
            if not self._merge.step():
                self._merge = None
        except BaseException:
            self._take_up_again()
            raise
        return True

    def close(self) -> None:
        """Let another process become the writer. Changes that were not published are forgotten."""
        self._stop_merging()
        self._lock.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _take_up_again(self) -> None:
        """After a failure: nothing is left of what was begun, and the current generation is what it was."""
        self._stop_merging()
        self._holding.discard()
        self._hold()

    def _stop_merging(self) -> None:
        if self._merge:
            self._merge.stop()
            self._merge = None

    def _refuse_damaged(self) -> None:
        if self.fault:
            raise IndexDamaged(self.fault)


def _take_lock(folder: Path) -> TextIO:
    file = (folder / LOCK).open("a", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as fault:
        file.close()
        sentence = f"Another process is writing the index in {folder}. End it first, or leave it the work."
        raise IndexLocked(sentence) from fault
    return file
