"""Joining segments in the background, while stock changes and publications go on."""

from concurrent.futures import ThreadPoolExecutor, wait

import numpy as np

from search.holding import Held, Holding
from search.segments import Segment, offers_of, write_segment
from search.stock import listed
from search.tables import joined

GROWN_PART = 4
STEP_S = 0.002


def plan(holding: Holding) -> list[Held]:
    """The segments worth joining now: the small ones when there are many, all of them when those weigh a quarter.

    Half of a segment being dead is worth a merge too. [] when all is well.
    """
    held, most = holding.held, holding.layout.most_small
    if not held:
        return []
    living = [len(one.live_numbers()) for one in held]
    largest = living.index(max(living))
    small = [one for place, one in enumerate(held) if place != largest]
    wasted = 2 * living[largest] < len(held[largest].segment.ids)
    if wasted or (len(small) > most and GROWN_PART * (sum(living) - living[largest]) >= living[largest]):
        return list(held)
    return small if len(small) > most else []


class Merge:
    """One joining of segments. It is written by a thread, which reads only what no longer changes.

    Products replaced or removed meanwhile stay so: they are masked when the joined segment takes its place.
    """

    def __init__(self, holding: Holding, chosen: list[Held]) -> None:
        self._holding = holding
        self._segments = [held.segment for held in chosen]
        self._kept = [held.live_numbers() for held in chosen]
        ids = np.concatenate([segment.ids[kept] for segment, kept in zip(self._segments, self._kept, strict=True)])
        slots = np.unique(holding.slots_of(ids))
        self._stock = holding.slots.stock
        self._slots = slots[listed(self._stock.words[slots])]
        self._areas = holding.book.areas
        self._path = holding.path("segment")
        self._stopped = False
        holding.unswept = {self._path.stem}
        thread = ThreadPoolExecutor(1, thread_name_prefix="merge")
        self._written = thread.submit(self._write)
        thread.shutdown(wait=False)

    def step(self) -> bool:
        """Wait a moment for the thread; once it is done, switch to the joined segment and return False."""
        try:
            self._written.result(timeout=STEP_S)
        except TimeoutError:
            return True
        self._holding.unswept = set()
        self._replace(Segment(self._path))
        return False

    def stop(self) -> None:
        """Give the joining up; nothing was changed by it, and nothing is left of it."""
        self._stopped = True
        wait([self._written])
        self._holding.unswept = set()
        self._path.unlink(missing_ok=True)

    def _write(self) -> None:
        table = joined([segment.table() for segment in self._segments], self._kept)
        offers = offers_of(table.ids, self._stock, self._slots)
        tiled_from = self._holding.layout.tiled_from_offers
        for _ in write_segment(self._path, table, offers, self._areas, tiled_from):
            if self._stopped:
                break

    def _replace(self, segment: Segment) -> None:
        holding, names = self._holding, {segment.name for segment in self._segments}
        sources = [held for held in holding.held if held.segment.name in names]
        others = [held for held in holding.held if held.segment.name not in names]
        still = [held.segment.ids[held.live_numbers()] for held in sources]
        live = np.isin(segment.ids, np.concatenate([segment.ids[:0], *still]))
        holding.held = [Held(segment, None if live.all() else live), *others] if live.any() else others
        holding.switch()
