from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts import passwords, throttling
from marketplace.accounts.models import Throttle
from marketplace.errors import TooMany
from tests import make
from tests.make import NOON

ANA = throttling.by_address("sign-in", "ana@example.org", free=5)
OFFICE = throttling.by_network("sign-in", "192.0.2.0/24", free=8)
PASSWORD = "drei Regale voll"
HASH = passwords.hashed(PASSWORD)


def fail(session, brakes, times, now=NOON):
    for _ in range(times):
        throttling.take_try(session, brakes, now)


def minutes_to_wait(session, brakes, now):
    with pytest.raises(TooMany) as refusal:
        throttling.take_try(session, brakes, now)
    return refusal.value.values["minutes"]


def test_the_first_tries_are_free_and_the_next_one_waits(session):
    fail(session, [ANA], 5)

    assert minutes_to_wait(session, [ANA], NOON) == 1


def test_the_wait_doubles_with_each_failure_and_has_an_end(session):
    fail(session, [ANA], 5)
    now, waits = NOON, []
    for _ in range(7):
        waits.append(minutes_to_wait(session, [ANA], now))
        now += timedelta(minutes=waits[-1])
        fail(session, [ANA], 1, now)

    assert waits == [1, 2, 4, 8, 15, 15, 15]


def test_asking_while_waiting_does_not_prolong_the_wait(session):
    fail(session, [ANA], 5)
    for _ in range(20):
        minutes_to_wait(session, [ANA], NOON)

    fail(session, [ANA], 1, NOON + timedelta(minutes=1))


def test_a_network_is_braked_whatever_address_it_tries(session):
    for number in range(8):
        fail(session, [throttling.by_address("sign-in", f"a{number}@example.org"), OFFICE], 1)

    assert minutes_to_wait(session, [throttling.by_address("sign-in", "a9@example.org"), OFFICE], NOON) == 1


def test_a_success_clears_the_address_but_only_one_try_of_the_network(session):
    fail(session, [ANA, OFFICE], 4)

    throttling.forgive(session, [ANA, OFFICE], NOON)

    failures = dict(session.execute(select(Throttle.key, Throttle.failures)).all())
    assert (failures[ANA.key], failures[OFFICE.key]) == (0, 3)


def test_failures_are_forgotten_after_a_day(session):
    fail(session, [ANA], 5)

    fail(session, [OFFICE], 1, NOON + timedelta(days=1, minutes=1))

    assert session.get(Throttle, ANA.key) is None


def test_neither_addresses_nor_networks_are_kept_as_they_are(session):
    fail(session, [ANA, OFFICE], 1)

    keys = " ".join(session.scalars(select(Throttle.key)))
    assert "ana" not in keys
    assert "192" not in keys


def guess(client, email, times, **values):
    return [
        client.post("/sign-in", data={"email": email, "password": "falsch geraten"}, **values).status_code
        for _ in range(times)
    ][-1]


def test_guessing_ends_in_a_page_that_says_how_long_to_wait(client):
    guess(client, "niemand@example.org", 5)

    answer = client.post("/sign-in", data={"email": "niemand@example.org", "password": "noch einer"})

    assert answer.status_code == 429
    assert "in etwa 1 Min." in answer.text
    assert 0 < int(answer.headers["Retry-After"]) <= 60


def test_whoever_guesses_elsewhere_cannot_lock_the_owner_out(app, client, session):
    ana = make.user(session, "Ana", password_hash=HASH)
    right = {"email": ana.email, "password": PASSWORD}
    client.post("/sign-in", data=right)
    client.post("/sign-out")
    assert guess(app.test_client(), right["email"], 6) == 429

    assert app.test_client().post("/sign-in", data=right).status_code == 429
    assert client.post("/sign-in", data=right).status_code == 303


def test_a_known_browser_is_known_only_to_who_signed_in_there(client, session):
    ana, ben = (make.user(session, name, password_hash=HASH) for name in ("Ana", "Ben"))
    emails = ana.email, ben.email
    client.post("/sign-in", data={"email": emails[0], "password": PASSWORD})
    client.post("/sign-out")

    assert guess(client, emails[1], 6) == 429
    assert guess(client, emails[0], 6) == 422


def test_a_forged_cookie_makes_no_browser_known(client, session):
    client.set_cookie("signed_in_before", "WyJ4IixbImFiYyJdXQ.aaaaaa.bbbbbbbb")

    assert guess(client, "ana@example.org", 6) == 429
