"""Phrases on a list, as a results page understands them: a price, a shop, a place."""

import re

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.round.shops import order, sell, shop, shown

pytestmark = pytest.mark.usefixtures("noon")


def test_a_price_on_the_list_is_kept(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Wollstube", 100), "Sockenwolle", 1_200)
    sell(session, shop(session, city, "Wollhaus", 900), "Sockenwolle", 900)
    sell(session, shop(session, city, "Backhaus", 300), "Roggenbrot", 349)

    page = shown(session, client, "list=Wolle+unter+10+Euro,+Brot")

    assert "<h1>2 Läden für 2 Dinge</h1>" in page
    assert order(page, "Backhaus", "Wollhaus", "für „Wolle unter 10 Euro“ · verstanden: unter 10 Euro", "9,00 €")
    assert "gesucht:" not in page
    assert "Wollstube" not in page


def test_a_price_is_that_of_one_piece(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Wollhaus", 900), "Sockenwolle", 900)

    page = shown(session, client, "list=3x+Wolle+bis+9+Euro")

    assert order(page, "Wollhaus", "3 Stück je 9,00 €")


def test_where_nothing_is_so_cheap_the_page_says_what_was_understood(
    session: Session, city: City, client: CheckedClient
) -> None:
    sell(session, shop(session, city, "Wollstube", 100), "Sockenwolle", 1_200)

    page = shown(session, client, "list=Wolle+zwischen+5+und+10+Euro")

    assert re.search(
        "<strong>Wolle zwischen 5 und 10 Euro</strong> .*verstanden: zwischen 5 und 10 Euro.*keinen Laden dafür"
        ".*Alle Treffer für „Wolle zwischen 5 und 10 Euro“",
        page,
        re.DOTALL,
    )


def test_a_misspelt_thing_keeps_its_price(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    sell(session, shop(session, city, "Kirfel", 900), "Roggenbrot", 200)

    page = shown(session, client, "list=Rogenbrott+unter+3+Euro")

    assert order(page, "Kirfel", "gesucht: „Roggenbrot“ · verstanden: unter 3 Euro")


def test_another_choice_keeps_the_price(session: Session, city: City, client: CheckedClient) -> None:
    store = shop(session, city, "Backhaus", 100)
    sell(session, store, "Roggenbrot", 300)
    sell(session, store, "Dinkelbrot", 400)
    sell(session, store, "Früchtebrot", 900)

    page = shown(session, client, "list=Brot+unter+5+Euro")

    assert "/mg/round?list=Dinkelbrot+unter+5+Euro" in page
    assert "Früchtebrot" not in page


def test_a_shop_on_the_list_is_the_one_she_is_sent_to(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    sell(session, shop(session, city, "Kirfel", 900), "Roggenbrot", 400)

    page = shown(session, client, "list=Brot+bei+Kirfel")

    assert order(page, "Kirfel", "verstanden: bei Kirfel")
    assert "Backhaus" not in page


def test_a_place_on_the_list_is_where_the_shop_is(session: Session, city: City, client: CheckedClient) -> None:
    make.district(session, city=city, name="Rheydt", latitude=51.215, longitude=6.435)
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    sell(session, shop(session, city, "Kirfel", 2_300), "Roggenbrot", 400)

    page = shown(session, client, "list=Brot+in+Rheydt&radius_m=5000")

    assert order(page, "Kirfel", "verstanden: in Rheydt")
    assert "Backhaus" not in page


def test_a_price_without_a_thing_is_left_as_words(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)

    page = shown(session, client, "list=Brot,+unter+10+Euro")

    assert "<h1>1 Laden für 1 Ding</h1>" in page
    assert "<strong>unter 10 Euro</strong>" in page
