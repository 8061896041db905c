"""At the counter: goods are handed out for the pickup code or by name, and a wrong "collected" is taken back."""

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.errors import Refused
from marketplace.orders import pickup_code, timing
from marketplace.orders.models import Order
from marketplace.orders.moving import move

WITH_CODE, WITHOUT_CODE = "with_code", "without_code"


def collect(session: Session, order: Order, typed: str, user: User, now: datetime) -> None:
    """Hand the goods out for the code. Raises Invalid("pin_wrong"), Refused("order_moved_on")."""
    pickup_code.demand(order, typed)
    _hand_out(session, order, user, now, WITH_CODE, "")


def hand_out(session: Session, order: Order, to_whom: str, user: User, now: datetime) -> None:
    """Hand the goods out without a code; the history keeps who got them and why. Raises Refused("order_moved_on")."""
    _hand_out(session, order, user, now, WITHOUT_CODE, to_whom)


def undo(session: Session, order: Order, user: User, now: datetime) -> None:
    """Take a wrong "collected" back within ten minutes. Raises Refused with "undo_too_late" or "order_moved_on"."""
    if order.may("undo_collect") and not order.may_undo(now):
        raise Refused("undo_too_late")
    move(session, order, "undo_collect", now, user=user)
    order.collected_at = None
    timing.keep(session, order, now)


def _hand_out(session: Session, order: Order, user: User, now: datetime, reason: str, why: str) -> None:
    move(session, order, "collect", now, user=user, reason=reason, why=why)
    order.collected_at, order.keep_until = now, None
