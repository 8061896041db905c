"""The only way an order changes its state: one step of the table, with its stock, its line in the history, its letters.

The letters and deadlines that follow from a step are jobs, written in the same transaction.
"""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.errors import Refused
from marketplace.inventory import stock
from marketplace.orders import states
from marketplace.orders.models import Order, OrderEvent

WRITE = "marketplace.orders.letters:write"
LETTERS_RANK = 2


def move(
    session: Session,
    order: Order,
    name: str,
    now: datetime,
    *,
    user: User | None = None,
    reason: str = "",
    why: str = "",
) -> None:
    """Take an order one step on. One statement decides: of two people who press a button, one is told that it moved.

    Raises Refused("order_moved_on") where the table has no such step from where the order is now.
    """
    step = states.step(name, order.mode, order.state)
    if step is None:
        raise Refused("order_moved_on", order=order.shown_code)
    where = (Order.id == order.id, Order.state == step.source)
    moved = session.scalar(update(Order).where(*where).values(state=step.target).returning(Order.id))
    if moved is None:
        raise Refused("order_moved_on", order=order.shown_code)
    _move_stock(session, order, step.stock, now, user)
    note(session, order, name, step.by, now, user=user, reason=reason, why=why)


def note(
    session: Session,
    order: Order,
    step: str,
    actor: str,
    now: datetime,
    *,
    user: User | None = None,
    reason: str = "",
    why: str = "",
) -> None:
    """Write a line of an order's history and let its letters be written."""
    user_id = user.id if user else None
    order.events.append(
        OrderEvent(step=step, state=order.state, actor=actor, user_id=user_id, reason=reason, why=why, happened_at=now)
    )
    session.flush()
    tell(session, order, step, now)


def tell(session: Session, order: Order, step: str, now: datetime) -> None:
    """Let the letters of a step be written, if the order is still where it is now by then."""
    jobs.later(session, WRITE, now, rank=LETTERS_RANK, order_id=order.id, step=step, state=order.state)


def _move_stock(session: Session, order: Order, effect: str, now: datetime, user: User | None) -> None:
    """What a step does to the pieces of each line, in the order of offers: no two orders wait for each other."""
    user_id = user.id if user else None
    for line in sorted(order.lines, key=lambda line: line.offer_id):
        if effect == states.RELEASE:
            stock.release(session, line.offer_id, line.pieces, order.code, now, user_id)
        elif effect == states.HAND_OVER:
            stock.hand_over(session, line.offer_id, line.pieces, now, user_id=user_id, reason=order.code)
        elif effect == states.UNDO:
            stock.undo_hand_over(session, line.offer_id, line.pieces, order.code, now, user_id)
