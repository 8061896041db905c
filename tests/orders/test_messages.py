"""Shopper and shop write to each other about an order: who reads it, who is told, until when."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import links
from marketplace.db import utc_now
from marketplace.errors import Refused
from marketplace.mail import Mail
from marketplace.orders import answering
from marketplace.orders.messages import letters, writing
from marketplace.orders.messages.models import OrderMessage
from tests import make
from tests.orders.placing import placed

NOON = make.NOON


def said(session) -> list[tuple[str, str]]:
    return [tuple(row) for row in session.execute(select(OrderMessage.author, OrderMessage.text))]


def test_each_side_is_written_to_with_a_link_that_opens_the_thread(session):
    order = placed(session)
    hers = writing.write(session, order, "shopper", "Bis wann haben Sie heute auf?", None, NOON)
    theirs = writing.write(session, order, "shop", "Bis halb sieben.", None, NOON)

    for message in (hers, theirs):
        letters.tell(session, NOON, message.id)

    to_shop, to_shopper = session.scalars(select(Mail).order_by(Mail.id)).all()
    assert (to_shop.recipient, to_shopper.recipient) == ("laden@example.org", "ana@example.org")
    assert "Bis wann haben Sie heute auf?" in to_shop.text
    assert "/threads/" in to_shop.text
    assert "Bis halb sieben." in to_shopper.text
    assert f"/orders/{order.code}/messages?key=" in to_shopper.text


def test_the_thread_closes_a_week_after_the_order(session):
    order = placed(session)
    answering.cancel(session, order, None, NOON)
    a_week = NOON + timedelta(days=7)

    writing.write(session, order, "shop", "Schade.", None, a_week - timedelta(minutes=1))
    with pytest.raises(Refused, match="thread_closed"):
        writing.write(session, order, "shopper", "Doch!", None, a_week)


def test_who_has_left_is_not_written_to(session):
    order = placed(session)
    message = writing.write(session, order, "shop", "Es liegt bereit.", None, NOON)
    order.email = ""

    letters.tell(session, NOON, message.id)

    assert session.scalars(select(Mail)).all() == []
    with pytest.raises(Refused, match="thread_closed"):
        writing.write(session, order, "shop", "Hallo?", None, NOON)


def test_the_desk_sees_which_orders_wait_for_a_word(session):
    asked, answered, silent = placed(session), placed(session), placed(session)
    writing.write(session, asked, "shopper", "Geht auch rot?", None, NOON)
    writing.write(session, answered, "shopper", "Geht auch blau?", None, NOON)
    writing.write(session, answered, "shop", "Ja.", None, NOON)

    assert writing.unanswered(session, [asked, answered, silent]) == {asked.id}
    assert writing.unanswered(session, []) == set()


@pytest.fixture
def order(session, here):
    found = placed(session, here.offer, now=utc_now(), email=here.shopper.email, user=here.shopper)
    session.commit()
    return found


def test_shopper_and_shop_talk_on_their_pages(client, session, here, order):
    client.sign_in(here.shopper)
    client.post(f"/orders/{order.code}/messages", data={"text": "Geht auch <b>rot</b>?"})
    client.sign_in(here.staff)
    desk = f"{here.shop}/orders/{order.code}"
    assert "Neue Nachricht" in client.get(f"{here.shop}/orders?show=new").text
    assert "Geht auch &lt;b&gt;rot&lt;/b&gt;?" in client.get(desk).text
    client.post(f"{desk}/messages", data={"text": "Ja, in 38."})

    client.sign_in(here.shopper)
    assert "Ja, in 38." in client.get(f"/orders/{order.code}").text
    assert said(session) == [("shopper", "Geht auch <b>rot</b>?"), ("shop", "Ja, in 38.")]
    assert session.scalars(select(OrderMessage.user_id).order_by(OrderMessage.id)).all() == [None, here.staff.id]


def test_the_shop_answers_by_the_mails_link_and_opening_it_changes_nothing(app, client, session, order):
    path = letters.shops_link(order).removeprefix(app.config["SERVER_URL"])
    assert client.get(path).status_code == 200
    assert said(session) == []

    client.post(path, data={"text": "Ja, in 38."})

    assert said(session) == [("shop", "Ja, in 38.")]
    for purpose in ("order", "answer"):
        assert client.get(f"/threads/{links.signed(purpose, order.code)}").status_code == 404


def test_the_shoppers_link_opens_the_thread_in_her_browser(app, client, session, order):
    path = letters.shoppers_link(order).removeprefix(app.config["SERVER_URL"])

    assert client.get(f"/orders/{order.code}/messages").status_code == 404
    assert client.get(path).headers["Location"] == f"/orders/{order.code}/messages"
    assert client.get(f"/orders/{order.code}/messages").status_code == 200


@pytest.mark.parametrize("text", ["", "   ", "x" * 1001])
def test_nothing_and_too_much_are_refused_with_what_was_typed(client, session, here, order, text):
    client.sign_in(here.shopper)

    answer = client.post(f"/orders/{order.code}/messages", data={"text": text})

    assert (answer.status_code, said(session)) == (422, [])
    assert text.strip() in answer.text


def test_writing_too_often_ends_in_a_wait_for_that_side_only(client, session, here, order, monkeypatch):
    monkeypatch.setattr(writing, "FREE_MESSAGES", 1)
    client.sign_in(here.shopper)
    hers = [client.post(f"/orders/{order.code}/messages", data={"text": "Hallo?"}).status_code for _ in range(2)]
    client.sign_in(here.staff)

    assert hers == [303, 429]
    assert client.post(f"{here.shop}/orders/{order.code}/messages", data={"text": "Hier."}).status_code == 303


def test_a_closed_thread_can_be_read_but_not_written_to(client, session, here, order):
    order.state = "collected"
    order.latest.happened_at = utc_now() - timedelta(days=8)
    session.commit()
    client.sign_in(here.shopper)

    assert "<textarea" not in client.get(f"/orders/{order.code}/messages").text
    assert client.post(f"/orders/{order.code}/messages", data={"text": "Doch!"}).status_code == 409
