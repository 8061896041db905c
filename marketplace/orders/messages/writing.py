"""Writing to each other about an order: short, in one place, and over some days after the order is."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.accounts.models import User
from marketplace.accounts.throttling import Brake
from marketplace.errors import Refused
from marketplace.orders import states
from marketplace.orders.messages.models import OrderMessage
from marketplace.orders.models import Order

TELL = "marketplace.orders.messages.letters:tell"
LETTERS_RANK = 2
LONGEST = 1000
FREE_MESSAGES = 10
"""So many messages of one side come before the first wait."""
CLOSES_AFTER = timedelta(days=7)


def takes_words(order: Order, now: datetime) -> bool:
    """Whether one may still write: until some days after the order's end, while its shopper can be reached."""
    return bool(order.email) and (order.is_open or now < order.latest.happened_at + CLOSES_AFTER)


def write(session: Session, order: Order, author: str, text: str, user: User | None, now: datetime) -> OrderMessage:
    """Add a message of `shopper` or `shop`, and let the other side be told. Raises Refused("thread_closed")."""
    if not takes_words(order, now):
        raise Refused("thread_closed", order=order.shown_code)
    user_id = user.id if user and author == states.SHOP else None
    message = OrderMessage(order=order, author=author, user_id=user_id, text=text, written_at=now)
    session.add(message)
    session.flush()
    jobs.later(session, TELL, now, rank=LETTERS_RANK, message_id=message.id)
    return message


def thread(session: Session, order: Order) -> list[OrderMessage]:
    """What was written about an order, the oldest first."""
    return list(
        session.scalars(select(OrderMessage).where(OrderMessage.order_id == order.id).order_by(OrderMessage.id))
    )


def unanswered(session: Session, orders: Collection[Order]) -> set[int]:
    """The ids of those orders in whose thread the shopper had the last word."""
    ids = [order.id for order in orders]
    last = select(func.max(OrderMessage.id)).where(OrderMessage.order_id.in_(ids)).group_by(OrderMessage.order_id)
    hers = select(OrderMessage.order_id).where(OrderMessage.id.in_(last), OrderMessage.author == states.SHOPPER)
    return set(session.scalars(hers)) if ids else set()


def brakes(order: Order, author: str) -> list[Brake]:
    """What messages are counted under: the order and the side, so that nobody waits for another."""
    return [Brake(f"message:{author}:{order.id}", FREE_MESSAGES, personal=False)]
