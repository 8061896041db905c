import threading
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.db import db
from marketplace.inventory import stock
from marketplace.inventory.models import Count, CountingDay, Movement, Offer
from marketplace.inventory.stock import AT_ONCE, OFFERS_RANK, STOCK_RANK, count, note_counting_day
from marketplace.jobs import INDEXER, Job
from marketplace.stores.models import Store
from tests import make
from tests.make import NOON

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


def move(session: Session, offer: Offer, kind: str, pieces: int, happened_at) -> None:
    session.add(Movement(offer_id=offer.id, kind=kind, pieces=pieces, happened_at=happened_at, recorded_at=happened_at))


def test_a_count_says_what_is_there(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)

    changed = count(session, offer, 8, "hand", NOON, NOON)

    assert changed is True
    assert (offer.on_hand, offer.counted_at, offer.source) == (8, NOON, "hand")


def test_a_count_of_the_same_number_is_news_of_its_age_only(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)

    assert count(session, offer, 5, "scan", NOON, NOON) is False
    assert offer.counted_at == NOON


def test_an_older_count_is_kept_but_changes_nothing(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON)

    changed = count(session, offer, 9, "upload", NOON - HOUR, NOON)

    assert changed is False
    assert (offer.on_hand, offer.counted_at) == (5, NOON)
    assert session.scalars(select(Count.pieces).order_by(Count.id)).all() == [5, 9]


def test_a_count_from_the_future_counts_as_made_now(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)
    count(session, offer, 8, "pos", NOON + DAY, NOON)

    assert count(session, offer, 3, "hand", NOON + HOUR, NOON + HOUR) is True
    assert offer.on_hand == 3


def test_what_was_sold_and_returned_after_the_count_is_added_to_it(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - 2 * DAY)
    move(session, offer, "sale", -3, NOON + HOUR)
    move(session, offer, "return", 1, NOON + 2 * HOUR)
    move(session, offer, "adjustment", -1, NOON + 3 * HOUR)
    move(session, offer, "sale", -7, NOON - HOUR)
    move(session, offer, "sale", -7, NOON)

    count(session, offer, 10, "upload", NOON, NOON + DAY)

    assert offer.on_hand == 7


def test_holds_and_releases_are_no_change_of_stock_and_survive_a_count(session):
    offer = make.offer(session, on_hand=5, held=4, counted_at=NOON - DAY)
    move(session, offer, "hold", 4, NOON + HOUR)

    count(session, offer, 3, "upload", NOON, NOON + DAY)

    assert (offer.on_hand, offer.held, offer.available) == (3, 4, 0)


def test_more_sold_than_counted_leaves_none_and_no_less(session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)
    move(session, offer, "sale", -9, NOON + HOUR)

    count(session, offer, 2, "upload", NOON, NOON + DAY)

    assert offer.on_hand == 0


def test_a_count_of_less_than_nothing_is_refused_by_the_database(session):
    offer = make.offer(session)

    with pytest.raises(IntegrityError):
        count(session, offer, -1, "upload", NOON, NOON)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(0, 10))
def test_what_may_be_promised_is_never_negative(on_hand, held, safety_buffer):
    offer = Offer(on_hand=on_hand, held=held, safety_buffer=safety_buffer)

    assert offer.available == max(0, on_hand - held - safety_buffer)


def test_a_store_learns_its_rhythm_from_its_days_of_counting(session):
    store = make.store(session)
    offer = make.offer(session, store=store, counted_at=NOON - 30 * DAY)

    for day in (0, 2, 4, 6):
        moment = NOON + day * DAY
        count(session, offer, 5, "hand", moment, moment)
        count(session, offer, 4, "hand", moment + HOUR, moment + HOUR)

    assert session.scalar(select(func.count()).select_from(CountingDay)) == 4
    assert store.rhythm_s == 2 * 86_400
    renewed = session.scalars(select(Job).where(Job.name == stock.INDEX_STORES)).all()
    assert len(renewed) == 4
    assert {(job.queue, job.rank) for job in renewed} == {(INDEXER, OFFERS_RANK)}


def test_a_day_is_a_day_in_the_city(session):
    store = make.store(session)

    note_counting_day(session, store.id, NOON.replace(hour=23, minute=30), NOON)

    assert session.scalars(select(CountingDay.day)).all() == [date(2026, 11, 24)]


def test_two_tills_that_count_at_once_note_the_day_once_and_lose_no_count(app, session):
    store = make.store(session)
    offers = [make.offer(session, store=store, counted_at=NOON - DAY).id for _ in range(2)]
    store_id = store.id
    session.commit()
    engine, together = db.engine, threading.Barrier(2)
    faults: list[Exception] = []

    def till(offer_id: int) -> None:
        together.wait()
        try:
            with Session(engine) as own:
                for pieces in range(10):
                    count(own, own.get_one(Offer, offer_id), pieces, "till", NOON, NOON)
                    own.commit()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=till, args=[offer_id]) for offer_id in offers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert session.scalar(select(func.count(Count.id)).where(Count.source == "till")) == 20
    assert session.scalar(select(func.count()).where(CountingDay.store_id == store_id)) == 1


def test_a_count_sees_a_sale_that_another_session_committed_meanwhile(app, session):
    offer = make.offer(session, on_hand=5, counted_at=NOON - DAY)
    offer_id = offer.id
    session.commit()
    assert offer.counted_at == NOON - DAY
    session.rollback()
    with Session(db.engine) as other:
        count(other, other.get_one(Offer, offer_id), 2, "till", NOON + HOUR, NOON + HOUR)
        other.commit()

    assert count(session, offer, 9, "upload", NOON, NOON + DAY) is False
    assert offer.on_hand == 2


@pytest.mark.parametrize(("offers", "rank"), [(1, STOCK_RANK), (AT_ONCE, STOCK_RANK), (AT_ONCE + 1, OFFERS_RANK)])
def test_a_few_changes_go_before_all_else_and_many_take_their_turn(session, offers, rank):
    stock.tell_index_of_stock(session, range(offers), NOON)

    job = session.scalars(select(Job)).one()
    assert (job.name, job.queue, job.rank) == (stock.INDEX_STOCK, INDEXER, rank)
    assert job.values == {"offer_ids": list(range(offers))}


def test_offers_that_began_or_ended_are_told_with_their_goods(session):
    stock.tell_index_of_offers(session, iter([3, 4]), NOON)

    job = session.scalars(select(Job)).one()
    assert (job.name, job.queue, job.rank) == (stock.INDEX_OFFERS, INDEXER, OFFERS_RANK)
    assert job.values == {"offer_ids": [3, 4]}


def test_a_new_store_counts_weekly(session):
    store = make.store(session)

    assert session.get_one(Store, store.id).rhythm_s == 7 * 86_400
