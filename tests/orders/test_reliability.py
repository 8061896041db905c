"""A shop's reliability: what is counted, over which time, and who reads it from when on."""

from datetime import timedelta

import pytest

from marketplace.orders import answering, reliability, timing
from tests import make
from tests.orders.placing import open_store, placed

NOON = make.NOON
NIGHT = NOON + timedelta(days=2)


@pytest.fixture
def offer(session):
    return make.offer(session, store=open_store(session), on_hand=50)


def measured(session, store, now=NIGHT):
    session.flush()
    reliability.measure(session, now)
    session.refresh(store)
    return store.orders_asked, store.answered_in_time, store.shelf_was_empty


def test_answers_in_time_and_empty_shelves_are_counted(session, offer):
    yes, no, empty, silent, hers = (placed(session, offer, email=f"{n}@example.org") for n in range(5))
    waits = placed(session, offer)
    answering.accept(session, yes, True, None, NOON)
    answering.refuse(session, no, answering.OTHER, "", None, NOON)
    answering.refuse(session, empty, answering.GONE, "", None, NOON)
    timing.lapse(session, silent.answer_by, silent.id)
    answering.cancel(session, hers, None, NOON)

    assert waits.state == "placed"
    assert measured(session, offer.store) == (4, 3, 1)


def test_goods_that_are_gone_after_a_yes_count_as_an_empty_shelf_and_once(session, offer):
    order = placed(session, offer)
    answering.accept(session, order, False, None, NOON)
    answering.refuse(session, order, answering.GONE, "", None, NOON)

    assert measured(session, offer.store) == (1, 1, 1)


def test_an_answer_after_its_deadline_is_not_in_time(session, offer):
    order = placed(session, offer)
    answering.accept(session, order, True, None, order.answer_by + timedelta(seconds=1))

    assert measured(session, offer.store) == (1, 0, 0)


def test_what_is_older_than_ninety_days_is_forgotten(session, offer):
    answering.accept(session, placed(session, offer), True, None, NOON)

    assert measured(session, offer.store, NOON + timedelta(days=89)) == (1, 1, 0)
    assert measured(session, offer.store, NOON + timedelta(days=90)) == (0, 0, 0)


def test_another_shops_orders_do_not_count(session, offer):
    other = make.offer(session, store=open_store(session))
    answering.accept(session, placed(session, offer), True, None, NOON)

    assert measured(session, other.store) == (0, 0, 0)


@pytest.mark.parametrize(("orders", "is_told"), [(19, False), (20, True)])
def test_the_shop_reads_it_first_and_shoppers_from_twenty_orders_on(client, session, here, orders, is_told):
    here.store.orders_asked, here.store.answered_in_time, here.store.shelf_was_empty = orders, orders - 1, 2
    session.commit()
    sentence = f"Der Laden hat {orders - 1} von {orders} Bestellungen der letzten 90 Tage rechtzeitig beantwortet. "
    sentence += "2-mal war das Regal leer."
    city, offer = here.city.slug, here.offer
    pages = (
        f"/{city}/products/{offer.product.group.code}",
        f"/{city}/stores/{here.store.store_code}",
        f"/offers/{offer.id}/reservations/new",
    )

    assert [sentence in client.get(page).text for page in pages] == [is_told] * 3
    client.sign_in(here.staff)
    today = client.get(here.shop).text
    assert f"{orders - 1} von {orders}" in today
    assert ("Das lesen Kundinnen und Kunden bei Ihren Waren:" in today) == is_told
