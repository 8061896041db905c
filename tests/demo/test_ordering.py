"""The demo's orders: in every state that a reservation has, on stock that adds up, and nobody was written to."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.demo import ordering, signins
from marketplace.inventory import comparing
from marketplace.inventory.models import Offer
from marketplace.jobs import Job
from marketplace.orders import reliability, states
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
        make.offer(session, store=cafe, on_hand=30)
    ordering.add_orders(session, NOON)
    return cafe


def test_every_state_of_a_reservation_is_there(session, cafe):
    there = set(session.scalars(select(Order.state)))

    assert there == set(states.STATES) - {"part_offered", "not_collected", "rescinded"}
    assert session.scalars(select(Job).where(Job.name.contains("letters"))).all() == []


def test_shoppers_are_told_how_the_shop_answers(session, cafe):
    session.refresh(cafe)

    assert cafe.orders_asked >= reliability.TOLD_FROM
    assert cafe.orders_asked - cafe.answered_in_time == 1


def test_what_is_held_is_what_open_orders_want(session, cafe):
    session.expire_all()
    wanted = select(func.sum(OrderLine.pieces)).join(Order).where(Order.state.in_(states.OPEN))

    assert session.scalar(select(func.sum(Offer.held))) == session.scalar(wanted)
    assert all(event.happened_at <= NOON for order in session.scalars(select(Order)) for event in order.events)


def test_the_stock_behind_the_orders_adds_up(session, cafe):
    session.flush()

    assert comparing.compare(session)[1] == []


def orders_in(session, state):
    return session.scalars(select(Order).where(Order.state == state)).all()


def test_a_later_start_makes_anew_what_nobody_waits_for_any_more(session, cafe):
    soon, later = NOON + timedelta(minutes=30), NOON + timedelta(days=7)

    ordering.add_orders(session, soon)
    assert len(orders_in(session, "placed")) == 2
    ordering.add_orders(session, later)

    assert len([order for order in orders_in(session, "placed") if order.answer_by > later]) == 2
    assert len([order for order in orders_in(session, "ready") if order.keep_until > later]) == 1
    assert len(orders_in(session, "collected")) == 1 + len(ordering.EARLIER)


def test_a_shop_that_pauses_or_is_gone_gets_none(session, cafe):
    before = session.scalar(select(func.count(Order.id)))
    cafe.paused_until = (NOON + timedelta(days=30)).date()

    ordering.add_orders(session, NOON + timedelta(days=7))
    cafe.store_code, cafe.paused_until = "another", None
    ordering.add_orders(session, NOON + timedelta(days=7))

    assert session.scalar(select(func.count(Order.id))) == before
