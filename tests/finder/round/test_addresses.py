"""The address of a round: what it may hold, and the links that lead to others."""

import re
from html import unescape

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests.checked_client import CheckedClient
from tests.finder.round.shops import sell, shop, shown

pytestmark = pytest.mark.usefixtures("noon")


def test_more_than_twelve_things_are_for_the_next_round(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    names = [f"Ding{number}" for number in range(12)]

    page = shown(session, client, f"list={','.join(names)},Brot,Seife")

    assert "Eine Runde fasst 12 Dinge." in page
    assert re.search(
        r'href="/mg/round\?list=Brot,\+Seife[^"]*" rel="nofollow">Für die nächste Runde: Brot und Seife', page
    )
    assert "Roggenbrot" not in page


@pytest.mark.parametrize("query", ["", "list=", "list=,+;", "shops=3"])
def test_without_a_list_there_is_an_example(city: City, client: CheckedClient, query: str) -> None:
    page = client.get(f"/mg/round?{query}").text

    assert "Alles auf einer Runde" in page
    assert 'href="/mg/round?list=Kaffee,+Zahnpasta,+Geschenkpapier,+AA-Batterien"' in page


@pytest.mark.parametrize("shops", ["0", "-1", "zwei", "²", "999999999999", ""])
def test_a_number_of_shops_that_is_none_changes_nothing(
    session: Session, city: City, client: CheckedClient, shops: str
) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)

    assert "<h1>1 Laden für 1 Ding</h1>" in shown(session, client, f"list=Brot&shops={shops}")


def test_a_place_is_rounded_and_the_list_stays(city: City, client: CheckedClient) -> None:
    answer = client.get("/mg/round?list=Brot,+Seife&lat=51.19461&lon=6.43531")

    assert answer.status_code == 302
    assert answer.location == "/mg/round?list=Brot%2C+Seife&lat=51.195&lon=6.435"


def test_results_and_products_lead_to_the_list(session: Session, city: City, client: CheckedClient) -> None:
    bread = sell(session, shop(session, city, "Backhaus", 100), "Brot, Butter und Salz", 300)
    shown(session, client, "list=Brot")

    results = client.get("/mg/search?q=brot").text
    product = unescape(client.get(f"/mg/products/{bread.product.group.code}").text)
    link = re.search(r'href="(/mg/round\?list=[^"]+)" rel="nofollow"', product)

    assert '<a class="row-icon" href="/mg/round?list=brot" rel="nofollow"' in results
    assert link
    assert "<h1>1 Laden für 1 Ding</h1>" in client.get(link[1]).text


def test_a_round_can_be_planned_for_the_time_when_a_closed_shop_opens(
    session: Session, city: City, client: CheckedClient
) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    sell(session, shop(session, city, "Wollstube", 200, opening_hours="Tu-Sa 10:00-18:00; PH off"), "Sockenwolle", 800)

    page = shown(session, client, "list=Brot,+Wolle")
    link = re.search(r'href="(/mg/round\?[^"]+)" rel="nofollow"><svg.*?</svg>Runde für morgen 10:00 planen', page)

    assert link
    tomorrow = unescape(client.get(link[1]).text)
    assert "<h1>2 Läden für 2 Dinge</h1>" in tomorrow
    assert '<p class="quiet">morgen 10:00, 200 m, 4 Min. zu Fuß' in tomorrow
    assert 'type="datetime-local" value="2026-11-24T10:00"' in tomorrow


@pytest.mark.parametrize(
    ("at", "begins"),
    [
        ("2026-11-23T14:00", "heute 14:00"),
        ("2026-11-24T09:30", "morgen 9:30"),
        ("2026-11-24T08:30Z", "morgen 9:30"),
        ("2026-11-27T14:00", "Freitag 14:00"),
        ("2026-12-03T14:00", "3. Dezember 14:00"),
        ("2026-11-23T11:00", ""),
        ("2027-11-23T11:00", ""),
        ("0001-01-01T00:00", ""),
        ("9999-12-31T23:59", ""),
        ("bald", ""),
    ],
)
def test_a_round_begins_when_it_is_asked_for(
    session: Session, city: City, client: CheckedClient, at: str, begins: str
) -> None:
    sell(session, shop(session, city, "Backhaus", 100, opening_hours="24/7"), "Roggenbrot", 300)

    page = shown(session, client, f"list=Brot&at={at}")

    assert f'<p class="quiet">{begins}{", " if begins else ""}100 m, 2 Min. zu Fuß' in page
