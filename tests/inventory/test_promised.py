"""Pieces promised to orders, as a shop owner would tell it."""

from datetime import timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from marketplace.errors import NotFound, Refused
from marketplace.inventory import stock
from marketplace.inventory.stock import OutOfStock
from tests import make
from tests.inventory.effects import ledger_of
from tests.make import NOON

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ORDER = "K7M-2QF"


def test_a_reserved_piece_stays_in_the_shop_and_is_promised_to_nobody_else(session):
    offer = make.offer(session, on_hand=5)

    held = stock.hold(session, offer.id, 2, NOON, reason=ORDER)

    assert held is offer
    assert (offer.on_hand, offer.held, offer.available) == (5, 2, 3)
    assert ledger_of(session, offer) == [("hold", 2, ORDER)]


def test_the_last_piece_goes_to_the_first_shopper(session):
    offer = make.offer(session, on_hand=1, title="Wanderschuh")
    stock.hold(session, offer.id, 1, NOON)

    with pytest.raises(OutOfStock) as refusal:
        stock.hold(session, offer.id, 1, NOON)

    assert refusal.value.offer is offer
    assert refusal.value.values == {"title": "Wanderschuh", "offer_id": offer.id, "requested": 1, "available": 0}
    assert (offer.on_hand, offer.held) == (1, 1)


def test_pieces_the_shop_keeps_back_are_promised_to_nobody(session):
    offer = make.offer(session, on_hand=3, safety_buffer=2)
    stock.hold(session, offer.id, 1, NOON)

    with pytest.raises(OutOfStock):
        stock.hold(session, offer.id, 1, NOON)


def test_who_wants_more_than_there_is_gets_nothing_and_hears_how_much_there_is(session):
    offer = make.offer(session, on_hand=3)

    with pytest.raises(OutOfStock) as refusal:
        stock.hold(session, offer.id, 4, NOON)

    assert (refusal.value.values["requested"], refusal.value.values["available"]) == (4, 3)
    assert (offer.held, ledger_of(session, offer)) == (0, [])


@pytest.mark.parametrize("pieces", [0, -1])
def test_nobody_holds_less_than_one_piece(session, pieces):
    offer = make.offer(session, on_hand=3)

    with pytest.raises(ValueError, match="cannot be held"):
        stock.hold(session, offer.id, pieces, NOON)


def test_an_old_count_is_no_hindrance_because_the_shop_is_asked_anyway(session):
    offer = make.offer(session, on_hand=1, counted_at=NOON - 100 * DAY)

    stock.hold(session, offer.id, 1, NOON)

    assert offer.held == 1


def test_what_is_no_longer_offered_cannot_be_reserved(session):
    offer = make.offer(session, ended_at=NOON)

    with pytest.raises(Refused) as refusal:
        stock.hold(session, offer.id, 1, NOON)

    assert refusal.value.code == "offer_has_ended"


def test_a_service_cannot_be_reserved(session):
    service = make.service(session)

    with pytest.raises(Refused) as refusal:
        stock.hold(session, service.id, 1, NOON)

    assert refusal.value.code == "service_has_no_stock"


def test_what_never_was_cannot_be_reserved(session):
    with pytest.raises(NotFound):
        stock.hold(session, 4711, 1, NOON)


def test_a_released_piece_may_be_promised_again(session):
    offer = make.offer(session, on_hand=1)
    stock.hold(session, offer.id, 1, NOON, reason=ORDER)

    stock.release(session, offer.id, 1, ORDER, NOON + HOUR)

    assert (offer.on_hand, offer.held, offer.available) == (1, 0, 1)
    assert ledger_of(session, offer) == [("hold", 1, ORDER), ("release", -1, ORDER)]


def test_more_can_not_be_released_than_is_held(session):
    offer = make.offer(session, on_hand=1)

    with pytest.raises(IntegrityError), session.begin_nested():
        stock.release(session, offer.id, 1, ORDER, NOON)


def test_a_shortage_is_what_is_promised_and_not_there_and_the_largest_comes_first(session):
    store = make.store(session)
    covered, short, shorter = (make.offer(session, store=store, on_hand=3) for _ in range(3))
    make.offer(session, on_hand=0, held=1)
    for offer, counted in ((covered, 3), (short, 2), (shorter, 1)):
        stock.hold(session, offer.id, 3, NOON)
        stock.count(session, offer, counted, "hand", NOON + HOUR, NOON + HOUR)

    assert stock.shortages(session, store.id) == [shorter, short]
