"""The mail's link: it opens without signing in, changes nothing by being opened, and is dead once answered."""

import pytest

from marketplace.accounts import links
from marketplace.db import utc_now
from marketplace.orders import answering, letters
from tests.orders.placing import placed


@pytest.fixture
def order(session, here):
    return placed(session, here.offer, now=utc_now())


@pytest.fixture
def path(app, session, order):
    return letters.answer_link(order).removeprefix(app.config["SERVER_URL"])


@pytest.mark.parametrize(("answer", "state"), [({"answer": "ready"}, "ready"), ({"answer": "accept"}, "accepted")])
def test_one_button_says_yes(client, session, order, path, answer, state):
    assert "Haben Sie das noch?" in client.get(path).text

    said = client.post(path, data=answer)

    session.expire_all()
    assert (said.status_code, order.state) == (200, state)
    assert "beantwortet" in said.text


def test_a_no_has_a_reason(client, session, order, path):
    client.post(path, data={"answer": "refuse", "reason": "damaged", "why": "Ein Riss im Leder."})

    session.expire_all()
    assert (order.state, order.latest.reason, order.latest.why) == ("refused", "damaged", "Ein Riss im Leder.")


def test_opening_the_link_changes_nothing(client, session, order, path):
    for _ in range(3):
        assert client.get(path).status_code == 200

    session.expire_all()
    assert order.state == "placed"


@pytest.mark.parametrize("form", [{}, {"answer": "perhaps"}, {"answer": "refuse", "reason": "mood"}])
def test_what_is_no_answer_changes_nothing(client, session, order, path, form):
    assert client.post(path, data=form).status_code == 422

    session.expire_all()
    assert order.state == "placed"


def test_the_link_is_dead_once_answered(client, session, order, path):
    answering.cancel(session, order, None, utc_now())

    page, late = client.get(path), client.post(path, data={"answer": "ready"})

    session.expire_all()
    assert "Haben Sie das noch?" not in page.text
    assert (late.status_code, order.state) == (409, "cancelled")


def test_the_link_is_bound_to_order_and_purpose(client, session, order, path):
    wrong = [path[:-3] + "abc", f"/answers/{links.signed('order', order.code)}", f"/answers/{order.code}"]

    assert [client.get(each).status_code for each in wrong] == [404, 404, 404]
    assert client.post(f"/answers/{links.signed('order', order.code)}", data={"answer": "ready"}).status_code == 404
