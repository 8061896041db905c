"""Where something is, how far apart two places are, and how long the walk takes."""

import math
from dataclasses import dataclass
from typing import Self

from marketplace.errors import Invalid

EARTH_RADIUS_M = 6_371_008.8
DETOUR_FACTOR = 1.3
WALKING_METRES_A_MINUTE = 80


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the earth in WGS84 degrees, latitude first. Raises ValueError outside the earth.

    The two plain fields serve as a SQLAlchemy composite. GeoJSON wants them the other way round.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise ValueError(f"Latitude {self.latitude}, longitude {self.longitude} is no place on the earth.")

    @classmethod
    def read(cls, typed: str) -> Self:
        """The point written as "51.185,6.442", as it stands in our addresses. Raises Invalid("bad_point")."""
        try:
            latitude, longitude = (float(part) for part in typed.split(","))
            return cls(latitude, longitude)
        except ValueError:
            raise Invalid("bad_point", typed=typed) from None

    def rounded(self) -> Self:
        """This place to about 100 m: all that an address or a log may know of where somebody stands."""
        return type(self)(round(self.latitude, 3), round(self.longitude, 3))

    def __str__(self) -> str:
        return f"{self.latitude},{self.longitude}"


def distance_m(a: Point, b: Point) -> float:
    """Metres between two points along the great circle, so shorter than the walk; the earth is taken as a sphere."""
    north_a, north_b = math.radians(a.latitude), math.radians(b.latitude)
    east = math.radians(b.longitude - a.longitude)
    chord = math.sin((north_b - north_a) / 2) ** 2 + math.cos(north_a) * math.cos(north_b) * math.sin(east / 2) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


def walking_minutes(straight_m: float) -> int:
    """Whole minutes on foot for a straight distance in metres, rounded up and at least 1.

    Streets make the way about 1.3 times as long as the straight line, and a shopper walks 80 m a
    minute (4.8 km/h): minutes = straight_m x 1.3 / 80.
    """
    return max(1, math.ceil(straight_m * DETOUR_FACTOR / WALKING_METRES_A_MINUTE))
