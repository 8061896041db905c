"""The page of a round: what to buy where, what is missing, and the links to other rounds."""

import re
from datetime import timedelta
from html import unescape

import pytest
import structlog
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.finder import indexing
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.counting import statements
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("noon")

FROM_HERE = "lat=51.195&lon=6.435"


@pytest.fixture
def city(session: Session) -> City:
    return make.city(session, slug="mg")


def shop(session: Session, city: City, name: str, north_m: int, **values: object) -> Store:
    """A shop some metres north of where the shopper stands."""
    latitude = 51.195 + north_m / 111_195
    return make.store(session, city=city, name=name, latitude=latitude, longitude=6.435, **values)


def sell(session: Session, store: Store, title: str, cents: int, **values: object) -> Offer:
    product = make.product(session, group=make.group(session, title=title), size=values.pop("size", ""))
    return make.offer(session, store=store, product=product, price_cents=cents, **values)


def shown(session: Session, client: CheckedClient, query: str) -> str:
    """The page of a round from the shopper's place, without its marks."""
    session.commit()
    indexing.rebuild(session, NOON)
    indexing.close_writer()
    answer = client.get(f"/mg/round?{query}&{FROM_HERE}")
    assert answer.status_code == 200
    return unescape(answer.text)


def order(page: str, *names: str) -> bool:
    """Whether these names stand below the head of the page, each behind the one before."""
    rest = page.split('id="stops"')[1]
    return re.search(".*".join(map(re.escape, names)), rest, re.DOTALL) is not None


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


def test_with_too_few_shops_the_page_says_what_is_left_out(session: Session, city: City, client: CheckedClient) -> None:
    sell(session, shop(session, city, "Backhaus", 100), "Roggenbrot", 300)
    sell(session, shop(session, city, "Seifenkiste", 200), "Kernseife", 200)

    both = shown(session, client, "list=Brot,+Seife")
    one = shown(session, client, "list=Brot,+Seife&shops=1")

    assert "Ein Laden weniger:</a> es fehlt: Seife, 100 m kürzer" in both
    assert "Für so wenige Läden nicht dabei: Seife" in one
    assert "Ein Laden mehr:</a> auch mit: Seife, 100 m weiter" in one


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


def test_without_an_index_the_page_says_so_and_the_log_nothing_of_the_list(city: City, client: CheckedClient) -> None:
    with structlog.testing.capture_logs() as log:
        page = client.get("/mg/round?list=Brot").text

    assert "Die Suche macht gerade Pause" in page
    assert ">Brot</textarea>" in page
    assert [entry["event"] for entry in log] == ["the index cannot answer"]
    assert "Brot" not in str(log)


def test_a_place_is_rounded_and_the_list_stays(city: City, client: CheckedClient) -> None:
    answer = client.get("/mg/round?list=Brot,+Seife&lat=51.19461&lon=6.43531")

    assert answer.status_code == 302
    assert answer.location == "/mg/round?list=Brot%2C+Seife&lat=51.195&lon=6.435"


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
