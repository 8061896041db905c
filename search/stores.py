"""The stores of an index: where they are, when they are open, and the areas they are read by.

A store keeps its slot for as long as it exists, so that segments may name it by slot. Stores lie in areas: towns, found
by gathering stores around the densest places. A query looks only at the areas its circle touches.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from itertools import starmap
from math import cos, pi, radians, sin
from pathlib import Path
from weakref import proxy

import numpy as np

from search.arrays import Array, ranks
from search.files import ArrayFile, texts, write
from search.formula import FORMULA
from search.model import Point, Store

EARTH_M = 6_371_008.8
AREA_REACH_M = 15_000
ROUNDING = 1e-9
MILLIMETRES = 1000.0
KEPT_PLACES = 256  # shoppers share districts and postcodes, and ask several times from one place
RHYTHMS_TRUSTED = 2  # a count is trusted for so many of the usual gaps between counts
RANK_BITS = 28  # a store's rank among all ids, below its distance in millimetres


def on_globe(point: Point) -> Array:
    """A place as a point on the unit sphere, where the straight line between two tells their distance."""
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    ring = cos(latitude)
    return np.array([ring * cos(longitude), ring * sin(longitude), sin(latitude)])


def all_on_globe(points: Iterable[Point]) -> Array:
    """Several places, a row each."""
    return np.array([on_globe(point) for point in points]).reshape(-1, 3)


def lines(places: Array, here: Array) -> Array:
    """The straight lines from here, in radii of the globe."""
    apart = (places - here) ** 2
    return np.asarray(np.sqrt(apart[..., 0] + apart[..., 1] + apart[..., 2]))


def metres(line: Array) -> Array:
    """The way along the great circle that belongs to a straight line."""
    return np.asarray(2.0 * EARTH_M * np.arcsin(np.minimum(line / 2.0, 1.0)))


def line_of(distance_m: float) -> float:
    """The straight line that belongs to a way along the great circle."""
    return 2.0 * sin(min(distance_m / (2.0 * EARTH_M), pi / 2.0))


@dataclass(frozen=True)
class Nearby:
    """The stores a query may use, nearest first (by id where there is no distance, or the same to the millimetre).

    place is each slot's place in that order, -1 for all others; areas are the areas the stores lie in.
    """

    slots: Array
    metres: Array | None
    place: Array
    areas: Array

    @cached_property
    def nearness(self) -> Array:
        """The factor of the formula for each of the stores."""
        assert self.metres is not None
        falling = np.exp(self.metres / -FORMULA.nearness_m)
        return np.asarray(FORMULA.nearness_floor + (1.0 - FORMULA.nearness_floor) * falling)


class Stores:
    """The mapped table of stores, one row a slot."""

    def __init__(self, path: Path) -> None:
        file = ArrayFile(path)
        self.ids, self.trusted_s = file["ids"], file["trusted_s"]
        self.areas, self.centres, self.reaches = file["areas"], file["centres"], file["reaches"]
        self.cities: list[str] = file.meta["cities"]
        self.names = file.texts("names")
        self.file = file
        self._order, self._area_ends = file["order"].astype(np.int64), file["area_ends"].tolist()
        self._city, self._globe, self._ranks = (file[name][self._order] for name in ("city", "globe", "ranks"))
        self._open_ends, self._opens, self._closes = file["open_ends"], file["opens"], file["closes"]
        self.nearby = lru_cache(KEPT_PLACES)(partial(Stores._nearby, proxy(self)))
        self._known: tuple[float, float, Array] = (1.0, 0.0, np.zeros(0, dtype=bool))

    def _nearby(self, near: Point | None, radius_m: int | None, city: str = "") -> Nearby:
        """The stores within radius_m metres of near that lie in the city, if one is named."""
        here = None if near is None else on_globe(near)
        rows: slice | Array = slice(None)
        if here is not None and radius_m is not None:
            rows = self._touched(here, radius_m)
        if city:
            rows = np.arange(len(self._order))[rows]
            rows = rows[self._city[rows] == (self.cities.index(city) if city in self.cities else -1)]
        slots, ranks = self._order[rows], self._ranks[rows]
        if here is None:
            return self._ordered(slots, ranks, None)
        distances = metres(lines(self._globe[rows], here))
        if radius_m is not None:
            within = distances <= radius_m
            slots, ranks, distances = slots[within], ranks[within], distances[within]
        millimetres = np.rint(distances * MILLIMETRES).astype(np.int64)
        return self._ordered(slots, millimetres << RANK_BITS | ranks, distances)

    @cached_property
    def labels(self) -> list[str]:
        """The ids of all slots as texts."""
        return [str(store) for store in self.ids.tolist()]

    @cached_property
    def label_ranks(self) -> Array:
        """Where each label stands among all of them."""
        return ranks(self.labels)

    def slot(self, store: int) -> int:
        """The slot of a store; one that no offer names when it is unknown."""
        found = (self.ids == store).nonzero()[0]
        return int(found[0]) if len(found) else len(self.ids)

    def city_of(self, store: int) -> str:
        """The city a store lies in, "" for one that is unknown."""
        slot = self.slot(store)
        return self.cities[int(self.file["city"][slot])] if slot < len(self.ids) else ""

    def _touched(self, here: Array, radius_m: int) -> slice | Array:
        """The rows, area by area, of the stores in the areas that the circle touches."""
        reached = lines(self.centres, here) <= self.reaches + line_of(max(radius_m, 0)) + ROUNDING
        bounds = [(self._area_ends[area], self._area_ends[area + 1]) for area in reached.nonzero()[0].tolist()]
        return slice(*bounds[0]) if len(bounds) == 1 else np.concatenate([self._order[:0], *starmap(np.arange, bounds)])

    def _ordered(self, slots: Array, keys: Array, distances: Array | None) -> Nearby:
        order = keys.argsort()
        slots = slots[order]
        place = np.full(len(self.ids), -1)
        place[slots] = np.arange(len(slots))
        areas = np.bincount(self.areas[slots]).nonzero()[0]
        return Nearby(slots, None if distances is None else distances[order], place, areas)

    def open_at(self, moment: int) -> Array:
        """True for each slot whose store is open. The answer is kept until a store next opens or closes."""
        since, until, known = self._known
        if since <= moment < until:
            return known
        now = np.flatnonzero((self._opens <= moment) & (moment < self._closes))
        known = np.zeros(len(self.ids), dtype=bool)
        known[np.searchsorted(self._open_ends, now, side="right") - 1] = True
        edges = np.concatenate([self._opens, self._closes])
        since = edges[edges <= moment].max(initial=np.iinfo(np.int64).min)
        until = edges[edges > moment].min(initial=np.iinfo(np.int64).max)
        self._known = (since, until, known)
        return known

    def rows(self) -> dict[int, Store]:
        """The stores as they were put, by slot."""
        found = {}
        for slot, number in zip(self._order.tolist(), self._city.tolist(), strict=True):
            first, last = int(self._open_ends[slot]), int(self._open_ends[slot + 1])
            opens = zip(self._opens[first:last].tolist(), self._closes[first:last].tolist(), strict=True)
            latitude, longitude = self.file["points"][slot].tolist()
            city = self.cities[number]
            where = Point(latitude, longitude)
            rhythm_s = int(self.trusted_s[slot]) // RHYTHMS_TRUSTED
            found[slot] = Store(int(self.ids[slot]), self.names[slot], where, city, rhythm_s, tuple(opens))
        return found


def write_stores(path: Path, stores: Mapping[int, Store], slots: int, areas: Array, centres: Array) -> None:
    """Write the table of so many slots, of which some may be empty. areas names the area of each slot."""
    filled = np.fromiter(sorted(stores), dtype=np.int64, count=len(stores))
    rows = [stores[slot] for slot in filled.tolist()]
    cities = {city: number for number, city in enumerate(sorted({store.city for store in rows}))}
    points = np.zeros((slots, 2))
    points[filled] = np.array([(store.point.latitude, store.point.longitude) for store in rows]).reshape(-1, 2)
    globe = np.zeros((slots, 3))
    globe[filled] = all_on_globe(store.point for store in rows)
    ids = _spread(filled, [store.id for store in rows], slots)
    ranks = np.empty(slots, dtype=np.int64)
    ranks[np.argsort(ids)] = np.arange(slots)
    order = filled[np.argsort(areas[filled], kind="stable")].astype(np.int32)
    reaches = np.zeros(len(centres))
    np.maximum.at(reaches, areas[filled], lines(globe[filled], centres[areas[filled]]))
    arrays = {
        "ids": ids,
        "ranks": ranks,
        "points": points,
        "globe": globe,
        "trusted_s": _spread(filled, [RHYTHMS_TRUSTED * store.rhythm_s for store in rows], slots),
        "city": _spread(filled, [cities[store.city] for store in rows], slots),
        "areas": areas.astype(np.int32),
        "centres": centres,
        "reaches": reaches,
        "order": order,
        "area_ends": np.searchsorted(areas[order], np.arange(len(centres) + 1)),
        **_hours(filled, rows, slots),
        **texts("names", (stores[slot].name if slot in stores else "" for slot in range(slots))),
    }
    write(path, arrays, {"cities": list(cities)})


def _spread(filled: Array, values: Iterable[int], slots: int) -> Array:
    spread = np.full(slots, -1, dtype=np.int64)
    spread[filled] = list(values)
    return spread


def _hours(filled: Array, rows: list[Store], slots: int) -> dict[str, Array]:
    ends = np.zeros(slots + 1, dtype=np.int64)
    ends[filled + 1] = [len(store.opens) for store in rows]
    pairs = np.array([pair for store in rows for pair in store.opens], dtype=np.int64).reshape(-1, 2)
    return {"open_ends": np.cumsum(ends), "opens": pairs[:, 0].copy(), "closes": pairs[:, 1].copy()}


def gather_areas(globe: Array) -> tuple[Array, Array]:
    """Sort stores into areas: the densest place gathers all within 15 km, then the next densest of those left."""
    areas = np.full(len(globe), -1, dtype=np.int32)
    centres: list[Array] = []
    _, cell, count = np.unique(np.floor(globe * 600.0), axis=0, return_inverse=True, return_counts=True)
    cell = cell.reshape(-1)
    for densest in np.argsort(-count, kind="stable"):
        members = (cell == densest) & (areas < 0)
        if members.any():
            centre = globe[members].mean(axis=0)
            centre /= np.sqrt((centre * centre).sum())
            areas[(areas < 0) & (lines(globe, centre) <= line_of(AREA_REACH_M))] = len(centres)
            areas[members] = len(centres)
            centres.append(centre)
    return areas, np.array(centres).reshape(-1, 3)


def area_of(place: Array, centres: Array) -> int:
    """The area a new store joins; the number after the last one when it founds its own."""
    if len(centres):
        away = lines(centres, place)
        nearest = int(np.argmin(away))
        if away[nearest] <= line_of(AREA_REACH_M):
            return nearest
    return len(centres)
