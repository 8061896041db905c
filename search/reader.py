"""The reading side: any number of processes and threads, none of which ever waits for the writer."""

import logging
import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from search.errors import IndexDamaged, IndexMissing
from search.files import CURRENT, pointed
from search.generation import Snapshot
from search.model import Explanation, Match, Point, Query, Results, Suggestion
from search.searching import explain, search
from search.suggesting import suggest
from search.texts import best

ATTEMPTS = 5

log = logging.getLogger("search")


class Index:
    """An open index. It notices a new generation at the next query and builds nothing itself.

    When a new generation turns out to be damaged, the last good one goes on answering; fault then holds the sentence.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fault: str | None = None
        self._lock = threading.Lock()
        self._pointer = str(folder / CURRENT)
        self._mark = _mark(self._pointer)
        self._snapshot = open_current(folder)

    @classmethod
    def open(cls, folder: Path | str) -> Self:
        """Open the current generation. Raises IndexMissing or IndexDamaged."""
        return cls(Path(folder))

    def search(self, query: Query) -> Results:
        """Answer a query. Raises BadCursor."""
        return search(self._current(), query)

    def suggest(
        self,
        text: str,
        *,
        near: Point | None = None,
        radius_m: int | None = None,
        city: str = "",
        at: int,
        limit: int = 8,
    ) -> list[Suggestion]:
        """Ways to go on typing, those first that most products in stock nearby stand behind; of one city if named."""
        return suggest(self._current(), text, Query(near=near, radius_m=radius_m, city=city, at=at, limit=limit))

    def explain(self, product: int, query: Query) -> Explanation | None:
        """The parts of a product's score in the answer to a query, None when it is not in the answer."""
        return explain(self._current(), product, query)

    def best(self, text: str, *, match: Match = "all", limit: int = 20) -> list[tuple[int, float]]:
        """The products whose words fit best, wherever or whether they are sold, with their text scores, best first."""
        return best(self._current(), text, match, limit)

    @property
    def generation(self) -> int:
        """The number of the generation that the next query reads."""
        return self._current().number

    def _current(self) -> Snapshot:
        mark = _mark(self._pointer)
        if mark != self._mark:
            with self._lock:
                if mark != self._mark:
                    self._renew(mark)
        return self._snapshot

    def _renew(self, mark: Sequence[int]) -> None:
        try:
            self._snapshot = open_current(self.folder, self._snapshot)
            self.fault = None
        except (IndexMissing, IndexDamaged) as fault:
            self.fault = str(fault)
            log.error("The last good generation goes on answering. %s", fault)
        self._mark = mark


def open_current(folder: Path, before: Snapshot | None = None) -> Snapshot:
    """Open what `current` names. It may be replaced and removed meanwhile: then the next one is opened."""
    for _ in range(ATTEMPTS):
        name = pointed(folder)
        try:
            return Snapshot(folder, name, before)
        except IndexDamaged:
            if pointed(folder) == name:
                raise
    raise IndexDamaged("The index changed too often while it was being opened. Try again.")


def _mark(pointer: str) -> Sequence[int]:
    """What tells one `current` from another without reading it."""
    try:
        found = os.stat(pointer)
    except OSError:
        return ()
    return found.st_ino, found.st_mtime_ns
