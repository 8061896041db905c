"""The shop's answer: yes, already laid out, or no with a reason; and the shopper's own change of mind."""

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.errors import Refused
from marketplace.inventory import stock
from marketplace.orders import timing
from marketplace.orders.models import Order
from marketplace.orders.moving import move

GONE, DAMAGED, OTHER = "gone", "damaged", "other"
REASONS = (GONE, DAMAGED, OTHER)
NOTHING_LEFT = 0


def accept(session: Session, order: Order, is_ready: bool, user: User | None, now: datetime) -> None:
    """The shop says yes; `is_ready` where the goods lie at the counter already. Raises Refused("order_moved_on")."""
    move(session, order, "accept", now, user=user)
    timing.keep(session, order, now)
    if is_ready:
        move(session, order, "make_ready", now, user=user)


def make_ready(session: Session, order: Order, user: User | None, now: datetime) -> None:
    """The goods lie at the counter; from now on they are kept. Raises Refused("order_moved_on")."""
    move(session, order, "make_ready", now, user=user)
    timing.keep(session, order, now)


def refuse(session: Session, order: Order, reason: str, why: str, user: User | None, now: datetime) -> None:
    """The shop says no. Where it says that the shelf is empty, that is a count of nothing beside what is set aside.

    Raises Refused("order_moved_on").
    """
    move(session, order, "refuse", now, user=user, reason=reason, why=why)
    if reason == GONE:
        for line in order.lines:
            stock.count(session, line.offer, NOTHING_LEFT, "hand", now, now, includes_set_aside=False)
        stock.tell_index_of_stock(session, [line.offer_id for line in order.lines], now)


def cancel(session: Session, order: Order, user: User | None, now: datetime) -> None:
    """The shopper does not want it any more. Raises Refused("order_moved_on")."""
    move(session, order, "cancel", now, user=user)


def extend(session: Session, order: Order, user: User | None, now: datetime) -> None:
    """The shopper comes later: the goods are kept anew, once. Raises Refused with "extended_once", "order_moved_on"."""
    if order.is_extended:
        raise Refused("extended_once")
    move(session, order, "extend", now, user=user)
    order.is_extended = True
    timing.keep(session, order, now)
