"""Orders of the demo's shoppers at one shop, in every state, so that its desk shows each list from the first day.

They are made by the rules themselves, each step at its own moment of the last days; nobody is written to about them.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.codes import new_code
from marketplace.inventory.models import Offer
from marketplace.jobs import Job
from marketplace.orders import answering, collecting, reserve, timing
from marketplace.orders.models import Order
from marketplace.orders.moving import WRITE
from marketplace.stores.models import Store

SHOP, OWNER, SHOPPERS = "cafe-linde", "Clara", ("Ana", "Ben")
LEAST_PIECES = 4
HOUR = timedelta(hours=1)
Happening = Callable[[Session, Order, User, datetime], None]


def add_orders(session: Session, now: datetime) -> None:
    """Let the cast have ordered in the last days. Wants city and cast in the database."""
    store = session.scalars(select(Store).where(Store.store_code == SHOP)).one()
    clara, *shoppers = (_person(session, name) for name in (OWNER, *SHOPPERS))
    enough = (Offer.store_id == store.id, Offer.available >= LEAST_PIECES, Offer.ended_at.is_(None))
    offers = session.scalars(select(Offer).where(*enough).order_by(Offer.id).limit(len(HAPPENINGS))).all()
    for number, (hours, happening) in enumerate(HAPPENINGS):
        placed_at, ana = now - hours * HOUR, shoppers[number % len(shoppers)]
        offer = offers[number % len(offers)]
        who = reserve.Shopper(ana.name, ana.email, user=ana)
        wish = reserve.Wish(offer.id, 1 + number % 2, offer.price_cents or 0)
        happening(session, reserve.reserve(session, new_code(20), who, wish, placed_at), clara, placed_at)
        session.flush()
    session.execute(delete(Job).where(Job.name == WRITE))


def _person(session: Session, name: str) -> User:
    return session.scalars(select(User).where(User.name == name, User.is_demo)).one()


def _wait(_session: Session, _order: Order, _clara: User, _at: datetime) -> None:
    """Nobody has answered yet."""


def _accept(session: Session, order: Order, clara: User, at: datetime) -> None:
    answering.accept(session, order, False, clara, at + HOUR)


def _lay_out(session: Session, order: Order, clara: User, at: datetime) -> None:
    answering.accept(session, order, True, clara, at + HOUR)


def _hand_out(session: Session, order: Order, clara: User, at: datetime) -> None:
    _lay_out(session, order, clara, at)
    collecting.hand_out(session, order, "Vorführung", clara, at + 4 * HOUR)


def _refuse(session: Session, order: Order, clara: User, at: datetime) -> None:
    answering.refuse(session, order, answering.DAMAGED, "Es ist heruntergefallen.", clara, at + HOUR)


def _cancel(session: Session, order: Order, _clara: User, at: datetime) -> None:
    answering.cancel(session, order, order.user, at + HOUR)


def _lapse(session: Session, order: Order, _clara: User, _at: datetime) -> None:
    timing.lapse(session, order.answer_by, order.id)


def _expire(session: Session, order: Order, clara: User, at: datetime) -> None:
    _lay_out(session, order, clara, at)
    timing.expire(session, order.keep_until or at, order.id)


HAPPENINGS: tuple[tuple[int, Happening], ...] = (
    (9 * 24, _expire),
    (8 * 24, _lapse),
    (6 * 24, _cancel),
    (50, _refuse),
    (26, _hand_out),
    (20, _lay_out),
    (4, _accept),
    (2, _wait),
    (1, _wait),
)
"""How many hours ago each order was placed, and what became of it."""
