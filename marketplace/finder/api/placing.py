"""Which city a question is asked in, and from where."""

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from marketplace.cities.models import City
from marketplace.errors import Invalid
from marketplace.finder import choosing, where
from marketplace.finder.api.parameters import Around
from marketplace.finder.api.problems import BadParameters, Fault
from marketplace.finder.parameters import Asked
from marketplace.finder.where import Here
from marketplace.places import Point


def placed(session: Session, wanted: Around) -> tuple[City, Asked, Here]:
    """The city, the question as pages ask it, and its place. One statement where the city is named, at most four.

    Raises BadParameters for half a point, an unknown place or city, and where several cities leave the choice open.
    """
    if (wanted.lat is None) != (wanted.lon is None):
        there, missing = ("lat", "lon") if wanted.lon is None else ("lon", "lat")
        raise BadParameters(Fault(there, str(getattr(wanted, there)), "place_incomplete", {"other": missing}))
    asked = wanted.asked(current_app.config["RADIUS_M"])
    city = named(session, wanted.city) if wanted.city else nearest(session, asked)
    here = where.here(session, asked, city)
    if here.unknown:
        raise BadParameters(Fault("near", asked.near, "unknown_place", {"typed": asked.near}))
    return city, asked, here


def named(session: Session, slug: str) -> City:
    """The city of this name in addresses."""
    found = session.scalar(select(City).where(City.slug == slug))
    if found is None:
        raise BadParameters(Fault("city", slug, "city_unknown"))
    return found


def nearest(session: Session, asked: Asked) -> City:
    """The only city, or the one nearest to the place asked from."""
    cities = session.scalars(select(City).order_by(City.id).options(selectinload(City.districts))).all()
    if len(cities) == 1:
        return cities[0]
    point = Point(asked.lat, asked.lon) if asked.lat is not None and asked.lon is not None else None
    try:
        return choosing.nearest(str(point or asked.near), cities).city
    except Invalid:
        raise BadParameters(Fault("city", "", "city_needed")) from None
