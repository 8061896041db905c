"""Choosing a city by a place."""

import pytest
from sqlalchemy.orm import Session

from tests import make
from tests.checked_client import CheckedClient

KREFELD = {"slug": "krefeld", "name": "Krefeld", "name_en": "Krefeld", "latitude": 51.3388, "longitude": 6.5853}


@pytest.fixture(autouse=True)
def shop(session: Session) -> None:
    """A city with a shop; most tests add another."""
    make.store(session, city=make.city(session, slug="mg"))


def test_with_one_city_its_home_is_the_start(session: Session, client: CheckedClient) -> None:
    assert client.get("/").location == "/mg"
    assert client.get("/en/?near=41061").location == "/en/mg?near=41061"


def test_with_several_one_is_chosen(session: Session, client: CheckedClient) -> None:
    make.city(session, **KREFELD)

    page = client.get("/").text

    assert 'href="/krefeld"' in page
    assert 'href="/mg"' in page


@pytest.mark.parametrize(("typed", "city"), [("47798", "krefeld"), ("Krefeld", "krefeld"), ("41061", "mg")])
def test_a_place_chooses_its_city(session: Session, client: CheckedClient, typed: str, city: str) -> None:
    make.city(session, **KREFELD)

    assert client.get(f"/?near={typed}").location == f"/{city}?near={typed}"


def test_a_place_outside_names_the_nearest_city(session: Session, client: CheckedClient) -> None:
    make.city(session, **KREFELD)

    page = client.get("/?near=45127").text

    assert "45127 liegt in keiner unserer Städte. Am nächsten ist Krefeld" in page


def test_an_unknown_place_is_asked_for_again(session: Session, client: CheckedClient) -> None:
    make.city(session, **KREFELD)

    answer = client.get("/?near=Hinterhof+7")
    page = client.get(answer.location).text

    assert answer.location == "/"
    assert "Diesen Ort kennen wir nicht" in page
    assert "Hinterhof" not in page


def test_a_place_outside_is_kept_by_its_name_only(session: Session, client: CheckedClient) -> None:
    make.city(session, **KREFELD)

    assert client.get("/?near=Gasse+3,+45127+Essen").location == "/?near=45127"
    assert client.get("/?near=51.45561234,7.01161234").location == "/?near=51.456,7.012"
