"""The writer's view of the stores: which store has which slot and lies in which area."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from search.arrays import Array, places
from search.model import Store
from search.stores import Stores, all_on_globe, area_of, gather_areas, on_globe, write_stores


class StoreBook:
    """The stores by slot. A slot and its area stay with a store until it is removed; slots are not used twice."""

    def __init__(self, mapped: Stores | None = None) -> None:
        self.rows: dict[int, Store] = mapped.rows() if mapped else {}
        self.areas: Array = mapped.areas.copy() if mapped else np.zeros(0, dtype=np.int32)
        self._centres: Array = mapped.centres.copy() if mapped else np.zeros((0, 3))
        self._slots = {store.id: slot for slot, store in self.rows.items()}

    @classmethod
    def afresh(cls, stores: Iterable[Store]) -> "StoreBook":
        """A book of stores that are all new, sorted into areas together."""
        book = cls()
        book.rows = dict(enumerate({store.id: store for store in stores}.values()))
        book._slots = {store.id: slot for slot, store in book.rows.items()}
        book.areas, book._centres = gather_areas(all_on_globe(store.point for store in book.rows.values()))
        return book

    def slot(self, store: int) -> int | None:
        """The slot of a store, None for one that is unknown."""
        return self._slots.get(store)

    def slots(self, stores: Array) -> Array:
        """The slots of many stores, -1 for those that are unknown."""
        known = sorted(self._slots)
        at, there = places(np.array(known, dtype=np.int64), stores)
        slots = np.array([*(self._slots[store] for store in known), -1])
        return np.where(there, slots[at], -1)

    def remove(self, stores: Iterable[int]) -> list[int]:
        """Forget stores; returns the slots they had."""
        slots = [self._slots.pop(store) for store in stores if store in self._slots]
        for slot in slots:
            del self.rows[slot]
        return slots

    def put(self, stores: Iterable[Store]) -> None:
        """Add stores, or change them. One that moves keeps its area, which then reaches as far as needed."""
        for store in stores:
            slot = self._slots.get(store.id)
            if slot is None:
                slot = self._slots[store.id] = len(self.areas)
                place = on_globe(store.point)
                area = area_of(place, self._centres)
                if area == len(self._centres):
                    self._centres = np.vstack([self._centres, place])
                self.areas = np.append(self.areas, np.int32(area))
            self.rows[slot] = store

    def write(self, path: Path) -> None:
        """Write the table that readers map."""
        write_stores(path, self.rows, len(self.areas), self.areas, self._centres)
