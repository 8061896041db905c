"""The ways on where nothing is found."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.insights.models import DemandSignal
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.indexed import indexed

pytestmark = pytest.mark.usefixtures("noon")


def test_what_is_too_far_is_shown_beyond_the_radius(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wanderschuh&near=41179&radius_m=1000").text

    assert "Weiter weg als 1 km" in page
    assert "Schuhhaus Brandts" in page


def test_where_radius_and_filters_together_find_nothing_both_are_given_up(
    session: Session, city: City, client: CheckedClient
) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wanderschuh&near=41179&radius_m=1000&price_max_cents=100").text

    assert "Weiter weg und ohne die Filter" in page
    assert "<mark>Wanderschuh</mark>" in page


def test_shops_that_open_next_are_named_where_none_is_open(session: Session, city: City, client: CheckedClient) -> None:
    closed = make.store(session, city=city, name="Nachteule", opening_hours="Mo-Fr 20:00-23:00; PH off")
    tea = make.product(session, group=make.group(session, title="Jasmintee"))
    make.offer(session, store=closed, product=tea)
    indexed(session)

    page = client.get("/mg/search?q=jasmintee&open_now=1").text

    assert "öffnen als Nächstes" in page
    assert "öffnet heute 20:00" in page


def test_nothing_found_offers_shelves_and_a_wish_and_counts_once(
    session: Session, city: City, client: CheckedClient
) -> None:
    indexed(session)

    for _ in range(2):
        response = client.get("/mg/search?q=Quantenzwieback")
        response.close()

    assert "Nichts gefunden für „Quantenzwieback“" in response.text
    assert "Wunsch abschicken" in response.text
    assert "Alle Regale" in response.text
    assert "category=schuhe" in response.text
    signal = session.scalars(select(DemandSignal)).one()
    assert (signal.theme, signal.searchers, signal.wishes) == ("quantenzwieback", 1, 0)


def test_a_search_that_finds_something_is_nobody_s_business(
    session: Session, city: City, client: CheckedClient
) -> None:
    indexed(session)

    client.get("/mg/search?q=wanderschuh").close()

    assert session.scalars(select(DemandSignal)).all() == []


def test_without_an_index_the_page_says_so(session: Session, city: City, client: CheckedClient) -> None:
    session.commit()

    response = client.get("/mg/search?q=wanderschuh")

    assert response.status_code == 200
    assert "Die Suche macht gerade Pause" in response.text


@pytest.mark.parametrize("typed", ["!!!", "?", ",", "und der"])
def test_where_no_word_is_understood_the_page_says_so_and_shows_ways_on(
    session: Session, city: City, client: CheckedClient, typed: str
) -> None:
    indexed(session)

    response = client.get("/mg/search", query_string={"q": typed, "near": "41061"})
    response.close()

    assert f"In „{typed}“ steht kein Suchwort" in response.text
    assert "Eifelsteig" not in response.text
    assert 'href="/mg/search?category=schuhe&amp;near=41061"' in response.text
    assert 'href="/mg/search?near=41061"' in response.text
    assert session.scalars(select(DemandSignal)).all() == []


def test_signs_behind_a_phrase_do_no_harm(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    assert "Spätburgunder" in client.get("/mg/search?q=unter+20+Euro!").text
