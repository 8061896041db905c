"""The city of a page's address, and what is said where there is none."""

from flask import g
from sqlalchemy import select

from marketplace.cities.models import City
from marketplace.db import db
from marketplace.errors import NotFound
from marketplace.language import choose


def city_of(slug: str) -> City:
    """The city whose pages these are; the layout shows it from now on. Raises NotFound("no_such_city")."""
    city = db.session.scalar(select(City).where(City.slug == slug))
    if city is None:
        raise NotFound("no_such_city", slug=slug)
    g.city = city
    return city


def invented_cities() -> str:
    """The names of the demo cities that say so themselves, for pages that belong to no city. One statement."""
    demo = select(City).where(City.demo_moment.is_not(None), City.notice != "").order_by(City.name)
    return ", ".join(choose(city.name, city.name_en) for city in db.session.scalars(demo))
