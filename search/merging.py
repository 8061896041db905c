"""Joining segments in the background, in short steps between which stock changes and publications go on."""

from collections.abc import Iterator

import numpy as np

from search.arrays import Array
from search.holding import Held, Holding
from search.segments import Segment, offers_of, write_segment
from search.stock import listed
from search.tables import joined

GROWN_PART = 4


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
    """One joining of segments. Products replaced or removed meanwhile stay so."""

    def __init__(self, holding: Holding, chosen: list[Held]) -> None:
        self._holding = holding
        self._names = {held.segment.name for held in chosen}
        self._steps = self._join(chosen)

    def step(self) -> bool:
        """Do the next piece; False when that was the last one."""
        return next(self._steps, None) is not None

    def _join(self, chosen: list[Held]) -> Iterator[bool]:
        holding = self._holding
        tables = [held.segment.table() for held in chosen]
        table = joined(tables, [held.live_numbers() for held in chosen])
        yield True
        slots = np.unique(holding.slots_of(table.ids))
        offers = offers_of(table.ids, holding.slots.stock, slots[listed(holding.slots.stock.words[slots])])
        yield True
        path = holding.path("segment")
        for _ in write_segment(path, table, offers, holding.book.areas, holding.layout.tiled_from_offers):
            yield True
        self._replace(Segment(path))

    def _replace(self, segment: Segment) -> None:
        """Let the joined segment stand for its sources, without what died in them meanwhile."""
        holding = self._holding
        sources = [held for held in holding.held if held.segment.name in self._names]
        others = [held for held in holding.held if held.segment.name not in self._names]
        live = np.isin(segment.ids, np.concatenate([segment.ids[:0], *(self._ids(held) for held in sources)]))
        holding.held = [Held(segment, None if live.all() else live), *others] if live.any() else others
        holding.switch()

    def _ids(self, held: Held) -> Array:
        return np.asarray(held.segment.ids[held.live_numbers()])
