"""Steht es wirklich im Regal? Asked with one tap, answered by mail link or at the desk, and everybody is served."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import links
from marketplace.db import utc_now
from marketplace.errors import NotFound, Refused
from marketplace.inventory.confidence import confidence
from marketplace.inventory.models import Count
from marketplace.jobs import Job
from marketplace.mail import Mail
from marketplace.orders.asking import letters, questions
from marketplace.orders.asking.models import ShelfAsker, ShelfQuestion
from tests import make
from tests.orders.placing import open_store

NOON = make.NOON
LONG_AGO = NOON - timedelta(days=20)


@pytest.fixture
def offer(session):
    """Nobody has counted it for three rhythms."""
    return make.offer(session, store=open_store(session, name="Café Linde"), on_hand=4, counted_at=LONG_AGO)


def written(session) -> dict[str, str]:
    return {mail.recipient: mail.subject for mail in session.scalars(select(Mail))}


def test_the_answer_is_a_count_that_serves_everybody(session, offer):
    question = questions.ask(session, offer.id, NOON)
    assert confidence(offer.counted_at, offer.store.rhythm_s, NOON) == "unknown"

    questions.answer(session, question, 2, None, NOON + timedelta(hours=1))

    session.flush()
    session.refresh(offer)
    newest = session.scalars(select(Count).order_by(Count.id.desc())).first()
    assert (offer.on_hand, offer.source, newest.source) == (2, "hand", "hand")
    assert confidence(offer.counted_at, offer.store.rhythm_s, NOON + timedelta(hours=1)) == "fresh"
    with pytest.raises(Refused, match="counted_just_now"):
        questions.ask(session, offer.id, NOON + timedelta(hours=2))


def test_the_shop_is_asked_once_however_many_want_to_know(session, offer):
    first, second = questions.ask(session, offer.id, NOON), questions.ask(session, offer.id, NOON)
    for email in ("ana@example.org", "ben@example.org", "ana@example.org"):
        questions.want_answer(session, first, email, "de", None, NOON)

    questions.answer(session, first, 0, None, NOON)
    letters.tell_askers(session, NOON, first.id)

    assert first is second
    assert len(session.scalars(select(Job).where(Job.name == questions.ASK_SHOP)).all()) == 1
    assert sorted(written(session)) == ["ana@example.org", "ben@example.org"]
    assert set(written(session).values()) == {f"Leider nicht mehr da: {offer.title}"}


def test_the_shop_is_written_to_with_a_link_that_needs_no_sign_in_unless_it_has_answered(session, offer):
    question = questions.ask(session, offer.id, NOON)
    letters.ask_shop(session, NOON, question.id)
    questions.answer(session, question, 1, None, NOON)
    letters.ask_shop(session, NOON, question.id)

    found = session.scalars(select(Mail)).all()
    assert [mail.recipient for mail in found] == ["laden@example.org"]
    assert "/shelf-answers/" in found[0].text


def test_a_question_without_an_answer_ends_politely_and_is_not_repeated_the_same_day(session, offer):
    question = questions.ask(session, offer.id, NOON)
    questions.want_answer(session, question, "ana@example.org", "en", None, NOON)

    questions.close(session, question.answer_by - timedelta(minutes=1), question.id)
    assert question.is_open
    questions.close(session, question.answer_by, question.id)
    letters.tell_askers(session, question.answer_by, question.id)

    session.refresh(question)
    assert (question.is_open, question.pieces) == (False, None)
    assert written(session) == {"ana@example.org": f"No answer: {offer.title}"}
    with pytest.raises(Refused, match="asked_lately"):
        questions.ask(session, offer.id, question.answer_by + timedelta(hours=23))
    assert questions.ask(session, offer.id, question.answer_by + timedelta(hours=24)) is not question


def test_of_answer_and_clock_only_the_first_ends_it(session, offer):
    question = questions.ask(session, offer.id, NOON)
    questions.answer(session, question, 3, None, NOON)

    with pytest.raises(Refused, match="question_ended"):
        questions.answer(session, question, 0, None, NOON)
    questions.close(session, question.answer_by, question.id)

    session.refresh(question)
    assert (question.pieces, question.ended_at) == (3, NOON)
    with pytest.raises(Refused, match="question_ended"):
        questions.want_answer(session, question, "ana@example.org", "de", None, NOON)


def test_a_shop_is_not_asked_what_it_cannot_or_will_not_answer(session, offer):
    service = make.service(session, store=offer.store)
    silent = make.offer(session, counted_at=LONG_AGO)

    for offer_id, code in ((service.id, "service_has_no_stock"), (silent.id, "takes_no_questions")):
        with pytest.raises(Refused, match=code):
            questions.ask(session, offer_id, NOON)
    offer.ended_at = NOON
    session.flush()
    with pytest.raises(NotFound, match="offer_gone"):
        questions.ask(session, offer.id, NOON)


def test_only_so_many_questions_wait_for_one_shop(session, offer, monkeypatch):
    monkeypatch.setattr(questions, "MOST_OPEN", 1)
    other = make.offer(session, store=offer.store, counted_at=LONG_AGO)
    questions.ask(session, offer.id, NOON)

    with pytest.raises(Refused, match="too_many_questions"):
        questions.ask(session, other.id, NOON)


@pytest.fixture
def old(session, here):
    """The shop of the desks has not counted for three weeks."""
    here.offer.counted_at = utc_now() - timedelta(days=21)
    session.commit()
    return here


def asked(session) -> ShelfQuestion:
    return session.scalars(select(ShelfQuestion)).one()


def test_one_tap_asks_and_a_guest_comes_back_to_the_answer(client, session, old):
    page = client.get(f"/{old.city.slug}/products/{old.offer.product.group.code}").text
    assert f'action="/offers/{old.offer.id}/questions"' in page

    leads_to = client.post(f"/offers/{old.offer.id}/questions").headers["Location"]
    assert "sieht nach und antwortet bis" in client.get(leads_to).text
    assert client.post(f"{leads_to}/askers", data={"email": "keine"}).status_code == 422
    client.post(f"{leads_to}/askers", data={"email": "Gast@example.org"})

    assert [asker.email for asker in asked(session).askers] == ["gast@example.org"]
    questions.answer(session, asked(session), 2, None, utc_now())
    session.commit()
    assert "Ja, 2 Stück" in client.get(leads_to).text
    assert client.post(f"{leads_to}/askers", data={"email": "spaet@example.org"}).status_code == 409


def test_who_is_signed_in_is_written_to_without_asking_for_her_address(client, session, old):
    client.sign_in(old.shopper)

    leads_to = client.post(f"/offers/{old.offer.id}/questions").headers["Location"]

    assert session.scalars(select(ShelfAsker.user_id)).one() == old.shopper.id
    assert "Wir schreiben Ihnen" in client.get(leads_to).text


def test_another_site_cannot_ask_in_her_name(client, session, old):
    answer = client.post(f"/offers/{old.offer.id}/questions", headers={"Sec-Fetch-Site": "cross-site"})

    assert answer.status_code == 403
    assert session.scalars(select(ShelfQuestion)).all() == []


def test_asking_too_often_ends_in_a_wait(client, old, monkeypatch):
    monkeypatch.setattr("marketplace.orders.asking.views.FREE_QUESTIONS", 1)
    address = f"/offers/{old.offer.id}/questions"

    assert [client.post(address).status_code for _ in range(2)] == [303, 429]


def test_the_mails_link_answers_once_and_opening_it_changes_nothing(app, client, session, old):
    question = questions.ask(session, old.offer.id, utc_now())
    session.commit()
    path = letters.answer_link(question).removeprefix(app.config["SERVER_URL"])

    assert "Jemand möchte dafür zu Ihnen kommen" in client.get(path).text
    assert client.post(path, data={"pieces": "viele"}).status_code == 422
    assert question.is_open
    said = client.post(path, data={"pieces": "7"})

    session.expire_all()
    assert (question.pieces, old.offer.on_hand) == (7, 7)
    assert "Ihre Antwort: 7 Stück" in said.text
    assert client.post(path, data={"pieces": "0"}).status_code == 409
    assert client.get(f"/shelf-answers/{links.signed('answer', question.code)}").status_code == 404


def test_the_desk_answers_with_a_number_or_none(client, session, old):
    question = questions.ask(session, old.offer.id, utc_now())
    session.commit()
    client.sign_in(old.staff)
    address = f"{old.shop}/questions/{question.code}/answer"
    assert address in client.get(f"{old.shop}/orders").text
    assert client.get(f"{old.shop}/orders/bell").json["waiting"] == 1

    client.post(address, data={"pieces": ""})
    session.expire_all()
    assert question.is_open
    client.post(address, data={"pieces": "0"})

    session.expire_all()
    assert (question.pieces, old.offer.on_hand) == (0, 0)
    assert address not in client.get(f"{old.shop}/orders").text


def test_another_shop_cannot_answer(client, session, old):
    question = questions.ask(session, old.offer.id, utc_now())
    theirs = session.get(type(old.store), old.store.id + 1).store_code
    session.commit()
    client.sign_in(old.other)

    answers = [
        client.post(f"/shop/{code}/questions/{question.code}/answer", data={"pieces": "1"})
        for code in (theirs, old.store.store_code)
    ]

    assert [answer.status_code for answer in answers] == [404, 403]


def test_a_fresh_count_is_not_questioned(client, session, here):
    page = client.get(f"/{here.city.slug}/products/{here.offer.product.group.code}").text

    assert "Steht es wirklich im Regal?" not in page
    assert client.post(f"/offers/{here.offer.id}/questions").status_code == 409
