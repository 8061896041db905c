"""What happens to an order when nobody does anything: reminders, lapsing, expiring.

Each is a job at its moment that looks again whether it is still due, so that a deadline may move and a job come twice.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.orders import clock, moving, states
from marketplace.orders.models import Order

REMIND_SHOP = "marketplace.orders.timing:remind_shop"
REMIND_SHOPPER = "marketplace.orders.timing:remind_shopper"
LAPSE = "marketplace.orders.timing:lapse"
EXPIRE = "marketplace.orders.timing:expire"
REMINDER_SHARE = 0.5
"""The shop is reminded when half of its time has passed."""
REMINDED_BEFORE = timedelta(hours=20)


def wait_for_answer(session: Session, order: Order, now: datetime) -> None:
    """Remind the shop in time, and let the order lapse at `answer_by`."""
    reminder_at = clock.answer_by(order.store, now, REMINDER_SHARE)
    _at(session, REMIND_SHOP, reminder_at, now, order)
    _at(session, LAPSE, order.answer_by, now, order)


def keep(session: Session, order: Order, now: datetime) -> None:
    """Keep the goods for the shopper from now on, remind her in time, and expire after that."""
    order.keep_until = clock.keep_until(order.store, now)
    _at(session, EXPIRE, order.keep_until, now, order)
    reminder_at = order.keep_until - REMINDED_BEFORE
    if reminder_at > now:
        _at(session, REMIND_SHOPPER, reminder_at, now, order)


def remind_shop(session: Session, now: datetime, order_id: int) -> None:
    """The job: ask the shop once more for its answer."""
    order = session.get_one(Order, order_id)
    if order.state == states.PLACED:
        moving.tell(session, order, "remind_shop", now)


def remind_shopper(session: Session, now: datetime, order_id: int) -> None:
    """The job: tell the shopper until when her goods are kept, unless that was moved since."""
    order = session.get_one(Order, order_id)
    if order.state == states.READY and order.keep_until and now >= order.keep_until - REMINDED_BEFORE:
        moving.tell(session, order, "remind_shopper", now)


def lapse(session: Session, now: datetime, order_id: int) -> None:
    """The job: end an order that nobody has answered."""
    order = session.get_one(Order, order_id)
    if order.may("lapse") and now >= order.answer_by:
        moving.move(session, order, "lapse", now)


def expire(session: Session, now: datetime, order_id: int) -> None:
    """The job: put back what nobody came for; what was bought is only noted as not collected."""
    order = session.get_one(Order, order_id)
    if order.keep_until is None or now < order.keep_until:
        return
    for step in ("expire", "miss"):
        if order.may(step):
            moving.move(session, order, step, now)
            return


def _at(session: Session, name: str, moment: datetime, now: datetime, order: Order) -> None:
    jobs.later(session, name, now, order_id=order.id).run_at = moment
