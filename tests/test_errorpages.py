"""Every no is a whole page, in both languages, with a way on."""

from collections.abc import Iterator

import pytest
from flask import Flask, abort, request
from sqlalchemy import text

from marketplace import create_app
from marketplace.db import db
from marketplace.errorpages import headings, sentences
from marketplace.errors import Forbidden, Invalid, NotFound, Refused, TooMany
from tests.checked_client import CheckedClient
from tests.conftest import FOR_TESTS

REFUSALS = {
    "nothing": NotFound("link_expired"),
    "yours": Forbidden("not_yours"),
    "conflict": Refused("last_owner"),
    "typed": Invalid("price_unreadable", value="zwölf"),
    "often": TooMany("too_many_tries", minutes=3, retry_after_s=180),
}


def fail(status: int) -> str:
    if status == 500:
        raise ZeroDivisionError
    abort(status)


def refuse(name: str) -> str:
    raise REFUSALS[name]


def break_the_database() -> str:
    db.session.execute(text("SELECT * FROM no_such_table"))
    return "never"


@pytest.fixture(scope="module")
def failing(tmp_path_factory) -> Flask:
    """The application with pages that fail in every way."""
    folder = tmp_path_factory.mktemp("failing")
    return with_failing_pages({**FOR_TESTS, "VAR_DIR": folder, "DATABASE_URL": "", "WTF_CSRF_ENABLED": True})


def with_failing_pages(settings: dict[str, object]) -> Flask:
    app = create_app({**settings, "PROPAGATE_EXCEPTIONS": False})
    app.test_client_class = CheckedClient
    app.add_url_rule("/a/page/that/fails/<int:status>", view_func=fail)
    app.add_url_rule("/a/page/that/refuses/<name>", view_func=refuse)
    app.add_url_rule("/a/page/that/breaks/all", view_func=break_the_database)
    app.add_url_rule("/a/page/that/reads/all", view_func=lambda: request.get_data(), methods=["PUT"])
    return app


@pytest.fixture
def visitor(failing) -> Iterator[CheckedClient]:
    with failing.app_context():
        yield failing.test_client()


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 422, 429, 500])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_a_status_has_a_page_with_a_way_on(failing, visitor, status, prefix):
    answer = visitor.get(f"{prefix}/a/page/that/fails/{status}")

    assert answer.status_code == status
    assert f'<html lang="{prefix.strip("/") or "de"}"' in answer.text
    assert f'href="{prefix}/"' in answer.text
    with failing.test_request_context(prefix + "/", environ_base={"stadtregal.language": prefix.strip("/") or "de"}):
        assert headings()[status] in answer.text
        assert sentences()[status] in answer.text


@pytest.mark.parametrize(
    ("name", "status", "words"),
    [
        ("nothing", 404, "Dieser Link gilt nicht mehr."),
        ("yours", 403, "Das gehört zu einem anderen Konto."),
        ("conflict", 409, "mindestens eine Inhaberin"),
        ("often", 429, "in etwa 3 Min."),
    ],
)
def test_a_refusal_says_its_reason(visitor, name, status, words):
    answer = visitor.get(f"/a/page/that/refuses/{name}")

    assert answer.status_code == status
    assert words in answer.text


def test_who_asks_too_often_is_told_when_to_come_back(visitor):
    assert visitor.get("/a/page/that/refuses/often").headers["Retry-After"] == "180"


def test_a_guest_who_may_not_can_sign_in_and_come_back(visitor):
    answer = visitor.get("/a/page/that/refuses/yours")

    assert "/sign-in?next=/a/page/that/refuses/yours" in answer.text


def test_a_method_that_is_not_meant_says_which_are(visitor):
    answer = visitor.put("/sign-in")

    assert answer.status_code in (403, 405)
    assert "h1" in answer.text


def test_a_page_that_takes_no_input_names_the_methods_it_knows(visitor):
    answer = visitor.open("/a/page/that/reads/all", method="GET")

    assert answer.status_code == 405
    assert "PUT" in answer.headers["Allow"]


def test_a_form_from_elsewhere_is_asked_for_again(visitor):
    answer = visitor.post("/sign-in", data={"email": "ana@example.org"})

    assert answer.status_code == 403
    assert "Bitte noch einmal senden" in answer.text
    assert f"<code>{answer.headers['X-Request-Id']}</code>" in answer.text
    assert answer.headers["X-Request-Id"]


def test_a_file_that_is_too_large_is_refused_before_it_is_read(visitor):
    too_long = {"CONTENT_LENGTH": "999999999", "CONTENT_TYPE": "multipart/form-data; boundary=x"}

    answer = visitor.post(
        "/sign-in", environ_overrides=too_long, headers={"Referer": "http://localhost/sign-in?next=/mg"}
    )

    assert answer.status_code == 413
    assert "Die Datei ist zu groß" in answer.text
    assert "Mehr als 20 MB" in answer.text
    assert 'href="/sign-in?next=/mg"' in answer.text


def test_a_fault_names_a_number_that_stands_in_the_log(visitor, caplog):
    answer = visitor.get("/a/page/that/fails/500")

    number = answer.headers["X-Request-Id"]
    assert number in answer.text
    assert number in caplog.text
    assert "ZeroDivisionError" in caplog.text
    assert "ZeroDivisionError" not in answer.text


def test_after_a_fault_of_the_database_the_page_still_asks_it_who_is_there(database_url, tmp_path):
    app = with_failing_pages({**FOR_TESTS, "VAR_DIR": tmp_path, "DATABASE_URL": database_url})
    visitor = app.test_client()
    visitor.set_cookie("sign_in", "a token that must be looked up")

    answer = visitor.get("/a/page/that/breaks/all")

    assert answer.status_code == 500
    assert "Bei uns ist etwas umgefallen" in answer.text
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("refusal", [Refused, NotFound, Forbidden, Invalid, TooMany])
def test_a_refusal_has_the_status_of_a_no(refusal):
    assert refusal.status in headings()
