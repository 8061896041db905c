"""The city of a page's address."""

from flask import g
from sqlalchemy import select

from marketplace.cities.models import City
from marketplace.db import db
from marketplace.errors import NotFound


def city_of(slug: str) -> City:
    """The city whose pages these are; the layout shows it from now on. Raises NotFound("no_such_city")."""
    city = db.session.scalar(select(City).where(City.slug == slug))
    if city is None:
        raise NotFound("no_such_city", slug=slug)
    g.city = city
    return city
