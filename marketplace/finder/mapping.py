"""The map as the server draws it: districts, numbered pins in the right places, no request to anybody."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from marketplace.cities.models import City, District
from marketplace.finder.rows import AtStore
from marketplace.places import EARTH_RADIUS_M, Point

WIDTH, HEIGHT = 400, 560
MARGIN = 52
LEAST_WIDTH_M = 900
PIN_WIDTH = 24
SCALES_M = (100, 200, 500, 1_000, 2_000, 5_000, 10_000)
LONGEST_SCALE = 110
RINGS_M = (250, 500, 1_000, 2_000, 5_000, 10_000)
LEAST_RING, GREATEST_RING = 60, 300


@dataclass(frozen=True, slots=True)
class Pin:
    """A store on the map, which leads to the row with the id `target`. x and y are units from the upper left corner."""

    number: int
    target: str
    x: float
    y: float
    at: AtStore


@dataclass(frozen=True, slots=True)
class Outline:
    """A district as a path of the drawing, and where its name stands."""

    name: str
    path: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Ring:
    """All that is so many metres from where distances are taken; its middle and radius are units of the drawing."""

    metres: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Frame:
    """The piece of the earth that fills the drawing: its middle in metres of the Mercator projection, metres a unit."""

    east: float
    north: float
    metres: float

    def place(self, point: Point) -> tuple[float, float]:
        """Where a point stands in the drawing."""
        east, north = mercator(point)
        x, y = (east - self.east) / self.metres + WIDTH / 2, (self.north - north) / self.metres + HEIGHT / 2
        return round(x, 1), round(y, 1)

    @property
    def corners(self) -> tuple[Point, Point]:
        """South-west and north-east, for the map that can be moved."""
        across, up = self.metres * WIDTH / 2, self.metres * HEIGHT / 2
        return from_mercator(self.east - across, self.north - up), from_mercator(self.east + across, self.north + up)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A whole map. `here` is where the shopper is, if she said so; the scale is in metres and in units."""

    frame: Frame
    outlines: tuple[Outline, ...]
    rings: tuple[Ring, ...]
    pins: tuple[Pin, ...]
    here: tuple[float, float] | None
    scale_m: int
    scale: float


def drawing(
    city: City,
    found: Sequence[tuple[int, AtStore]],
    here: Point | None = None,
    targets: Mapping[int, str] | None = None,
) -> Drawing:
    """A map around numbered stores and the shopper's place; of the whole city where there is neither.

    `targets` are the ids of the stores' rows on the page, by the store's id; its store_code where none is given.
    """
    points = [at.store.point for _number, at in found] + ([here] if here else [])
    frame = frame_around(points or [Point(*pair) for district in city.districts for pair in district.outline], city)
    metres = frame.metres * math.cos(math.radians(city.latitude))
    scale_m = max((step for step in SCALES_M if step / metres <= LONGEST_SCALE), default=SCALES_M[0])
    return Drawing(
        frame=frame,
        outlines=tuple(outline(district, frame) for district in city.districts if district.outline),
        rings=tuple(rings(frame.place(here or city.point), metres)),
        pins=tuple(apart([pin(number, at, frame, targets or {}) for number, at in found])),
        here=frame.place(here) if here else None,
        scale_m=scale_m,
        scale=round(scale_m / metres, 1),
    )


def pin(number: int, at: AtStore, frame: Frame, targets: Mapping[int, str]) -> Pin:
    return Pin(number, targets.get(at.store.id, at.store.store_code), *frame.place(at.store.point), at)


def frame_around(points: Sequence[Point], city: City) -> Frame:
    """The smallest frame with all the points and a margin for their pins."""
    plane = [mercator(point) for point in points] or [mercator(city.point)]
    easts, norths = [east for east, _ in plane], [north for _, north in plane]
    least = LEAST_WIDTH_M / math.cos(math.radians(city.latitude))
    across, up = max(max(easts) - min(easts), least), max(norths) - min(norths)
    metres = max(across / (WIDTH - 2 * MARGIN), up / (HEIGHT - 2 * MARGIN))
    return Frame((max(easts) + min(easts)) / 2, (max(norths) + min(norths)) / 2, metres)


def rings(middle: tuple[float, float], metres: float) -> Iterator[Ring]:
    """The rings that fit into the drawing, around the place distances are taken from. `metres` are those of a unit."""
    for step in RINGS_M:
        if LEAST_RING <= step / metres <= GREATEST_RING:
            yield Ring(step, *middle, round(step / metres, 1))


def outline(district: District, frame: Frame) -> Outline:
    steps = [frame.place(Point(*pair)) for pair in district.outline]
    return Outline(district.name, "M" + "L".join(f"{x:g} {y:g}" for x, y in steps) + "z", *frame.place(district.point))


def apart(pins: list[Pin], rounds: int = 12) -> Iterator[Pin]:
    """The pins moved as little as it takes to read every number; the southern ones stand in front."""
    places = [[pin.x, pin.y] for pin in pins]
    for _ in range(rounds):
        for first in range(len(places)):
            for second in range(first + 1, len(places)):
                push(places[first], places[second])
    moved = [
        Pin(pin.number, pin.target, round(x, 1), round(y, 1), pin.at) for pin, (x, y) in zip(pins, places, strict=True)
    ]
    return iter(sorted(moved, key=lambda pin: (pin.y, -pin.number)))


def push(a: list[float], b: list[float]) -> None:
    """Move two places apart where their pins would cover each other."""
    east, south = b[0] - a[0], b[1] - a[1]
    gap = math.hypot(east, south)
    if gap >= PIN_WIDTH:
        return
    if gap < 1:
        east, south, gap = 1.0, 0.3, 1.0
    step = (PIN_WIDTH - gap) / 2 / gap
    for place, sign in ((a, -1), (b, 1)):
        place[0] += sign * east * step
        place[1] += sign * south * step


def mercator(point: Point) -> tuple[float, float]:
    """Metres east and north in the projection that web maps use."""
    north = math.log(math.tan(math.pi / 4 + math.radians(point.latitude) / 2))
    return EARTH_RADIUS_M * math.radians(point.longitude), EARTH_RADIUS_M * north


def from_mercator(east: float, north: float) -> Point:
    latitude = 2 * math.atan(math.exp(north / EARTH_RADIUS_M)) - math.pi / 2
    return Point(round(math.degrees(latitude), 6), round(math.degrees(east / EARTH_RADIUS_M), 6))
