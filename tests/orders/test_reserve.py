"""Placing: all of it or nothing, and once."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from marketplace.errors import Invalid, NotFound, Refused
from marketplace.inventory.models import Movement
from marketplace.orders import answering, reserve
from marketplace.orders.models import Basket, Order
from tests import make
from tests.orders.placing import open_store, placed


def test_a_reservation_holds_the_pieces_and_copies_the_price(session):
    offer = make.offer(session, store=open_store(session), on_hand=5, price_cents=1290)

    order = placed(session, offer, pieces=2)

    assert (offer.on_hand, offer.held, offer.available) == (5, 2, 3)
    assert [(line.pieces, line.price_cents) for line in order.lines] == [(2, 1290)]
    assert (order.state, order.mode, order.total_cents) == ("placed", "reserve", 2580)
    assert [(event.step, event.actor) for event in order.events] == [("place", "shopper")]
    assert session.scalars(select(Movement.reason)).all() == [order.code]


def test_the_last_piece_goes_to_the_first_shopper(session):
    offer = make.offer(session, store=open_store(session), on_hand=1)
    placed(session, offer)

    with pytest.raises(Refused) as no:
        placed(session, offer, email="ben@example.org")

    assert (no.value.code, no.value.values["available"]) == ("out_of_stock", 0)


def test_the_same_form_sent_again_leads_to_the_same_order(session):
    offer = make.offer(session, store=open_store(session), on_hand=5)

    first, second = (placed(session, offer, key="the-key-of-one-form") for _ in range(2))

    assert first is second
    assert offer.held == 1
    assert session.scalar(select(func.count()).select_from(Basket)) == 1


def test_a_price_that_changed_since_the_page_was_seen_is_shown_again(session):
    offer = make.offer(session, store=open_store(session), price_cents=1290)
    ana = reserve.Shopper("Ana", "ana@example.org")

    with pytest.raises(Refused, match="price_changed"):
        reserve.reserve(session, "key-of-this-form", ana, reserve.Wish(offer.id, 1, 1190), make.NOON)


@pytest.mark.parametrize(
    ("values", "is_taken"),
    [
        ({}, True),
        ({"takes_reservations": False}, False),
        ({"paused_until": date(2026, 11, 22)}, True),
        ({"paused_until": date(2026, 11, 23)}, False),
    ],
)
def test_the_shop_decides_whether_it_takes_reservations(session, values, is_taken):
    store = make.store(session, **{"takes_reservations": True, **values})
    offer = make.offer(session, store=store)

    if is_taken:
        assert placed(session, offer).store is store
    else:
        with pytest.raises(Refused, match="takes_no_reservations"):
            placed(session, offer)


def test_what_is_not_on_offer_cannot_be_reserved(session):
    store = open_store(session)
    ended = make.offer(session, store=store, ended_at=make.NOON)
    hidden = make.offer(session, store=open_store(session, is_public=False))

    for offer in (ended, hidden):
        with pytest.raises(NotFound, match="offer_gone"):
            placed(session, offer)
    with pytest.raises(Refused, match="service_has_no_stock"):
        placed(session, make.service(session, store=store, price_cents=750))


def test_an_old_count_is_no_hindrance_because_the_shop_looks_first(session):
    offer = make.offer(session, store=open_store(session), counted_at=make.NOON - timedelta(days=15))

    assert placed(session, offer).state == "placed"


def test_nobody_empties_the_shelves_from_home(session):
    offer = make.offer(session, store=open_store(session), on_hand=100)
    orders = [placed(session, offer) for _ in range(reserve.MOST_OPEN)]

    with pytest.raises(Refused, match="too_many_open_orders"):
        placed(session, offer)
    with pytest.raises(Invalid, match="too_many_pieces"):
        placed(session, offer, pieces=reserve.MOST_PIECES + 1, email="ben@example.org")

    answering.cancel(session, orders[0], None, make.NOON)
    assert placed(session, offer).state == "placed"
    assert session.scalar(select(func.count()).select_from(Order)) == reserve.MOST_OPEN + 1
