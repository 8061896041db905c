"""The page of a round: what to buy where, and what else it says."""

import re
from html import unescape

import pytest
import structlog
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests.checked_client import CheckedClient
from tests.finder.counting import statements
from tests.finder.round.shops import FROM_HERE, order, sell, shop, shown

pytestmark = pytest.mark.usefixtures("noon")


def test_the_shops_stand_in_walking_order_with_all_that_counts(
    session: Session, city: City, client: CheckedClient
) -> None:
    sell(session, shop(session, city, "Backhaus", 800), "Roggenbrot", 349)
    sell(session, shop(session, city, "Seifenkiste", 300), "Kernseife", 250)

    page = shown(session, client, "list=Brot,+Seife")

    assert "<h1>2 Läden für 2 Dinge</h1>" in page
    assert "800 m, 13 Min. zu Fuß, ab Ihrem Punkt auf der Karte" in page
    assert ">5,99 €</span>" in page
    assert order(
        page, "300 m, 5 Min. zu Fuß", "Seifenkiste", "geöffnet bis 18:30", "Kernseife", "für „Seife“", "2,50 €"
    )
    assert order(page, "Kernseife", "500 m, 9 Min. zu Fuß", "Backhaus", "Roggenbrot", "Auf Lager", "3,49 €")
    assert page.count('class="map-pin"') == 2


def test_one_shop_that_has_both_is_enough(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    sell(session, shop(session, city, "Seifenkiste", 200), "Kernseife", 200)
    store = shop(session, city, "Kirfel", 1_000)
    sell(session, store, "Dinkelbrot", 400)
    sell(session, store, "Olivenseife", 450)

    page = shown(session, client, "list=Brot,+Seife")
    two = shown(session, client, "list=Brot,+Seife&shops=2")

    assert "<h1>1 Laden für 2 Dinge</h1>" in page
    assert "Backhaus" not in page.split('id="stops"')[1].split("Andere Wahl")[0]
    assert re.search("shops=2[^>]*>Ein Laden mehr:</a> 3,50 € günstiger, 800 m kürzer", page)
    assert "<h1>2 Läden für 2 Dinge</h1>" in two
    assert "Ein Laden weniger:</a> 3,50 € teurer, 800 m weiter" in two
    assert "So viele Läden, wie es braucht" in two


def test_another_product_can_be_chosen_by_a_link(session: Session, city: City, client: CheckedClient) -> None:
    store = shop(session, city, "Backhaus", 100)
    sell(session, store, "Roggenbrot", 300)
    sell(session, store, "Dinkelbrot", 400)
    sell(session, store, "Kernseife", 200)

    page = shown(session, client, "list=2x+Brot,+Seife")
    link = re.search(r'href="(/mg/round\?[^"]+)" rel="nofollow">Dinkelbrot</a> <span class="quiet">8,00 €', page)

    assert link
    other = unescape(client.get(link[1]).text)
    assert "Roggenbrot</a></h3>" not in other
    assert order(other, "Dinkelbrot</a></h3>", "Kernseife</a></h3>")


def test_a_misspelt_thing_is_found_and_said(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)

    page = shown(session, client, "list=Rogenbrott")

    assert order(page, "Roggenbrot", "für „Rogenbrott“ · gesucht: „Roggenbrot“")


def test_without_an_index_the_page_says_so_and_the_log_nothing_of_the_list(city: City, client: CheckedClient) -> None:
    with structlog.testing.capture_logs() as log:
        page = client.get("/mg/round?list=Brot").text

    assert "Die Suche macht gerade Pause" in page
    assert ">Brot</textarea>" in page
    assert [entry["event"] for entry in log] == ["the index cannot answer"]
    assert "Brot" not in str(log)


def test_the_page_in_english(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    shown(session, client, "list=Brot")

    page = unescape(client.get("/en/mg/round?list=Brot").text)

    assert "<h1>1 shop for 1 thing</h1>" in page
    assert "open until 18:30" in page


def test_twelve_things_ask_as_little_of_the_database_as_one(
    session: Session, city: City, client: CheckedClient
) -> None:
    names = ["Brot", "Seife", "Wolle", "Tee", "Honig", "Salz", "Mehl", "Reis", "Wein", "Käse", "Kerze", "Ball"]
    for number, name in enumerate(names):
        sell(session, shop(session, city, f"Laden {number}", 100 * number), name, 300)
    shown(session, client, "list=Brot")

    with statements() as sent:
        page = client.get(f"/mg/round?list={','.join(names)}&{FROM_HERE}").text

    assert "12 Läden für 12 Dinge" in page
    assert len(sent) <= 6, "\n\n".join(sent)
