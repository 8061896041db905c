"""One store's page: the store, its services, the part of its shelf that was asked for, and the city's feature of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.alphabet import alphabetical
from marketplace.campaigns.featuring import current
from marketplace.campaigns.models import Feature
from marketplace.catalogue.models import SERVICE, Product, ProductGroup
from marketplace.cities.models import City
from marketplace.errors import NotFound
from marketplace.finder.answers import Answer, answer
from marketplace.finder.chips import category_names
from marketplace.finder.parameters import Asked
from marketplace.finder.where import Here
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store

EVERYWHERE_M = 100_000
MOST_CHIPS = 12
KEPT = ("q", "category", "in_stock", "cursor")
"""What the address of a store's page says of its shelf."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A category of the shelf with the number of its goods."""

    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A service of one store: what it does, and what it costs."""

    group: ProductGroup
    offer: Offer


@dataclass(frozen=True, slots=True)
class Shelf:
    """The goods and services of one store that fit what was asked."""

    answer: Answer
    chips: tuple[Chip, ...]

    @property
    def asked(self) -> Asked:
        return self.answer.asked

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked for but the next page."""
        return bool(self.address(cursor=""))

    def address(self, **changes: Any) -> dict[str, Any]:
        """The arguments of the address of this shelf with some changes."""
        return {name: value for name, value in self.asked.address(**changes).items() if name in KEPT}


def store_of(session: Session, city: City, store_code: str) -> Store:
    """A store that shoppers may see, with its retailer, in one statement. Raises NotFound("no_such_store")."""
    store = session.scalar(
        select(Store)
        .where(Store.store_code == store_code, Store.city_id == city.id, Store.is_public)
        .options(joinedload(Store.retailer), joinedload(Store.district), joinedload(Store.picture))
    )
    if store is None:
        raise NotFound("no_such_store")
    return store


def shelf(session: Session, store: Store, asked: Asked, now: datetime) -> Shelf:
    """What stands on a store's shelf for a search, from the store's own place. Four statements."""
    wanted = replace(
        asked, store=store.store_code, radius_m=EVERYWHERE_M, open_now=False, brand="", price_max_cents=None, sort="fit"
    )
    found = answer(session, wanted, Here(store.point, store.name, "store"), store.city, now)
    return Shelf(found, tuple(chips(session, found.results.facets["category"], asked.category)))


def offered(session: Session, store: Store) -> list[Offered]:
    """The services of a store, by name, in one statement."""
    rows = session.execute(
        select(ProductGroup, Offer)
        .join(Product, Product.group_id == ProductGroup.id)
        .join(Offer, Offer.product_id == Product.id)
        .where(Offer.store_id == store.id, Offer.ended_at.is_(None), ProductGroup.kind == SERVICE)
        .order_by(alphabetical(ProductGroup.title), Offer.id)
    )
    return [Offered(group, offer) for group, offer in rows]


def chips(session: Session, counts: Mapping[str, int], chosen: str) -> list[Chip]:
    """The departments of a shelf, or their categories where there are few departments; the largest first."""
    departments = [slug for slug in counts if "/" not in slug]
    shown = departments if len(departments) > 2 else [slug for slug in counts if "/" in slug]
    wanted = {slug: counts[slug] for slug in shown[:MOST_CHIPS]}
    if chosen:
        wanted.setdefault(chosen, counts.get(chosen, 0))
    names = category_names(session, wanted)
    return [Chip(slug, names[slug], count) for slug, count in wanted.items() if slug in names]


def feature_of(session: Session, store: Store, now: datetime) -> Feature | None:
    """The feature under which the city shows this store at the moment."""
    return next((feature for feature in current(session, store.city, now) if feature.store_id == store.id), None)
