"""The demo's orders: in every state that a reservation has, on stock that adds up, and nobody was written to."""

import pytest
from sqlalchemy import func, select

from marketplace.demo import ordering, signins
from marketplace.inventory.models import Offer
from marketplace.jobs import Job
from marketplace.orders import states
from marketplace.orders.models import Order, OrderLine
from tests import make
from tests.demo.test_signins import NOON


@pytest.fixture
def cafe(session):
    city = make.city(session)
    cafe = make.store(session, city=city, store_code=ordering.SHOP, takes_reservations=True)
    make.store(session, city=city, store_code="outdoor-am-alten-markt")
    signins.add_cast(session, city, NOON)
    for _ in range(3):
        make.offer(session, store=cafe, on_hand=10)
    ordering.add_orders(session, NOON)
    return cafe


def test_every_state_of_a_reservation_is_there(session, cafe):
    there = set(session.scalars(select(Order.state)))

    assert there == set(states.STATES) - {"part_offered", "not_collected", "rescinded"}
    assert session.scalars(select(Job).where(Job.name.contains("letters"))).all() == []


def test_what_is_held_is_what_open_orders_want(session, cafe):
    session.expire_all()
    wanted = select(func.sum(OrderLine.pieces)).join(Order).where(Order.state.in_(states.OPEN))

    assert session.scalar(select(func.sum(Offer.held))) == session.scalar(wanted)
    assert all(event.happened_at <= NOON for order in session.scalars(select(Order)) for event in order.events)
