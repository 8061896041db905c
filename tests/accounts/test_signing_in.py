import re

import pytest
from sqlalchemy import select

from marketplace.accounts import passwords
from marketplace.accounts.models import SignIn, User
from tests import make

PASSWORD = "drei Regale voll"


@pytest.fixture
def ana(session):
    return make.user(session, "Ana", email="ana@example.org", password_hash=passwords.hashed(PASSWORD))


def enter(client, email="ana@example.org", password=PASSWORD, **values):
    return client.post("/sign-in", data={"email": email, "password": password, **values})


def test_the_right_password_signs_in(client, session, ana):
    answer = enter(client)

    assert answer.status_code == 303
    assert answer.location == "/"
    assert client.get("/sign-in").location == "/"
    assert [row.user_id for row in session.scalars(select(SignIn))] == [ana.id]


def test_the_cookie_holds_a_secret_that_the_table_does_not(client, session, ana):
    enter(client)

    token = client.get_cookie("sign_in")
    kept = session.scalar(select(SignIn.token_hash))
    assert token.http_only
    assert token.same_site == "Lax"
    assert token.value not in kept
    assert len(token.value) > 40


def test_every_sign_in_has_a_new_token(client, session, ana):
    enter(client)
    first = client.get_cookie("sign_in").value
    enter(client)

    assert client.get_cookie("sign_in").value != first
    assert len(list(session.scalars(select(SignIn)))) == 1


@pytest.mark.parametrize(("email", "password"), [("ana@example.org", "falsch"), ("niemand@example.org", PASSWORD)])
def test_wrong_and_unknown_look_the_same(client, ana, email, password):
    answer = enter(client, email, password)

    assert answer.status_code == 422
    assert "E-Mail oder Passwort stimmen nicht" in answer.text
    assert client.get_cookie("sign_in") is None
    assert password not in answer.text


def test_the_address_may_be_typed_in_any_case(client, ana):
    assert enter(client, " Ana@Example.ORG ").status_code == 303


@pytest.mark.parametrize("email", ["", "ana", "ana@", "@example.org", "ana@example", "a b@example.org", "a@b@c.de"])
def test_what_is_no_address_is_said_to_be_none(client, email):
    answer = enter(client, email)

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_a_form_from_another_site_is_not_taken(app, client, ana):
    app.config["WTF_CSRF_ENABLED"] = True
    token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text).group(1)

    assert enter(client).status_code == 403
    assert enter(client, csrf_token=token).status_code == 303


def test_a_token_planted_before_signing_in_is_replaced(client, session, ana):
    client.set_cookie("sign_in", "planted")

    enter(client)

    assert client.get_cookie("sign_in").value != "planted"


def test_signing_out_ends_the_session_on_the_server(client, session, ana):
    client.sign_in(ana)
    token = client.get_cookie("sign_in").value

    answer = client.post("/sign-out")

    assert answer.status_code == 303
    assert client.get_cookie("sign_in") is None
    assert list(session.scalars(select(SignIn))) == []
    client.set_cookie("sign_in", token)
    assert "Anmelden" in client.get("/sign-in").text


@pytest.mark.parametrize("wanted", ["/shop/x?page=2", "/en/account"])
def test_the_page_that_wanted_an_account_comes_next(client, ana, wanted):
    page = client.get("/sign-in", query_string={"next": wanted}).text

    assert f'value="{wanted}"' in page
    assert enter(client, next=wanted).location == wanted


@pytest.mark.parametrize(
    "wanted", ["https://example.org/", "//example.org", "/\\example.org", "javascript:alert(1)", "/\t/example.org", "x"]
)
def test_no_link_sends_anybody_elsewhere(client, ana, wanted):
    assert enter(client, next=wanted).location == "/"


def test_a_shopper_goes_back_to_where_she_searched(client, ana):
    page = client.get("/sign-in", headers={"Referer": "http://localhost/mg/search?q=tee"}).text
    back = re.search(r'name="back"[^>]*value="([^"]*)"', page).group(1)

    assert back == "/mg/search?q=tee"
    assert enter(client, back=back).location == back


def test_a_foreign_page_is_not_gone_back_to(client):
    page = client.get("/sign-in", headers={"Referer": "http://example.org/mg/search?q=tee"}).text

    assert "/mg/search" not in page


def test_each_role_lands_at_its_desk(client, session):
    city = make.city(session, slug="mg")
    shop = make.store(session, store_code="cafe-linde", city=city)
    desks = {"/shop/cafe-linde": ("staff", {"retailer_id": shop.retailer_id})}
    desks |= {"/edit/mg/stores": ("editor", {"city_id": city.id}), "/operator": ("operator", {})}

    for number, (path, (kind, place)) in enumerate(desks.items()):
        user = make.user(session, "Clara", email=f"c{number}@example.org", password_hash=passwords.hashed(PASSWORD))
        make.role(session, user, kind, **place)

        assert enter(client, user.email).location == path


def test_signing_up_makes_an_account_that_works_at_once(client, session):
    form = {"name": " Ben ", "email": "Ben@example.org", "password": PASSWORD}
    answer = client.post("/en/sign-up", data=form)

    user = session.scalar(select(User))
    assert (answer.status_code, user.name, user.email, user.language) == (303, "Ben", "ben@example.org", "en")
    assert user.password_hash.startswith("$argon2id$")
    assert client.get("/sign-in").status_code == 303


def test_an_address_has_one_account(client, session, ana):
    answer = client.post("/sign-up", data={"name": "Eva", "email": ana.email, "password": PASSWORD})

    assert answer.status_code == 409
    assert "gibt es schon ein Konto" in answer.text
    assert 'value="Eva"' in answer.text


def test_a_short_password_is_refused_with_its_least_length(client, session):
    answer = client.post("/sign-up", data={"name": "Ben", "email": "ben@example.org", "password": "zu kurz"})

    assert answer.status_code == 422
    assert "mindestens 10 Zeichen" in answer.text
    assert session.scalar(select(User)) is None
