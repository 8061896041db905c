"""The order desk: lists by what is to be done, and one order from its yes to the counter."""

import re

import pytest

from marketplace.db import utc_now
from marketplace.orders import answering, listing
from marketplace.orders.pickup_code import FREE_TRIES, pin
from tests.orders.placing import placed


@pytest.fixture
def order(session, here):
    here.offer.place = "Regal 7"
    return placed(session, here.offer, pieces=2, now=utc_now())


@pytest.fixture
def desk(client, here):
    client.sign_in(here.staff)
    return client


@pytest.fixture
def path(here, order):
    return f"{here.shop}/orders/{order.code}"


def test_an_order_wanders_through_the_lists(desk, session, here, order, path):
    def shown_in():
        return [tab for tab in listing.TABS if f'{path}"' in desk.get(f"{here.shop}/orders?show={tab}").text]

    assert shown_in() == ["new"]
    desk.post(f"{path}/acceptance")
    assert shown_in() == ["pick"]
    assert "Regal 7" in desk.get(f"{here.shop}/orders?show=pick").text
    desk.post(f"{path}/readiness")
    assert shown_in() == ["ready"]
    desk.post(f"{path}/collection", data={"pin": pin(order)})
    assert shown_in() == ["collected"]


def test_the_desk_opens_where_something_is_to_be_done(desk, session, here, order):
    answering.accept(session, order, True, None, utc_now())

    page = desk.get(f"{here.shop}/orders").text

    assert re.search(r'aria-current="true">\s*Liegt bereit', page)


def test_what_is_still_to_be_paid_stands_large(desk, session, order, path):
    answering.accept(session, order, True, None, utc_now())

    assert re.search(r"Noch zu kassieren <strong>259,80", desk.get(path).text)
    desk.post(f"{path}/collection", data={"pin": pin(order)})
    assert "Noch zu kassieren" not in desk.get(path).text


def test_wrong_codes_end_in_a_wait_that_a_name_goes_around(desk, session, order, path):
    answering.accept(session, order, True, None, utc_now())
    wrong = f"{(int(pin(order)) + 1) % 10**6:06}"

    tries = [desk.post(f"{path}/collection", data={"pin": wrong}).status_code for _ in range(FREE_TRIES)]
    right = desk.post(f"{path}/collection", data={"pin": pin(order)})

    assert tries == [422] * FREE_TRIES
    assert right.status_code == 429
    assert desk.post(f"{path}/handout", data={"to_whom": "Ana, Ausweis gesehen"}).status_code == 303


def test_a_refusal_needs_no_words_and_handing_out_does(desk, session, order, path):
    answering.accept(session, order, True, None, utc_now())

    assert desk.post(f"{path}/handout", data={"to_whom": " "}).status_code == 422
    assert desk.post(f"{path}/collection", data={"pin": ""}).status_code == 422
    assert desk.post(f"{path}/refusal", data={"reason": "mood"}).status_code == 422
    assert desk.post(f"{path}/refusal", data={"reason": "other"}).status_code == 303
    assert desk.post(f"{path}/readiness").status_code == 409


def test_a_wrong_collected_is_taken_back(desk, session, order, path):
    answering.accept(session, order, True, None, utc_now())
    desk.post(f"{path}/collection", data={"pin": pin(order)})
    assert "Doch nicht abgeholt" in desk.get(path).text

    desk.post(f"{path}/collection/removal")

    session.expire_all()
    assert order.state == "ready"


def test_another_shops_desk_does_not_know_the_order(client, session, here, order, path):
    client.sign_in(here.other)
    theirs = f"/shop/{session.get(type(here.store), here.store.id + 1).store_code}/orders/{order.code}"

    assert client.get(path).status_code == 403
    assert client.get(theirs).status_code == 404
    assert [client.post(f"{theirs}/{verb}").status_code for verb in ("acceptance", "readiness", "refusal")] == [404] * 3


def test_the_shop_says_when_it_takes_reservations(desk, session, here):
    rules = f"{here.shop}/orders/rules"
    shown = f"/offers/{here.offer.id}/reservations/new"

    assert desk.post(rules, data={"takes_reservations": "y", "answer_hours": "73"}).status_code == 422
    desk.post(rules, data={"takes_reservations": "y", "answer_hours": "4", "paused_until": "2999-01-01"})
    session.expire_all()
    assert (here.store.answer_hours, str(here.store.paused_until)) == (4, "2999-01-01")
    assert desk.get(shown).status_code == 409
    desk.post(rules, data={"answer_hours": "4"})
    session.expire_all()
    assert (here.store.takes_reservations, here.store.paused_until) == (False, None)
    assert "Reservieren einschalten" in desk.get(f"{here.shop}/orders").text


def test_the_bell_knows_what_waits(desk, session, here, order):
    address = f"{here.shop}/orders/bell"

    before = desk.get(address).json
    answering.accept(session, order, True, None, utc_now())

    assert (before["waiting"], before["latest"]) == (1, order.placed_at.isoformat())
    assert desk.get(address).json == {"waiting": 0, "latest": ""}
