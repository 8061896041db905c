import pytest

from marketplace.accounts import browser, passwords
from tests import make

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"
TABLET = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


@pytest.mark.parametrize(
    ("agent", "name"),
    [(FIREFOX, "Firefox, Linux"), (PHONE, "Safari, iPhone"), (TABLET, "Chrome, Android"), ("curl/8", ""), ("", "")],
)
def test_a_browser_is_named_in_two_words(app, agent, name):
    with app.test_request_context(headers={"User-Agent": agent}):
        assert browser.name() == name


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff::9", "2001:db8:1:200::/56"),
        ("::ffff:192.0.2.77", "192.0.2.0/24"),
        ("", "unknown"),
    ],
)
def test_a_network_is_wider_than_an_address(app, address, network):
    with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
        assert browser.network() == network


DEMO = {"email": "ana@example.org", "password": "drei Regale voll"}


@pytest.mark.parametrize(
    ("address", "headers", "demo", "status"),
    [
        ("127.0.0.1", {}, False, 303),
        ("::1", {}, False, 303),
        ("192.0.2.77", {}, False, 403),
        ("127.0.0.1", {"X-Forwarded-For": "192.0.2.77"}, False, 403),
        ("192.0.2.77", {}, True, 303),
    ],
)
def test_demo_accounts_work_here_or_where_it_is_a_demo(app, client, session, address, headers, demo, status):
    make.user(session, "Ana", email=DEMO["email"], is_demo=True, password_hash=passwords.hashed(DEMO["password"]))
    app.config["DEMO"] = demo

    answer = client.post("/sign-in", data=DEMO, headers=headers, environ_base={"REMOTE_ADDR": address})

    assert answer.status_code == status


def test_from_elsewhere_a_wrong_demo_password_tells_nothing(client, session):
    make.user(session, "Ana", email=DEMO["email"], is_demo=True)

    answer = client.post("/sign-in", data=DEMO, environ_base={"REMOTE_ADDR": "192.0.2.77"})

    assert answer.status_code == 422
    assert "Demo-Konten" not in answer.text
