import threading

import pytest

from marketplace import create_app, security
from marketplace.security import kept_key, tiles_origin
from tests.conftest import FOR_TESTS


def policy(answer) -> dict[str, str]:
    parts = answer.headers["Content-Security-Policy"].split(";")
    return dict(part.strip().partition(" ")[::2] for part in parts)


@pytest.fixture
def visitor(bare_app):
    return bare_app.test_client()


def test_a_page_may_load_from_us_alone(visitor):
    answer = visitor.get("/a/page/that/is/not/there")

    allowed = policy(answer)
    assert allowed["default-src"] == "'self'"
    assert allowed["img-src"] == "'self' data: blob:"
    assert {allowed[name] for name in ("object-src", "base-uri", "frame-ancestors")} == {"'none'"}
    assert allowed["form-action"] == "'self'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_map_tiles_are_allowed_once_the_visitor_has_agreed(visitor):
    visitor.set_cookie("tiles", "1")

    assert policy(visitor.get("/a/b/c/d/e"))["img-src"] == "'self' data: blob: https://tile.openstreetmap.org"


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://tile.openstreetmap.org/{z}/{x}/{y}.png", "https://tile.openstreetmap.org"),
        ("https://{s}.tiles.example/{z}/{x}/{y}.png", "https://*.tiles.example"),
        ("http://localhost:8080/{z}/{x}/{y}.png", "http://localhost:8080"),
        ("", ""),
    ],
)
def test_tiles_come_from_one_origin(url, origin):
    assert tiles_origin(url) == origin


def test_an_answer_guards_the_visitor(visitor):
    headers = visitor.get("/a/b/c/d/e").headers

    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "geolocation=(self)" in headers["Permissions-Policy"]
    assert len(headers["X-Request-Id"]) == 8


@pytest.mark.parametrize("path", ["/%00", "/mg/search?q=tee%00", "/mg/stores/%00", "/mg/stores?trade=a&trade=%00"])
def test_an_address_that_holds_no_text_is_refused(client, path):
    answer = client.get(path)

    assert answer.status_code == 400
    assert "etwas, das wir nicht lesen können" in answer.text


def test_a_form_that_holds_no_text_is_refused(client):
    assert client.post("/sign-in", data={"email": "a\0b", "password": "x"}).status_code == 400


def test_the_api_names_the_parameter_that_holds_no_text(session, client):
    assert client.get("/api/v1/stores/%00").get_json()["errors"][0]["parameter"] == "code"


def test_a_form_needs_the_token_of_its_page(tmp_path):
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path, "DATABASE_URL": "", "WTF_CSRF_ENABLED": True})

    assert app.test_client().post("/sign-in", data={"email": "ana@example.org"}).status_code == 403


def test_the_secret_key_is_made_once_and_read_by_its_owner_only(tmp_path):
    folder = tmp_path / "var"

    first = kept_key(folder)

    assert kept_key(folder) == first
    assert len(first) >= 48
    assert (folder / "secret_key").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in folder.iterdir()] == ["secret_key"]


def test_processes_that_start_together_agree_on_one_key(tmp_path):
    keys: list[str] = []
    together = threading.Barrier(8)

    def start() -> None:
        together.wait()
        keys.append(kept_key(tmp_path / "var"))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(keys) == 8
    assert len(set(keys)) == 1


@pytest.mark.parametrize(("hops", "scheme"), [(0, "http"), (1, "https")])
def test_a_proxy_is_believed_only_where_one_is_named(tmp_path, hops, scheme):
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path, "DATABASE_URL": "", "TRUSTED_PROXIES": hops})
    seen: list[str] = []
    inner = app.full_dispatch_request
    app.full_dispatch_request = lambda *args: seen.append(security.request.scheme) or inner(*args)

    app.test_client().get("/a/b/c/d/e", headers={"X-Forwarded-Proto": "https"})

    assert seen == [scheme]
