"""What a city's home shows: its departments, who is open now, what the city features."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.campaigns.featuring import current
from marketplace.campaigns.models import Feature
from marketplace.catalogue.models import Category
from marketplace.cities.models import City
from marketplace.places import distance_m
from marketplace.stores.models import Store
from marketplace.stores.opening import opening
from marketplace.stores.opening_hours import Status

SHOWN_STORES = 6
NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Home:
    """A city at one moment. `stores` are open now, or those that open next where none is."""

    departments: Sequence[Category]
    features: Sequence[Feature]
    stores: list[tuple[Store, Status]]
    open_count: int
    store_count: int


def home(session: Session, city: City, now: datetime) -> Home:
    """Three statements. Open shops stand nearest to the city's middle first."""
    placed = session.scalars(
        select(Store).where(Store.city_id == city.id, Store.is_public).options(joinedload(Store.picture))
    ).all()
    stores = sorted(placed, key=lambda store: distance_m(city.point, store.point))
    states = [(store, opening(store, now)) for store in stores]
    is_open = [(store, status) for store, status in states if status.kind == "open"]
    soon = sorted((pair for pair in states if pair[1].opens), key=lambda pair: pair[1].opens or NEVER)
    return Home(
        departments=departments(session),
        features=current(session, city, now),
        stores=(is_open or soon)[:SHOWN_STORES],
        open_count=len(is_open),
        store_count=len(stores),
    )


def departments(session: Session) -> Sequence[Category]:
    """The shelves of the town, by name."""
    return session.scalars(select(Category).where(Category.parent_id.is_(None)).order_by(Category.name)).all()
