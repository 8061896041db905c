"""The shopper's pages: reserving, the order, and who may open it."""

import re

import pytest
from sqlalchemy import func, select

from marketplace.accounts import links
from marketplace.db import utc_now
from marketplace.inventory.models import Offer
from marketplace.jobs import Job
from marketplace.mail import Mail
from marketplace.orders import answering, letters, states
from marketplace.orders.models import Order
from marketplace.orders.pickup_code import pin

TYPED = {"pieces": "2", "name": "Ana", "email": "Ana@Example.org"}


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}"[^>]*value="([^"]*)"', page).group(1)


def form_of(client, offer, **typed):
    """The form as a shopper fills it in."""
    page = client.get(f"/offers/{offer.id}/reservations/new").text
    return {**TYPED, "key": hidden(page, "key"), "seen": hidden(page, "seen"), **typed}


def sent(client, offer, form):
    return client.post(f"/offers/{offer.id}/reservations", data=form)


def reserved(client, session, offer, **typed) -> Order:
    """A reservation made by the pages."""
    answer = sent(client, offer, form_of(client, offer, **typed))
    assert answer.status_code == 303, answer.text
    session.expire_all()
    return session.scalars(select(Order).order_by(Order.id.desc())).first()


def test_two_taps_from_the_shelf_to_the_order(client, session, here):
    page = client.get(f"/offers/{here.offer.id}/reservations/new").text
    assert "Unverbindlich reservieren" in page
    assert "bezahlen erst im Laden" in page

    order = reserved(client, session, here.offer)

    shown = client.get(f"/orders/{order.code}")
    assert shown.status_code == 200
    assert order.shown_code in shown.text
    assert "259,80" in shown.text
    assert (order.email, order.lines[0].pieces) == ("ana@example.org", 2)
    assert session.scalars(select(Job.name).where(Job.name == "marketplace.orders.letters:write")).all()


def test_a_double_click_the_back_button_and_a_second_tab_reserve_once(client, session, here):
    form, other_tab = form_of(client, here.offer), form_of(client, here.offer)

    answers = [sent(client, here.offer, typed) for typed in (form, form, other_tab)]

    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert len({answer.location for answer in answers}) == 1
    assert session.scalar(select(func.count()).select_from(Order)) == 1
    reserved(client, session, here.offer)
    assert session.scalar(select(func.count()).select_from(Order)) == 2


def test_what_is_gone_leads_to_another_shop_that_has_it(client, session, here):
    form = form_of(client, here.offer, pieces="4")
    other = session.scalars(select(Offer).where(Offer.id != here.offer.id)).one()
    here.offer.on_hand, other.counted_at = 3, utc_now()

    answers = [sent(client, here.offer, form), sent(client, here.offer, {**form, "pieces": "6"})]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert [f"/offers/{other.id}/reservations/new" in answer.text for answer in answers] == [True, False]
    assert session.scalar(select(func.count()).select_from(Order)) == 0


def test_nothing_left_is_said_before_she_types_anything(client, session, here):
    here.offer.on_hand = 0

    answer = client.get(f"/offers/{here.offer.id}/reservations/new")

    assert answer.status_code == 409
    assert "gerade nicht mehr" in answer.text


def test_a_price_that_changed_shows_the_page_again_with_the_new_one(client, session, here):
    form = form_of(client, here.offer)
    here.offer.price_cents = 13_990

    answer = sent(client, here.offer, form)

    assert answer.status_code == 409
    assert "hat sich eben geändert" in answer.text
    assert hidden(answer.text, "seen") == "13990"
    assert session.scalar(select(func.count()).select_from(Order)) == 0
    assert sent(client, here.offer, {**form, "seen": "13990"}).status_code == 303


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"pieces": "0"}, "mindestens 1"),
        ({"pieces": "viele"}, "viele"),
        ({"name": ""}, "Namen"),
        ({"email": "ana"}, "keine E-Mail-Adresse"),
        ({"phone": "ruf mich an"}, "Ziffern"),
    ],
)
def test_what_cannot_be_read_is_said_and_reserves_nothing(client, session, here, wrong, sentence):
    answer = sent(client, here.offer, form_of(client, here.offer, **wrong))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.scalar(select(func.count()).select_from(Order)) == 0


def test_only_she_opens_her_order(app, client, session, here):
    client.sign_in(here.shopper)
    order = reserved(client, session, here.offer)
    elsewhere = app.test_client()

    assert client.get(f"/orders/{order.code}").status_code == 200
    assert elsewhere.get(f"/orders/{order.code}").status_code == 404
    for person in (here.other, here.owner, here.editor, here.operator):
        elsewhere.sign_in(person)
        for path in ("", "/cancellation", "/extension"):
            answer = elsewhere.post(f"/orders/{order.code}{path}") if path else elsewhere.get(f"/orders/{order.code}")
            assert answer.status_code == 404
        assert order.shown_code not in elsewhere.get("/orders").text
    elsewhere.sign_in(here.shopper)
    assert elsewhere.get(f"/orders/{order.code}").status_code == 200
    assert order.shown_code in elsewhere.get("/orders").text


def test_a_guest_opens_hers_by_the_signed_link_only(app, client, session, here):
    order = reserved(client, session, here.offer)
    link = letters.shoppers_link(order).removeprefix(app.config["SERVER_URL"])
    other = links.signed("order", "ANOTHER2")
    elsewhere = app.test_client()

    for key in (other, links.signed("answer", order.code), link.partition("key=")[2][:-2] + "xx"):
        assert elsewhere.get(f"/orders/{order.code}?key={key}").status_code == 404
    opened = elsewhere.get(link)
    assert opened.status_code == 303
    assert "key" not in opened.location
    assert elsewhere.get(opened.location).status_code == 200


def test_a_tap_cancels_and_the_goods_are_free_again(client, session, here):
    order = reserved(client, session, here.offer)

    assert client.post(f"/orders/{order.code}/cancellation").status_code == 303
    assert client.post(f"/orders/{order.code}/cancellation").status_code == 409

    session.expire_all()
    assert (order.state, here.offer.held) == ("cancelled", 0)


def test_the_code_is_shown_once_the_shop_has_said_yes(client, session, here):
    order = reserved(client, session, here.offer)
    code = pin(order)
    assert code[:3] + " " + code[3:] not in client.get(f"/orders/{order.code}").text

    answering.accept(session, order, True, None, utc_now())

    page = client.get(f"/orders/{order.code}").text
    assert code[:3] + " " + code[3:] in page
    assert "Im Laden zu zahlen: 259,80" in page
    assert client.post(f"/orders/{order.code}/extension").status_code == 303
    assert "Ich komme später" not in client.get(f"/orders/{order.code}").text


@pytest.mark.parametrize("state", states.STATES)
def test_every_state_has_a_page_in_both_languages(client, session, here, state):
    order = reserved(client, session, here.offer)
    order.state, order.keep_until = state, utc_now()

    for path in (f"/orders/{order.code}", f"/en/orders/{order.code}", "/orders", "/en/orders"):
        assert client.get(path).status_code == 200


def test_the_letters_of_a_reservation_reach_shopper_and_shop(client, session, here):
    order = reserved(client, session, here.offer)

    letters.write(session, utc_now(), order.id, "place", "placed")

    mails = {mail.recipient: mail for mail in session.scalars(select(Mail))}
    assert set(mails) == {"ana@example.org", "laden@example.org"}
    assert f"/orders/{order.code}?key=" in mails["ana@example.org"].text
    assert "/answers/" in mails["laden@example.org"].text
    assert "259,80" in mails["laden@example.org"].text
    assert order.email not in mails["laden@example.org"].text


def test_a_letter_about_what_has_moved_on_is_not_written(client, session, here):
    order = reserved(client, session, here.offer)
    answering.accept(session, order, True, None, utc_now())

    letters.write(session, utc_now(), order.id, "place", "placed")
    letters.write(session, utc_now(), order.id, "accept", "accepted")
    letters.write(session, utc_now(), order.id, "make_ready", "ready")

    assert ["Liegt bereit" in subject for subject in session.scalars(select(Mail.subject))] == [True]
