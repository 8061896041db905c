"""How far a shop can be relied on: answers in time and empty shelves, read from the orders of the last 90 days."""

from datetime import datetime, timedelta

from sqlalchemy import Select, case, func, select, update
from sqlalchemy.orm import Session

from marketplace.orders.answering import GONE
from marketplace.orders.models import Order, OrderEvent
from marketplace.stores.models import Store

WINDOW = timedelta(days=90)
TOLD_FROM = 20
"""From so many orders on shoppers are told: fewer say more about luck than about the shop."""
ANSWERS = ("accept", "offer_part", "refuse")
NONE_YET = {"orders_asked": 0, "answered_in_time": 0, "shelf_was_empty": 0}


def measure(session: Session, now: datetime) -> None:
    """Write into every store how it has answered; called every night. One query for all of them."""
    session.execute(update(Store).where(Store.orders_asked > 0).values(NONE_YET))
    measured = [dict(row) for row in session.execute(_by_store(now - WINDOW)).mappings()]
    if measured:
        session.execute(update(Store), measured)


def _by_store(since: datetime) -> Select[tuple[int, int, int, int]]:
    """Per store: orders that needed its answer, those answered by their deadline, those refused for an empty shelf.

    An order that its shopper cancelled before anybody answered says nothing of the shop.
    """
    in_time = OrderEvent.step.in_(ANSWERS) & (OrderEvent.happened_at <= Order.answer_by)
    was_empty = (OrderEvent.step == "refuse") & (OrderEvent.reason == GONE)
    each = (
        select(
            Order.store_id,
            func.max(case((in_time, 1), else_=0)).label("in_time"),
            func.max(case((was_empty, 1), else_=0)).label("was_empty"),
        )
        .join(OrderEvent, OrderEvent.order_id == Order.id)
        .where(Order.placed_at > since, OrderEvent.step.in_((*ANSWERS, "lapse")))
        .group_by(Order.id, Order.store_id)
        .subquery()
    )
    return select(
        each.c.store_id.label("id"),
        func.count().label("orders_asked"),
        func.sum(each.c.in_time).label("answered_in_time"),
        func.sum(each.c.was_empty).label("shelf_was_empty"),
    ).group_by(each.c.store_id)
