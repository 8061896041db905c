"""Districts come, are renamed, and go when no shop stands in them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import column, func, select, table
from sqlalchemy.orm import Session

from marketplace.accounts import audit
from marketplace.accounts.models import User
from marketplace.cities.models import City, District
from marketplace.errors import Invalid, NotFound, Refused
from marketplace.geocoding import folded, postcode_point
from marketplace.places import Point, distance_m

stores = table("stores", column("id"), column("district_id"))
"""Shops stand above cities and know them, not the other way round; so their table is read here by name."""


def slug_of(name: str) -> str:
    """A name as it stands in an address: `Alt-Süd` becomes `alt-sued`. Raises Invalid("name_without_letters")."""
    slug = folded(name).replace("_", " ").replace(" ", "-")
    if not slug or not slug.isascii():
        raise Invalid("name_without_letters", name=name)
    return slug


def read_postcodes(typed: str) -> list[str]:
    """The postcodes of a text, each once, in order. Raises Invalid("unknown_postcode") for one that does not exist."""
    codes = sorted(set(typed.replace(",", " ").replace(";", " ").split()))
    for code in codes:
        if postcode_point(code) is None:
            raise Invalid("unknown_postcode", postcode=code)
    return codes


def demand_within(city: City, point: Point) -> None:
    """Raises Invalid("outside_city") for a place farther from the city's middle than its radius."""
    metres = distance_m(city.point, point)
    if metres > city.radius_m:
        raise Invalid("outside_city", city=city.name, kilometres=round(metres / 1000), most=round(city.radius_m / 1000))


def add_district(
    session: Session, city: City, user: User, name: str, postcodes: Sequence[str], point: Point, now: datetime
) -> District:
    """A new part of a city. Raises Refused("district_exists"), Invalid("outside_city")."""
    slug = slug_of(name)
    if any(district.slug == slug for district in city.districts):
        raise Refused("district_exists", name=name)
    demand_within(city, point)
    district = District(
        slug=slug,
        name=name,
        latitude=point.latitude,
        longitude=point.longitude,
        postcodes=list(postcodes),
        outline=[],
    )
    city.districts.append(district)
    session.flush()
    audit.note(session, user, "district_added", "district", district.id, now, name=name)
    return district


def change_district(
    session: Session, district: District, user: User, name: str, postcodes: Sequence[str], point: Point, now: datetime
) -> None:
    """Another name, other postcodes, another middle; its address stays. Raises Refused("district_exists")."""
    if any(other.slug == slug_of(name) for other in district.city.districts if other is not district):
        raise Refused("district_exists", name=name)
    demand_within(district.city, point)
    audit.note(session, user, "district_changed", "district", district.id, now, before=district.name, name=name)
    district.name, district.postcodes = name, list(postcodes)
    district.latitude, district.longitude = point.latitude, point.longitude


def remove_district(session: Session, district: District, user: User, now: datetime) -> None:
    """Take a district away. Raises Refused("district_in_use") while shops stand in it."""
    shops = shops_in(session, [district.id]).get(district.id, 0)
    if shops:
        raise Refused("district_in_use", name=district.name, shops=shops)
    audit.note(session, user, "district_removed", "district", district.id, now, name=district.name)
    session.delete(district)


def shops_in(session: Session, district_ids: Sequence[int]) -> dict[int, int]:
    """How many shops stand in each of these districts; those without any are left out."""
    counted = select(stores.c.district_id, func.count()).where(stores.c.district_id.in_(district_ids))
    return {row[0]: row[1] for row in session.execute(counted.group_by(stores.c.district_id))}


def district_of(session: Session, city: City, district_id: int) -> District:
    """A district of this city. Raises NotFound("no_such_district")."""
    district = session.get(District, district_id)
    if district is None or district.city_id != city.id:
        raise NotFound("no_such_district")
    return district
