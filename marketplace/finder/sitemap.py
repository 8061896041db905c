"""What search engines are told of: every public page of every city, in both languages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request, url_for
from sqlalchemy import Select, distinct, func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Product, ProductGroup
from marketplace.cities.models import City
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store

PRODUCTS_A_FILE = 5_000
"""Each stands there twice, German and English; a file may hold 50,000 addresses and 50 MB."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One page: its German path, and when it last changed, if anybody knows."""

    path: str
    changed: datetime | None = None


def files(session: Session, city: City) -> int:
    """How many files a city's pages need: at least one. One statement."""
    groups = session.scalar(on_shelves(select(func.count(distinct(ProductGroup.id))), city)) or 0
    return max(1, -(-groups // PRODUCTS_A_FILE))


def entries(session: Session, city: City, number: int) -> Iterator[Entry]:
    """The pages of one of a city's files, counted from 1; the first one begins with its shops."""
    if number == 1:
        yield Entry(german("finder.home", city_slug=city.slug))
        yield Entry(german("pages.stores", city_slug=city.slug))
        yield Entry(german("round.show", city_slug=city.slug))
        for code in session.scalars(
            select(Store.store_code).where(Store.city_id == city.id, Store.is_public).order_by(Store.id)
        ):
            yield Entry(german("finder.store", city_slug=city.slug, store_code=code))
    statement = on_shelves(select(ProductGroup.code, ProductGroup.updated_at).distinct(), city)
    part = statement.order_by(ProductGroup.code).limit(PRODUCTS_A_FILE).offset((number - 1) * PRODUCTS_A_FILE)
    for code, changed in session.execute(part):
        yield Entry(german("finder.product", city_slug=city.slug, code=code), changed)


def german(endpoint: str, **values: Any) -> str:
    """The path of a German page, in whichever language the file is asked for."""
    return url_for(endpoint, **values).removeprefix(request.script_root)


def on_shelves(statement: Select[*tuple[Any, ...]], city: City) -> Select[*tuple[Any, ...]]:
    """A statement over product groups, kept to those that a shop of the city has."""
    return (
        statement.join(Product, Product.group_id == ProductGroup.id)
        .join(Offer, Offer.product_id == Product.id)
        .join(Store, Store.id == Offer.store_id)
        .where(Offer.ended_at.is_(None), Store.is_public, Store.city_id == city.id)
    )
