"""A reservation as tests begin it."""

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.inventory.models import Offer
from marketplace.orders import reserve
from marketplace.orders.models import Order
from tests import make


def placed(
    session: Session,
    offer: Offer | None = None,
    pieces: int = 1,
    key: str = "",
    now: datetime = make.NOON,
    **shopper: str,
) -> Order:
    """Ana has reserved pieces of an offer, at noon on a Monday."""
    offer = offer or make.offer(session, store=open_store(session))
    who = reserve.Shopper(**{"name": "Ana", "email": "ana@example.org", **shopper})
    wish = reserve.Wish(offer.id, pieces, offer.price_cents or 0)
    return reserve.reserve(session, key or f"key-of-a-form-{next(make._number)}", who, wish, now)


def open_store(session: Session, **values: object):
    """A store that takes reservations."""
    return make.store(session, takes_reservations=True, email="laden@example.org", **values)
