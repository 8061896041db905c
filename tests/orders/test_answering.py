"""From the shop's answer to the counter: each step with its stock, its history, and who is too late."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.errors import Invalid, Refused
from marketplace.inventory.models import Count
from marketplace.orders import answering, collecting, pickup_code, states, timing
from marketplace.orders.models import OrderEvent
from marketplace.orders.moving import move
from tests import make
from tests.orders.placing import open_store, placed

NOON = make.NOON
AWAY = timedelta(days=14)


@pytest.fixture
def offer(session):
    return make.offer(session, store=open_store(session), on_hand=5)


@pytest.fixture
def clara(session):
    return make.user(session, "Clara")


def stock_of(offer):
    return offer.on_hand, offer.held


def test_a_yes_keeps_the_goods_and_the_code_hands_them_out(session, offer, clara):
    order = placed(session, offer, pieces=2)

    answering.accept(session, order, False, clara, NOON)
    answering.make_ready(session, order, clara, NOON + timedelta(hours=1))
    collecting.collect(session, order, pickup_code.pin(order), clara, NOON + timedelta(hours=2))

    session.refresh(offer)
    assert order.state == "collected"
    assert stock_of(offer) == (3, 0)
    assert [event.step for event in order.events] == ["place", "accept", "make_ready", "collect"]
    assert [event.user for event in order.events] == [None, clara, clara, clara]


def test_goods_at_the_counter_are_kept_to_the_end_of_the_third_opening_day(session, offer, clara):
    order = placed(session, offer)

    answering.accept(session, order, True, clara, NOON)

    assert order.state == "ready"
    assert order.keep_until.isoformat() == "2026-11-25T17:30:00+00:00"


def test_an_empty_shelf_gives_the_pieces_back_and_counts_nothing(session, offer, clara):
    order = placed(session, offer)

    answering.refuse(session, order, answering.GONE, "Gestern verkauft.", clara, NOON)

    session.flush()
    session.refresh(offer)
    assert (order.state, offer.held, offer.available) == ("refused", 0, 0)
    assert (order.latest.reason, order.latest.why) == ("gone", "Gestern verkauft.")
    assert session.scalars(select(Count.pieces).order_by(Count.id.desc())).first() == 0


def test_any_other_no_leaves_the_count_alone(session, offer, clara):
    order = placed(session, offer)

    answering.refuse(session, order, answering.OTHER, "", clara, NOON)

    session.refresh(offer)
    assert stock_of(offer) == (5, 0)


@pytest.mark.parametrize("answered", [None, False, True])
def test_the_shopper_may_change_her_mind_until_she_has_it(session, offer, answered):
    order = placed(session, offer)
    if answered is not None:
        answering.accept(session, order, answered, None, NOON)

    answering.cancel(session, order, None, NOON)

    session.refresh(offer)
    assert (order.state, *stock_of(offer)) == ("cancelled", 5, 0)


def test_only_one_of_two_answers_counts(session, offer, clara):
    order = placed(session, offer)
    answering.refuse(session, order, answering.OTHER, "", clara, NOON)

    with pytest.raises(Refused, match="order_moved_on"):
        answering.accept(session, order, True, clara, NOON)

    assert order.state == "refused"
    assert len(order.events) == 2


def test_a_wrong_code_hands_nothing_out(session, offer, clara):
    order = placed(session, offer)
    answering.accept(session, order, True, clara, NOON)
    wrong = f"{(int(pickup_code.pin(order)) + 1) % 10**6:06}"

    for typed in (wrong, "", "12", "keine Ziffern"):
        with pytest.raises(Invalid, match="pin_wrong"):
            collecting.collect(session, order, typed, clara, NOON)

    assert order.state == "ready"


def test_a_code_is_six_digits_of_its_order_alone_and_works_once(session, offer, clara):
    first, second = placed(session, offer), placed(session, offer)
    answering.accept(session, first, True, clara, NOON)
    typed = pickup_code.pin(first)

    assert (len(typed), typed.isdigit()) == (6, True)
    assert typed != pickup_code.pin(second)
    collecting.collect(session, first, f"{typed[:3]} {typed[3:]}", clara, NOON)
    with pytest.raises(Refused, match="order_moved_on"):
        collecting.collect(session, first, typed, clara, NOON)


def test_goods_go_out_without_a_code_with_a_name_and_a_reason(session, offer, clara):
    order = placed(session, offer)
    answering.accept(session, order, True, clara, NOON)

    collecting.hand_out(session, order, "Frau Peters, Handy leer", clara, NOON)

    assert (order.latest.reason, order.latest.why) == ("without_code", "Frau Peters, Handy leer")


@pytest.mark.parametrize(("minutes", "is_taken_back"), [(9, True), (10, False)])
def test_a_wrong_collected_is_taken_back_for_ten_minutes(session, offer, clara, minutes, is_taken_back):
    order = placed(session, offer, pieces=2)
    answering.accept(session, order, True, clara, NOON)
    collecting.collect(session, order, pickup_code.pin(order), clara, NOON)
    later = NOON + timedelta(minutes=minutes)

    if is_taken_back:
        collecting.undo(session, order, clara, later)
    else:
        with pytest.raises(Refused, match="undo_too_late"):
            collecting.undo(session, order, clara, later)

    session.refresh(offer)
    assert (order.state, *stock_of(offer)) == (("ready", 5, 2) if is_taken_back else ("collected", 3, 0))


def test_she_may_come_later_once(session, offer):
    order = placed(session, offer)
    answering.accept(session, order, True, None, NOON)
    tuesday = NOON + timedelta(days=1)

    answering.extend(session, order, None, tuesday)

    assert order.keep_until.isoformat() == "2026-11-26T17:30:00+00:00"
    with pytest.raises(Refused, match="extended_once"):
        answering.extend(session, order, None, tuesday)


def test_nobody_answers_and_the_order_lapses_when_its_time_is_up(session, offer):
    order = placed(session, offer)

    timing.lapse(session, order.answer_by - timedelta(seconds=1), order.id)
    assert order.state == "placed"
    timing.lapse(session, order.answer_by, order.id)

    session.refresh(offer)
    assert (order.state, *stock_of(offer)) == ("lapsed", 5, 0)
    assert order.latest.actor == "clock"
    timing.lapse(session, order.answer_by, order.id)
    assert len(order.events) == 2


def test_nobody_comes_and_the_goods_go_back_at_the_latest_deadline(session, offer):
    order = placed(session, offer)
    answering.accept(session, order, True, None, NOON)
    first = order.keep_until
    answering.extend(session, order, None, NOON + timedelta(days=1))

    timing.expire(session, first, order.id)
    assert order.state == "ready"
    timing.expire(session, order.keep_until, order.id)

    session.refresh(offer)
    assert (order.state, *stock_of(offer)) == ("expired", 5, 0)


@pytest.mark.parametrize("state", states.STATES)
@pytest.mark.parametrize("mode", states.BOTH)
def test_every_step_that_is_not_in_the_table_is_refused_and_changes_nothing(session, offer, state, mode):
    order = placed(session, offer)
    order.state, order.mode = state, mode
    session.flush()
    allowed = {step.name for step in states.STEPS if step.source == state and mode in step.modes}

    for name in {step.name for step in states.STEPS} - allowed:
        with pytest.raises(Refused, match="order_moved_on"):
            move(session, order, name, NOON)

    assert order.state == state
    assert len(session.scalars(select(OrderEvent)).all()) == 1
