"""The lists of the API, a page at a time, and the single rows that are in no other module."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from marketplace.catalogue.gtin import read_gtin
from marketplace.catalogue.models import Category, Product, ProductGroup
from marketplace.cities.models import City
from marketplace.errors import Invalid, NotFound
from marketplace.finder import storelist
from marketplace.finder.answers import Card, cards
from marketplace.finder.api import parameters
from marketplace.finder.api.paging import cut, ended, written
from marketplace.finder.api.problems import BadParameters, Fault
from marketplace.finder.parameters import MOST_RADIUS_M, Asked
from marketplace.finder.rows import AtStore
from marketplace.finder.sitemap import on_shelves
from marketplace.finder.where import Here
from marketplace.geocoding import folded
from marketplace.stores.models import Store

LARGEST_ID = 2**31 - 1


def products(
    session: Session, wanted: parameters.Products, asked: Asked, here: Here, city: City, now: datetime
) -> tuple[Sequence[Card], str | None]:
    """Goods on the shelves of a city in the order they came, with the cursor of the next page. Four statements."""
    after = ended(wanted.cursor, "products") if wanted.cursor else [0]
    statement = on_shelves(select(ProductGroup.id).distinct(), city).where(
        ProductGroup.id > _id(after, wanted.cursor), *_narrowed(wanted)
    )
    ids = list(session.scalars(statement.order_by(ProductGroup.id).limit(wanted.limit + 1)))
    page = ids[: wanted.limit]
    everywhere = Asked(store=asked.store, radius_m=MOST_RADIUS_M)
    found = cards(session, page, everywhere, here, city, now)
    return found, written("products", page[-1:]) if len(ids) > wanted.limit else None


def stores(
    session: Session, wanted: parameters.Stores, here: Here, city: City, now: datetime
) -> tuple[Sequence[AtStore], str | None]:
    """Shops of a city from A to Z or by distance, with the cursor of the next page. One statement."""
    narrowed = storelist.Wanted(wanted.trade, wanted.district, wanted.open_now)
    found = storelist.listed(session, city, narrowed, here, now).shown

    def key(at: AtStore) -> list[Any]:
        return [folded(at.store.name) if wanted.sort == "name" else at.distance_m, at.store.id]

    return cut(found, key, f"stores {wanted.sort}", wanted.cursor, wanted.limit)


def cities(session: Session, wanted: parameters.Cities) -> tuple[Sequence[City], str | None]:
    """Cities from A to Z. One statement."""
    found = session.scalars(select(City)).all()
    return cut(found, lambda city: [folded(city.name), city.id], "cities", wanted.cursor, wanted.limit)


def store(session: Session, code: str) -> Store:
    """A shop that shoppers may see, in whichever city. Raises NotFound("no_such_store"). One statement."""
    found = session.scalar(
        select(Store)
        .where(Store.store_code == code, Store.is_public)
        .options(joinedload(Store.retailer), joinedload(Store.district), joinedload(Store.city))
    )
    if found is None:
        raise NotFound("no_such_store")
    return found


def city(session: Session, slug: str) -> City:
    """A city. Raises NotFound("no_such_city")."""
    found = session.scalar(select(City).where(City.slug == slug))
    if found is None:
        raise NotFound("no_such_city")
    return found


def _narrowed(wanted: parameters.Products) -> list[Any]:
    """The conditions of a list of products."""
    chosen: list[Any] = []
    if wanted.gtin:
        chosen.append(Product.gtin == _gtin(wanted.gtin))
    if wanted.brand:
        chosen.append(ProductGroup.brand == wanted.brand)
    if wanted.store:
        chosen.append(Store.store_code == wanted.store)
    if wanted.category:
        below = Category.slug.startswith(f"{wanted.category}/", autoescape=True)
        within = select(Category.id).where(or_(Category.slug == wanted.category, below))
        chosen.append(ProductGroup.category_id.in_(within))
    return chosen


def _gtin(typed: str) -> str:
    try:
        return read_gtin(typed)
    except Invalid as refusal:
        raise BadParameters(Fault("gtin", typed, refusal.code, refusal.values)) from None


def _id(key: Sequence[Any], cursor: str) -> int:
    """The id that a cursor of products holds. Raises BadParameters."""
    if len(key) != 1 or not isinstance(key[0], int) or not 0 <= key[0] <= LARGEST_ID:
        raise BadParameters(Fault("cursor", cursor, "cursor_unknown"))
    return int(key[0])
