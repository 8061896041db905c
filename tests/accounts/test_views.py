import pytest
from sqlalchemy import func, select

from marketplace.accounts import passwords, sessions
from marketplace.accounts.models import AuditEntry, Role, SignIn, User
from marketplace.db import utc_now
from tests import make

PASSWORD = "drei Regale voll"


@pytest.fixture
def ana(session, client):
    ana = make.user(session, "Ana", email="ana@example.org", password_hash=passwords.hashed(PASSWORD))
    client.sign_in(ana)
    return ana


@pytest.mark.parametrize(
    ("method", "path", "back"),
    [
        ("GET", "/account", "/account"),
        ("GET", "/en/account/close?x=1", "/en/account/close?x=1"),
        ("POST", "/account", ""),
        ("POST", "/account/password", ""),
        ("POST", "/account/close", ""),
        ("POST", "/account/sign-ins/1/end", ""),
    ],
)
def test_a_guest_signs_in_first_and_comes_back(client, method, path, back):
    answer = client.open(path, method=method)

    assert answer.status_code == 303
    assert answer.location.startswith("/en/sign-in" if "/en/" in path else "/sign-in")
    assert client.get(answer.location).text.count(f'name="next" type="hidden" value="{back}"') == 1


def test_name_and_language_are_changed(client, session, ana):
    answer = client.post("/account", data={"name": " Ana B. ", "language": "en"})

    assert answer.location == "/en/account"
    assert session.execute(select(User.name, User.language)).one() == ("Ana B.", "en")


@pytest.mark.parametrize(("name", "language"), [("", "de"), ("Ana", "fr"), ("x" * 81, "de")])
def test_what_cannot_be_saved_comes_back_as_typed(client, session, ana, name, language):
    answer = client.post("/account", data={"name": name, "language": language})

    assert answer.status_code == 422
    assert f'value="{name}"' in answer.text
    assert session.scalar(select(User.name)) == "Ana"


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client, session, ana):
    elsewhere = sessions.begin(session, ana, "Safari, iPhone", utc_now())

    client.post("/account/password", data={"current": PASSWORD, "new": "noch ein Regal"})

    assert passwords.is_right(session.scalar(select(User.password_hash)), "noch ein Regal")
    assert sessions.find(session, elsewhere, utc_now()) is None
    assert client.get("/account").status_code == 200


@pytest.mark.parametrize(("current", "new"), [("falsch", "noch ein Regal"), (PASSWORD, "kurz"), ("", "noch ein Regal")])
def test_a_password_is_not_changed_without_the_old_one_or_to_a_short_one(client, session, ana, current, new):
    before = ana.password_hash

    answer = client.post("/account/password", data={"current": current, "new": new})

    assert answer.status_code == 422
    assert session.scalar(select(User.password_hash)) == before


def test_guessing_the_old_password_ends_in_a_wait(client, ana):
    for _ in range(6):
        answer = client.post("/account/password", data={"current": "falsch", "new": "noch ein Regal"})

    assert "Zu viele Versuche" in answer.text


def test_sessions_are_listed_and_ended_one_by_one(client, session, ana):
    other = sessions.begin(session, ana, "Safari, iPhone", utc_now())
    session.flush()
    other_id = sessions.find(session, other, utc_now()).id
    page = client.get("/account").text
    assert "Safari, iPhone" in page
    assert page.count("dieses Gerät") == 1

    client.post(f"/account/sign-ins/{other_id}/end")

    assert sessions.find(session, other, utc_now()) is None
    assert "Safari, iPhone" not in client.get("/account").text


def test_all_other_sessions_end_at_once(client, session, ana):
    sessions.begin(session, ana, "Safari, iPhone", utc_now())

    client.post("/account/sign-ins/end")

    assert list(session.scalars(select(SignIn.browser))) == ["Testbrowser"]


def test_nobody_ends_the_session_of_another(client, session, ana):
    ben = make.user(session, "Ben")
    token = sessions.begin(session, ben, "Firefox, Linux", utc_now())
    session.flush()
    theirs = sessions.find(session, token, utc_now()).id

    assert "Firefox, Linux" not in client.get("/account").text
    assert client.post(f"/account/sign-ins/{theirs}/end").status_code == 404
    assert sessions.find(session, token, utc_now()) is not None


def test_the_account_leads_to_every_desk(client, session, ana):
    city = make.city(session, slug="mg")
    shop = make.store(session, store_code="cafe-linde", name="Café Linde", city=city)
    make.role(session, ana, "owner", retailer_id=shop.retailer_id)
    make.role(session, ana, "editor", city_id=city.id)
    make.role(session, ana, "operator")
    session.expire(ana)

    page = client.get("/account").text

    for part in ('href="/shop/cafe-linde"', "Mein Laden", "Café Linde", 'href="/edit/mg/stores"', 'href="/operator"'):
        assert part in page


def test_a_shopper_sees_no_desk(client, ana):
    assert "Mein Laden" not in client.get("/account").text


def test_closing_an_account_needs_its_password(client, session, ana):
    answer = client.post("/account/close", data={"password": "falsch"})

    assert answer.status_code == 422
    assert session.scalar(select(func.count(User.id))) == 1


def test_a_closed_account_is_gone_with_all_that_names_it(client, session, ana):
    make.role(session, ana, "operator")
    session.expire(ana)

    answer = client.post("/account/close", data={"password": PASSWORD})

    assert (answer.status_code, answer.location) == (303, "/")
    for table in (User, Role, SignIn):
        assert session.scalar(select(func.count(table.id))) == 0, table
    assert client.get_cookie("sign_in") is None
    assert [(entry.action, entry.user_id) for entry in session.scalars(select(AuditEntry))] == [
        ("account_closed", None)
    ]


def test_the_last_owner_hands_over_first(client, session, ana):
    retailer = make.retailer(session)
    make.role(session, ana, "owner", retailer_id=retailer.id)
    session.expire(ana)

    answer = client.post("/account/close", data={"password": PASSWORD})

    assert answer.status_code == 422
    assert "mindestens eine Inhaberin" in answer.text
    assert session.scalar(select(func.count(User.id))) == 1


def test_a_shared_demo_account_cannot_be_changed_or_closed(app, client, session, ana):
    app.config["DEMO"], ana.is_demo = True, True

    for path, form in {
        "/account/password": {"current": PASSWORD, "new": "noch ein Regal"},
        "/account/close": {"password": PASSWORD},
    }.items():
        assert "Demo-Konten bleiben" in client.post(path, data=form).text
    assert passwords.is_right(session.scalar(select(User.password_hash)), PASSWORD)
