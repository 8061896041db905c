"""What surrounds every answer: marks, other sites, limits, languages; and nothing of a person."""

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.inventory.models import Offer
from tests.checked_client import CheckedClient
from tests.make import NOON

SEARCH = "/api/v1/search?q=wanderschuh"


def test_the_same_answer_is_not_sent_twice(city: City, client: CheckedClient) -> None:
    first = client.get(SEARCH)

    again = client.get(SEARCH, headers={"If-None-Match": first.headers["ETag"]})
    other = client.get("/api/v1/search?q=wein", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
    assert other.status_code == 200
    assert first.headers["Cache-Control"] == "no-cache"


def test_a_sold_piece_changes_the_mark(session: Session, city: City, client: CheckedClient) -> None:
    first = client.get(SEARCH)
    for offer in session.scalars(select(Offer)):
        offer.on_hand = 1
    session.commit()

    answer = client.get(SEARCH, headers={"If-None-Match": first.headers["ETag"]})

    assert answer.status_code == 200
    assert answer.get_json()["products"][0]["offers"][0]["availability"] == "limited"


def test_pages_of_other_sites_may_read(city: City, client: CheckedClient) -> None:
    for address in (SEARCH, "/api/v1/search?limit=x", "/api/v1/nowhere", "/api/v1/openapi.json"):
        answer = client.get(address, headers={"Origin": "https://elsewhere.example"})

        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "ETag" in answer.headers["Access-Control-Expose-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_browser_asks_first_and_may(city: City, client: CheckedClient) -> None:
    asks = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}

    answer = client.options(SEARCH, headers=asks)

    assert answer.status_code == 200
    assert "GET" in answer.headers["Access-Control-Allow-Methods"]
    assert "If-None-Match" in answer.headers["Access-Control-Allow-Headers"]
    assert "RateLimit-Limit" not in answer.headers


def test_other_sites_may_not_read_our_pages(city: City, client: CheckedClient) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/mg").headers


def test_no_cookie_is_set_and_none_is_read(city: City, client: CheckedClient) -> None:
    client.set_cookie("sign_in", "a token")

    answer = client.get(SEARCH)

    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-cache"


def test_a_head_has_everything_but_the_answer(city: City, client: CheckedClient) -> None:
    answer = client.head(SEARCH)

    assert (answer.status_code, answer.data) == (200, b"")
    assert answer.headers["ETag"] == client.get(SEARCH).headers["ETag"]


@pytest.mark.parametrize(
    ("address", "accepted", "spoken"),
    [
        ("", "", "de"),
        ("", "en", "en"),
        ("", "fr, en;q=0.5", "en"),
        ("", "fr", "de"),
        ("/en", "", "en"),
        ("/en", "de", "de"),
    ],
)
def test_the_asker_chooses_the_language(
    city: City, client: CheckedClient, address: str, accepted: str, spoken: str
) -> None:
    answer = client.get(f"{address}{SEARCH}&in_stock=1", headers={"Accept-Language": accepted})

    texts = [one["text"] for one in answer.get_json()["understood"]]
    assert answer.headers["Content-Language"] == spoken
    assert "Accept-Language" in answer.headers["Vary"]
    assert {"de": "Auf Lager", "en": "In stock"}[spoken] in texts


def test_nothing_depends_on_cookies(city: City, client: CheckedClient) -> None:
    client.set_cookie("tiles", "1")

    answer = client.get(SEARCH)

    assert "Cookie" not in answer.headers["Vary"]
    assert "Set-Cookie" not in answer.headers


def test_who_asks_too_often_is_told_when_to_come_back(app: Flask, city: City, client: CheckedClient) -> None:
    app.config["API_PER_MINUTE"] = 2

    answers = [client.get(address) for address in ("/api/v1/cities", "/api/v1/stores", "/api/v1/cities")]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["1", "0", "0"]
    assert {answer.headers["RateLimit-Limit"] for answer in answers} == {"2"}
    assert answers[2].mimetype == "application/problem+json"
    assert 1 <= int(answers[2].headers["Retry-After"]) <= 60
    assert client.get("/mg").status_code == 200


def test_another_network_and_another_minute_begin_anew(app: Flask, city: City, client: CheckedClient) -> None:
    app.config["API_PER_MINUTE"] = 1
    client.get("/api/v1/cities")

    refused = client.get("/api/v1/cities").status_code
    neighbour = client.get("/api/v1/cities", environ_base={"REMOTE_ADDR": "192.0.2.7"}).status_code
    with time_machine.travel(NOON.replace(minute=2), tick=False):
        later = client.get("/api/v1/cities").status_code

    assert (refused, neighbour, later) == (429, 200, 200)


def test_without_a_limit_nobody_is_counted(app: Flask, city: City, client: CheckedClient) -> None:
    app.config["API_PER_MINUTE"] = 0

    assert "RateLimit-Limit" not in client.get("/api/v1/cities").headers
