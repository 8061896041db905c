"""Orders of the demo's shoppers at one shop, in every state, so that its desk shows each list whenever one looks.

They are made by the rules themselves, each step at its own moment of the last days; nobody is written to about them.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.codes import new_code
from marketplace.inventory.models import Offer
from marketplace.inventory.stock import CITY_TIME
from marketplace.jobs import Job
from marketplace.orders import answering, collecting, reliability, reserve, states, timing
from marketplace.orders.models import Order
from marketplace.orders.moving import WRITE
from marketplace.stores.models import Store

SHOP, OWNER, SHOPPERS = "cafe-linde", "Clara", ("Ana", "Ben")
LEAST_PIECES = 4
HOUR = timedelta(hours=1)
Happening = Callable[[Session, Order, User, datetime], None]


def add_orders(session: Session, now: datetime) -> None:
    """Let the cast have ordered in the last days what no order of the shop shows, or will show any more in a moment.

    Does nothing where the demo's shop is not there, takes no reservations or has too little on its shelf.
    """
    store = session.scalar(select(Store).where(Store.store_code == SHOP))
    if store is None or not store.is_taking_reservations(now.astimezone(CITY_TIME).date()):
        return
    cast = {user.name: user for user in session.scalars(select(User).where(User.is_demo))}
    enough = (Offer.store_id == store.id, Offer.available >= LEAST_PIECES, Offer.ended_at.is_(None))
    offers = session.scalars(select(Offer).where(*enough).order_by(Offer.id).limit(len(HAPPENINGS))).all()
    if not offers or not cast.keys() >= {OWNER, *SHOPPERS}:
        return
    in_time = Order.state.not_in(states.OPEN) | (func.coalesce(Order.keep_until, Order.answer_by) > now)
    shown = set(session.scalars(select(Order.state).where(Order.store_id == store.id, in_time)))
    for number, (state, hours, happening) in enumerate(HAPPENINGS):
        placed_at, offer, pieces = now - hours * HOUR, offers[number % len(offers)], 1 + number % 2
        if state not in shown and offer.available >= pieces:
            order = _placed(session, cast[SHOPPERS[number % len(SHOPPERS)]], offer, pieces, placed_at)
            happening(session, order, cast[OWNER], placed_at)
            _write_nobody(session, order)
    reliability.measure(session, now)


def _placed(session: Session, shopper: User, offer: Offer, pieces: int, now: datetime) -> Order:
    who = reserve.Shopper(shopper.name, shopper.email, user=shopper)
    return reserve.reserve(session, new_code(20), who, reserve.Wish(offer.id, pieces, offer.price_cents or 0), now)


def _write_nobody(session: Session, order: Order) -> None:
    session.flush()
    session.execute(delete(Job).where(Job.name == WRITE, Job.values["order_id"].as_integer() == order.id))


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


EARLIER = tuple((states.COLLECTED, days * 24, _hand_out) for days in range(80, 10, -5))
"""Enough for shoppers to be told how the shop answers."""
HAPPENINGS: tuple[tuple[str, int, Happening], ...] = (
    *EARLIER,
    (states.EXPIRED, 9 * 24, _expire),
    (states.LAPSED, 8 * 24, _lapse),
    (states.CANCELLED, 6 * 24, _cancel),
    (states.REFUSED, 50, _refuse),
    (states.COLLECTED, 26, _hand_out),
    (states.READY, 20, _lay_out),
    (states.ACCEPTED, 4, _accept),
    (states.PLACED, 2, _wait),
    (states.PLACED, 1, _wait),
)
"""The state that each order shows, how many hours ago it was placed, and what became of it."""
