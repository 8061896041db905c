"""An order that nobody placed: what the letters about orders are shown with."""

from datetime import datetime, timedelta

from marketplace.orders import answering, states
from marketplace.orders.models import Order, OrderEvent, OrderLine
from marketplace.stores.models import Store

ADDRESS = {"street": "Waldhausener Straße", "house_number": "31", "postcode": "41061", "town": "Mönchengladbach"}


def sample_order(now: datetime) -> Order:
    """Two cakes of the demo's café, refused, so that every letter finds what it tells of. No table has it."""
    return Order(
        code="K7M2QF9H",
        state=states.REFUSED,
        mode=states.RESERVE,
        name="Ana",
        store=Store(store_code="cafe-linde", name="Café Linde", **ADDRESS),
        answer_by=now + timedelta(hours=8),
        keep_until=now + timedelta(days=2),
        lines=[OrderLine(title="Apfelkuchen vom Blech", variant="", pieces=2, price_cents=340)],
        events=[OrderEvent(step="refuse", actor=states.SHOP, reason=answering.DAMAGED, why="Er ist heruntergefallen.")],
    )
