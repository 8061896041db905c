"""Typing ahead: what the text may become, each with the address it leads to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from flask import url_for
from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

import search
from marketplace.catalogue.models import ProductGroup
from marketplace.cities.models import City
from marketplace.finder import chips
from marketplace.finder.answers import index
from marketplace.finder.parameters import Asked
from marketplace.finder.where import Here
from marketplace.stores.models import Store

MOST = 8
Kind = Literal["product", "brand", "category", "store"]


@dataclass(frozen=True, slots=True)
class Line:
    """One way to go on typing.

    `id` is the code of a product or shop, the slug of a category, the name of a brand.
    """

    kind: Kind
    text: str
    id: str
    address: str

    @property
    def kind_words(self) -> str:
        """What stands beside the text; products need no word."""
        words = {"brand": gettext("Marke"), "category": gettext("Kategorie"), "store": gettext("Laden")}
        return words.get(self.kind, "")


def suggestions(session: Session, asked: Asked, here: Here, city: City, now: datetime) -> list[Line]:
    """Products, brands, categories and shops; without an index none."""
    try:
        return lines(session, asked, here, city, now)
    except (search.IndexMissing, search.IndexDamaged):
        return []


def lines(session: Session, asked: Asked, here: Here, city: City, now: datetime, most: int = MOST) -> list[Line]:
    """The same for who wants to hear what is wrong. Raises IndexMissing or IndexDamaged. Three statements."""
    near = search.Point(here.point.latitude, here.point.longitude)
    found = index().suggest(
        asked.q, near=near, radius_m=asked.radius_m, city=city.slug, at=int(now.timestamp()), limit=most
    )
    names: dict[str, Mapping[Any, str]] = {
        "product": product_codes(session, found),
        "store": store_codes(session, found, city),
        "category": chips.category_names(session, map(str, ids(found, "category"))),
        "brand": {name: str(name) for name in ids(found, "brand")},
    }
    return [line(one, names[one.kind][one.id], asked, city) for one in found if one.id in names[one.kind]]


def line(found: search.Suggestion, name: str, asked: Asked, city: City) -> Line:
    """One line. `name` is the code of a product or shop, the name of a brand or category."""
    if found.kind == "product":
        address = url_for("finder.product", city_slug=city.slug, code=name, **asked.place())
        return Line(found.kind, found.text, name, address)
    if found.kind == "store":
        address = url_for("finder.store", city_slug=city.slug, store_code=name, **asked.place())
        return Line(found.kind, found.text, name, address)
    address = url_for("finder.results", city_slug=city.slug, **asked.address(q="", **{found.kind: found.id}))
    return Line(found.kind, name, str(found.id), address)


def ids(found: Sequence[search.Suggestion], kind: str) -> list[str | int]:
    return [one.id for one in found if one.kind == kind]


def product_codes(session: Session, found: Sequence[search.Suggestion]) -> dict[int, str]:
    statement = select(ProductGroup.id, ProductGroup.code).where(ProductGroup.id.in_(ids(found, "product")))
    return dict(session.execute(statement).all())


def store_codes(session: Session, found: Sequence[search.Suggestion], city: City) -> dict[int, str]:
    statement = select(Store.id, Store.store_code).where(
        Store.id.in_(ids(found, "store")), Store.city_id == city.id, Store.is_public
    )
    return dict(session.execute(statement).all())
