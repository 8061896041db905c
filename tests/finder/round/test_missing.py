"""What a round cannot bring: who is closed, too far away or out of stock, and what is said of it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.round.shops import sell, shop, shown
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("noon")


def test_a_closed_shop_is_named_with_the_time_it_opens(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    sell(session, shop(session, city, "Wollstube", 200, opening_hours="Tu-Sa 10:00-18:00; PH off"), "Sockenwolle", 800)

    page = shown(session, client, "list=Brot,+Wolle")

    assert "<h1>1 Laden für 1 Ding</h1>" in page
    assert re.search(r"<strong>Wolle</strong>.*Wollstube</a> hat es: öffnet morgen 10:00", page, re.DOTALL)


def test_a_shop_further_away_is_named(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Wollstube", 3_000), "Sockenwolle", 800)

    near = shown(session, client, "list=Wolle")
    far = shown(session, client, "list=Wolle&radius_m=5000")

    assert "Gerade führt keine Runde zum Ziel" in near
    assert re.search(r"Wollstube</a> hat es: geöffnet bis 18:30, <span class=\"quiet\">3 km", near)
    assert "<h1>1 Laden für 1 Ding</h1>" in far


def test_of_shops_further_away_an_open_one_is_named_before_a_nearer_closed_one(
    session: Session, city: City, client: CheckedClient
) -> None:
    closed = "Tu-Sa 10:00-18:00; PH off"
    sell(session, shop(session, city, "Wollstube", 3_000, opening_hours=closed), "Sockenwolle", 800)
    only_closed = shown(session, client, "list=Wolle")
    sell(session, shop(session, city, "Wollhaus", 5_000), "Strickwolle", 800)

    page = shown(session, client, "list=Wolle")

    assert 'Wollstube</a> hat es: öffnet morgen 10:00, <span class="quiet">3 km' in only_closed
    assert 'Wollhaus</a> hat es: geöffnet bis 18:30, <span class="quiet">5 km' in page
    assert "Wollstube" not in page


def test_what_nobody_has_is_said_and_the_rest_planned(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)

    page = shown(session, client, "list=Brot,+Quantenzwieback")

    assert "<h1>1 Laden für 1 Ding</h1>" in page
    assert re.search(r"<strong>Quantenzwieback</strong>.*Wir kennen hier gerade keinen Laden dafür", page, re.DOTALL)


@pytest.mark.parametrize(
    "values",
    [{"on_hand": 0}, {"on_hand": 2}, {"counted_at": NOON - timedelta(days=60)}, {"size": "6 mm"}],
    ids=["none there", "too few", "counted too long ago", "another size"],
)
def test_nobody_is_sent_for_what_may_not_be_there(
    session: Session, city: City, client: CheckedClient, values: dict[str, object]
) -> None:
    needles = make.group(session, title="Stricknadeln Bambus")
    for north_m, given in ((100, values), (900, {"size": "4 mm"})):
        product = make.product(session, group=needles, size=given.get("size", "4 mm"))
        stock = {name: value for name, value in given.items() if name != "size"}
        make.offer(session, store=shop(session, city, f"Laden {north_m}", north_m), product=product, **stock)

    page = shown(session, client, "list=3x+Stricknadeln+4+mm")

    assert "900 m, 15 Min. zu Fuß, ab" in page
    assert "3 Stück je 12,90 €" in page
    assert "38,70 €" in page


def test_a_shop_that_closes_before_she_is_there_is_left_out(
    session: Session, city: City, client: CheckedClient
) -> None:
    sell(session, shop(session, city, "Knapp", 1_200, opening_hours="Mo-Fr 09:00-12:15; PH off"), "Roggenbrot", 100)
    sell(session, shop(session, city, "Länger", 1_000, opening_hours="Mo-Fr 09:00-12:20; PH off"), "Roggenbrot", 200)

    page = shown(session, client, "list=Brot")

    assert "Länger" in page
    assert "Das wird knapp: Sie sind frühestens um 12:17 dort." in page


def test_with_too_few_shops_the_page_says_what_is_left_out(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    sell(session, shop(session, city, "Seifenkiste", 200), "Kernseife", 200)

    both = shown(session, client, "list=Brot,+Seife")
    one = shown(session, client, "list=Brot,+Seife&shops=1")

    assert "Ein Laden weniger:</a> es fehlt: Seife, 100 m kürzer" in both
    assert "Für so wenige Läden nicht dabei: Seife" in one
    assert "Ein Laden mehr:</a> auch mit: Seife, 100 m weiter" in one
