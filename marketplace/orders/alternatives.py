"""The same thing in other shops of the city, where one shop has none left."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.inventory.confidence import stock_state
from marketplace.inventory.models import Offer
from marketplace.inventory.stock import CITY_TIME
from marketplace.places import distance_m
from marketplace.stores.models import Store
from marketplace.stores.opening import opening
from marketplace.stores.opening_hours import Status

MOST_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Alternative:
    """The same product at another store, so many metres from the first one."""

    offer: Offer
    opening: Status
    distance_m: int

    @property
    def is_open(self) -> bool:
        return self.opening.kind == "open"


def alternatives(session: Session, offer: Offer, pieces: int, now: datetime) -> list[Alternative]:
    """Other stores that have enough of the same product and take reservations: open ones first, then the nearest."""
    rows = session.scalars(
        select(Offer)
        .join(Offer.store)
        .where(
            Offer.product_id == offer.product_id,
            Offer.id != offer.id,
            Offer.ended_at.is_(None),
            Offer.available >= pieces,
            Store.city_id == offer.store.city_id,
        )
        .options(joinedload(Offer.store))
    )
    found = [_alternative(row, offer, now) for row in rows if _can_be_reserved(row, now)]
    return sorted(found, key=lambda each: (not each.is_open, each.distance_m, each.offer.id))[:MOST_SHOWN]


def _can_be_reserved(offer: Offer, now: datetime) -> bool:
    state = stock_state(offer.available, offer.counted_at, offer.store.rhythm_s, now)
    takes = offer.store.is_taking_reservations(now.astimezone(CITY_TIME).date())
    return takes and state in ("in_stock", "limited")


def _alternative(offer: Offer, instead_of: Offer, now: datetime) -> Alternative:
    metres = round(distance_m(instead_of.store.point, offer.store.point))
    return Alternative(offer, opening(offer.store, now), metres)
