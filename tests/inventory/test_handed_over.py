"""Pieces that leave the shop and come back, as a shop owner would tell it: none is deducted twice, none is lost."""

from datetime import timedelta

from sqlalchemy import select

from marketplace.inventory import stock
from marketplace.inventory.models import Movement
from tests import make
from tests.inventory.effects import ledger_of, values_of_jobs
from tests.make import NOON

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
ORDER = "K7M-2QF"


def test_a_collected_piece_has_left_the_shop(session):
    offer = make.offer(session, on_hand=5)
    stock.hold(session, offer.id, 2, NOON, reason=ORDER)

    stock.hand_over(session, offer.id, 2, NOON, reason=ORDER)

    assert (offer.on_hand, offer.held, offer.available) == (3, 0, 3)
    assert ledger_of(session, offer)[1:] == [("release", -2, ORDER), ("sale", -2, ORDER)]


def test_a_piece_rung_up_before_the_count_is_not_deducted_twice(session):
    """11:00 held, 12:00 rung up, 13:00 the till counts 4, 14:00 the desk hears that it was collected at 12:00."""
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)
    stock.hold(session, offer.id, 1, NOON - HOUR, reason=ORDER)
    stock.count(session, offer, 4, "till", NOON + HOUR, NOON + HOUR)

    stock.hand_over(session, offer.id, 1, NOON + 2 * HOUR, sold_at=NOON, reason=ORDER)

    assert (offer.on_hand, offer.held) == (4, 0)


def test_a_piece_rung_up_after_the_count_is_deducted(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)
    stock.hold(session, offer.id, 1, NOON - HOUR, reason=ORDER)

    stock.hand_over(session, offer.id, 1, NOON + 2 * HOUR, sold_at=NOON, reason=ORDER)

    assert (offer.on_hand, offer.held) == (4, 0)


def test_a_late_count_of_before_the_collection_does_not_bring_the_piece_back(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)
    stock.hold(session, offer.id, 1, NOON - HOUR, reason=ORDER)
    stock.hand_over(session, offer.id, 1, NOON + HOUR, reason=ORDER)

    stock.count(session, offer, 7, "upload", NOON, NOON + 2 * HOUR)

    assert offer.on_hand == 6


def test_a_count_without_the_pieces_set_aside_has_them_added(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)
    stock.hold(session, offer.id, 2, NOON - HOUR)

    stock.count(session, offer, 3, "scan", NOON, NOON, includes_set_aside=False)

    assert (offer.on_hand, offer.held, offer.available) == (5, 2, 3)


def test_a_late_count_without_the_pieces_set_aside_adds_those_that_were_held_then(session):
    """At noon one piece was held and 4 more stood on the shelf; one more was reserved before that count arrived."""
    offer = make.offer(session, on_hand=9, counted_at=NOON - DAY)
    stock.hold(session, offer.id, 1, NOON - HOUR)
    stock.hold(session, offer.id, 1, NOON + HOUR)

    stock.count(session, offer, 4, "upload", NOON, NOON + 2 * HOUR, includes_set_aside=False)

    assert (offer.on_hand, offer.held, offer.available) == (5, 2, 3)


def test_a_piece_rung_up_before_a_count_without_the_pieces_set_aside_is_not_added_to_it(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)
    stock.hold(session, offer.id, 1, NOON - HOUR, reason=ORDER)
    stock.count(session, offer, 4, "till", NOON + HOUR, NOON + HOUR, includes_set_aside=False)
    assert offer.on_hand == 5

    stock.hand_over(session, offer.id, 1, NOON + 2 * HOUR, sold_at=NOON, reason=ORDER)

    assert (offer.on_hand, offer.held) == (4, 0)


def test_a_collection_that_was_a_mistake_is_undone_as_if_it_had_never_been(session):
    offer = make.offer(session, on_hand=5)
    stock.hold(session, offer.id, 2, NOON, reason=ORDER)
    stock.hand_over(session, offer.id, 2, NOON + HOUR, reason=ORDER)

    stock.undo_hand_over(session, offer.id, 2, ORDER, NOON + HOUR + timedelta(minutes=9))

    assert (offer.on_hand, offer.held) == (5, 2)


def test_a_count_between_a_mistaken_collection_and_its_undoing_found_the_piece_there(session):
    offer = make.offer(session, on_hand=5)
    stock.hold(session, offer.id, 1, NOON, reason=ORDER)
    stock.hand_over(session, offer.id, 1, NOON + HOUR, reason=ORDER)
    stock.count(session, offer, 5, "scan", NOON + 2 * HOUR, NOON + 2 * HOUR)

    stock.undo_hand_over(session, offer.id, 1, ORDER, NOON + 3 * HOUR)

    assert (offer.on_hand, offer.held) == (5, 1)


def test_undoing_a_collection_of_what_was_not_counted_brings_nothing_into_the_shop(session):
    offer = make.offer(session, on_hand=1)
    stock.hold(session, offer.id, 1, NOON, reason=ORDER)
    stock.count(session, offer, 0, "hand", NOON + HOUR, NOON + HOUR)
    stock.hand_over(session, offer.id, 1, NOON + 2 * HOUR, reason=ORDER)

    stock.undo_hand_over(session, offer.id, 1, ORDER, NOON + 3 * HOUR)

    assert (offer.on_hand, offer.held) == (0, 1)


def test_what_a_walk_in_buys_is_gone_although_it_was_promised_and_that_is_a_shortage(session):
    offer = make.offer(session, on_hand=1)
    stock.hold(session, offer.id, 1, NOON)

    stock.sell(session, offer.id, 1, NOON + HOUR, NOON + HOUR)

    assert (offer.on_hand, offer.held, offer.available) == (0, 1, 0)
    assert stock.shortages(session, offer.store_id) == [offer]


def test_a_sale_that_the_till_reports_late_is_known_to_a_newer_count_already(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON)

    stock.sell(session, offer.id, 1, NOON - HOUR, NOON + HOUR)

    assert offer.on_hand == 5


def test_a_sale_from_a_till_whose_clock_is_ahead_was_made_now(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)
    stock.sell(session, offer.id, 1, NOON + DAY, NOON)

    stock.count(session, offer, 4, "hand", NOON + HOUR, NOON + HOUR)

    assert offer.on_hand == 4


def test_more_sold_than_counted_leaves_none(session):
    offer = make.offer(session, on_hand=1, counted_at=NOON - DAY)

    stock.sell(session, offer.id, 3, NOON, NOON)

    assert offer.on_hand == 0


def test_a_returned_piece_stands_on_the_shelf_again(session):
    offer = make.offer(session, on_hand=5)

    stock.take_back(session, offer.id, 1, ORDER, NOON)

    assert (offer.on_hand, offer.held) == (6, 0)
    assert ledger_of(session, offer) == [("return", 1, ORDER)]


def test_each_change_tells_who_made_it_and_the_index(session):
    clara = make.user(session, "Clara")
    offer = make.offer(session, on_hand=5)
    stock.hold(session, offer.id, 1, NOON, ORDER, clara.id)
    stock.hand_over(session, offer.id, 1, NOON, user_id=clara.id, reason=ORDER)
    stock.undo_hand_over(session, offer.id, 1, ORDER, NOON, clara.id)
    stock.release(session, offer.id, 1, ORDER, NOON, clara.id)
    stock.sell(session, offer.id, 1, NOON, NOON, clara.id)
    stock.take_back(session, offer.id, 1, ORDER, NOON, clara.id)

    assert set(session.scalars(select(Movement.user_id))) == {clara.id}
    assert values_of_jobs(session, stock.INDEX_STOCK) == [{"offer_ids": [offer.id]}] * 6
