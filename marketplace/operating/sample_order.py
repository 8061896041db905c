"""An order that nobody placed, with what is asked and written around it: what letters are shown with."""

from datetime import datetime, timedelta

from marketplace.inventory.models import Offer
from marketplace.orders import answering, states
from marketplace.orders.asking.models import ShelfQuestion
from marketplace.orders.messages.models import OrderMessage
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
        store=sample_store(),
        answer_by=now + timedelta(hours=8),
        keep_until=now + timedelta(days=2),
        lines=[OrderLine(title="Apfelkuchen vom Blech", variant="", pieces=2, price_cents=340)],
        events=[OrderEvent(step="refuse", actor=states.SHOP, reason=answering.DAMAGED, why="Er ist heruntergefallen.")],
    )


def sample_question(now: datetime) -> ShelfQuestion:
    """Whether the café still has a cake, answered. No table has it."""
    offer = Offer(title="Apfelkuchen vom Blech", sku="CL-12", place="Theke", price_cents=340, store=sample_store())
    return ShelfQuestion(code="K7M2QF9H", offer=offer, answer_by=now + timedelta(hours=8), ended_at=now, pieces=3)


def sample_message(now: datetime) -> OrderMessage:
    """What somebody might write about the order. No table has it."""
    return OrderMessage(order=sample_order(now), author=states.SHOPPER, text="Geht auch einer ohne Nüsse?")


def sample_store() -> Store:
    """The demo's café."""
    return Store(store_code="cafe-linde", name="Café Linde", phone="02161 555101", **ADDRESS)
