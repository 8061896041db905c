"""Which city's pages a shopper wants, by the place she names."""

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.cities.models import City
from marketplace.errors import Invalid
from marketplace.geocoding import Place, locate
from marketplace.places import distance_m


@dataclass(frozen=True, slots=True)
class Nearest:
    """The city nearest to a place, how far its middle is away in metres, and whether the place lies in it."""

    city: City
    label: str
    away_m: int

    @property
    def is_inside(self) -> bool:
        return self.away_m <= self.city.radius_m


def nearest(typed: str, cities: Sequence[City]) -> Nearest:
    """The city for a postcode, a city's or a district's name. Raises Invalid("unknown_place")."""
    if not cities:
        raise Invalid("unknown_place", typed=typed, candidates=())
    names = [Place(city.point, city.name, "district") for city in cities]
    districts = [Place(part.point, part.name, "district") for city in cities for part in city.districts]
    place = locate(typed, names + districts, [])
    away = {city.id: round(distance_m(place.point, city.point)) for city in cities}
    city = min(cities, key=lambda city: (away[city.id], city.id))
    return Nearest(city, place.label, away[city.id])
