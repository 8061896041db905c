"""The page of a store: hours, the way there, contact, and its whole shelf."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy.orm import Session

from marketplace.campaigns.models import Feature
from marketplace.stores.models import Store
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.counting import statements
from tests.finder.indexed import indexed
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("noon")

CHRISTMAS = datetime(2026, 12, 21, 11, 0, tzinfo=UTC)


@pytest.fixture
def shop(session: Session) -> Store:
    """A shop with boots, shoes and tea on its shelf."""
    city = make.city(session, slug="mg", notice="Alles erfunden.", notice_en="All invented.")
    district = make.district(session, city, outline=[[51.20, 6.42], [51.20, 6.45], [51.18, 6.45], [51.18, 6.42]])
    shop = make.store(
        session,
        city=city,
        district=district,
        store_code="brandts",
        name="Schuhhaus Brandts",
        phone="+49 2161 5553101",
        email="kontakt@brandts.example",
        website="https://www.brandts.example",
        description="Drei Etagen Schuhe.",
        accessibility="Eingang ohne Stufe.",
        services=["Schuhreparatur"],
    )
    for slug, titles in {"schuhe": ("Wanderschuh", "Halbschuh"), "tee": ("Jasmintee",)}.items():
        category = make.category(session, slug)
        for title in titles:
            group = make.group(session, title=title, category=category)
            make.offer(session, store=shop, product=make.product(session, group=group), price_cents=4990)
    return shop


def test_one_reads_where_it_is_and_how_to_reach_it(session: Session, shop: Store, client: CheckedClient) -> None:
    page = client.get("/mg/stores/brandts").text

    assert f"Hindenburgstraße {shop.house_number}<br>41061 Mönchengladbach" in page
    assert 'href="tel:+4921615553101"' in page
    assert 'href="mailto:kontakt@brandts.example"' in page
    assert 'href="geo:51.1946,6.4353?q=Hindenburgstra' in page
    assert "openstreetmap.org/directions?to=51.1946%2C6.4353" in page
    assert "Eingang ohne Stufe." in page
    assert "Schuhreparatur" in page
    assert 'href="/mg/stores/brandts/imprint"' in page
    assert "Alles erfunden." in page


def test_the_week_marks_today(session: Session, shop: Store, client: CheckedClient) -> None:
    page = client.get("/mg/stores/brandts").text
    today = page.partition('class="today"')[2].partition("</tr>")[0]

    assert "geöffnet bis 18:30" in page
    assert "Montag" in today
    assert "09:30–18:30" in today
    assert page.index("Montag") < page.index("Samstag") < page.index("Sonntag")
    assert "Feiertage in den nächsten zwei Wochen" not in page


def test_holidays_ahead_are_named_in_both_languages(session: Session, shop: Store, client: CheckedClient) -> None:
    with time_machine.travel(CHRISTMAS, tick=False):
        german = client.get("/mg/stores/brandts").text
        english = client.get("/en/mg/stores/brandts").text

    assert "Erster Weihnachtstag, Freitag, 25. Dezember: geschlossen" in german
    assert "Christmas Day, Friday, 25 December" in english


def test_hours_by_arrangement_and_without_any_are_said(session: Session, shop: Store, client: CheckedClient) -> None:
    shop.opening_hours = 'Tu 10:00-12:00; Fr "nach Vereinbarung"; PH off'
    with_note = client.get("/mg/stores/brandts").text
    shop.opening_hours = ""
    without = client.get("/mg/stores/brandts").text

    assert "nach Vereinbarung" in with_note
    assert "noch keine Öffnungszeiten eingetragen" in without
    assert "Öffnungszeiten bitte erfragen" in without


def test_the_shelf_can_be_searched_and_filtered(session: Session, shop: Store, client: CheckedClient) -> None:
    other = make.store(session, city=shop.city)
    make.offer(session, store=other, product=make.product(session, group=make.group(session, title="Wandersocke")))
    indexed(session)

    whole = client.get("/mg/stores/brandts").text
    searched = client.get("/mg/stores/brandts?q=wanderschuh").text
    filtered = client.get("/mg/stores/brandts?category=tee").text

    assert "3 Waren" in whole
    assert "Wandersocke" not in whole
    assert "<mark>Wanderschuh</mark>" in searched
    assert "Halbschuh" not in searched
    assert "Jasmintee" in filtered
    assert "Halbschuh" not in filtered
    assert 'href="/mg/stores/brandts#shelf" aria-current="true">Tee <span>1</span>' in filtered


def test_the_search_field_of_the_head_asks_the_whole_town(session: Session, shop: Store, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/stores/brandts?q=wanderschuh&category=schuhe").text
    head = page.partition('<main id="main"')[0]

    assert 'name="q" value=""' in head
    assert 'name="category"' not in head
    assert 'id="shelf-q" name="q" type="search" value="wanderschuh"' in page


def test_what_is_not_on_the_shelf_is_sought_elsewhere(session: Session, shop: Store, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/stores/brandts?q=zebrastreifen").text

    assert "Dazu steht hier nichts im Regal." in page
    assert 'href="/mg/search?q=zebrastreifen"' in page


def test_a_long_shelf_has_further_pages(session: Session, shop: Store, client: CheckedClient) -> None:
    for number in range(22):
        product = make.product(session, group=make.group(session, title=f"Socke {number}"))
        make.offer(session, store=shop, product=product)
    indexed(session)

    first = client.get("/mg/stores/brandts?q=socke").text
    address = first.partition('rel="next nofollow" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(address.partition("#")[0]).text

    assert first.count("<mark>Socke</mark>") == 20
    assert second.count("<mark>Socke</mark>") == 2


def test_an_empty_shelf_and_a_resting_search_are_said(session: Session, shop: Store, client: CheckedClient) -> None:
    resting = client.get("/mg/stores/brandts").text
    make.store(session, city=shop.city, store_code="leer")
    indexed(session)
    empty = client.get("/mg/stores/leer").text

    assert "Die Suche wird gerade neu aufgebaut" in resting
    assert "noch keine Waren eingetragen" in empty


def test_a_featured_shop_carries_its_label_while_it_lasts(session: Session, shop: Store, client: CheckedClient) -> None:
    times = {"starts_at": NOON - timedelta(days=1), "ends_at": NOON + timedelta(days=1)}
    make.kept(session, Feature(city_id=shop.city_id, store=shop, label="Laden des Monats", label_en="Shop", **times))

    during = client.get("/mg/stores/brandts").text
    with time_machine.travel(NOON + timedelta(days=2), tick=False):
        after = client.get("/mg/stores/brandts").text

    assert "Empfehlung der Stadt: Laden des Monats, bis 24.11.2026" in during
    assert "Laden des Monats" not in after


def test_the_way_is_told_from_where_the_shopper_is(session: Session, shop: Store, client: CheckedClient) -> None:
    page = client.get("/mg/stores/brandts?lat=51.195&lon=6.445").text

    assert "680 m" in page
    assert "12 Min. zu Fuß" in page


@pytest.mark.parametrize("hidden", [{"is_public": False}, {"city": None}])
def test_hidden_shops_and_those_of_other_cities_are_not_found(
    session: Session, shop: Store, client: CheckedClient, hidden: dict[str, object]
) -> None:
    make.store(session, **{"city": shop.city, "store_code": "geheim", **hidden})

    assert client.get("/mg/stores/geheim").status_code == 404
    assert client.get("/mg/stores/geheim/imprint").status_code == 404


def test_the_imprint_names_the_trader(session: Session, shop: Store, client: CheckedClient) -> None:
    shop.retailer.legal_name = "Schuhhaus Brandts GmbH"
    shop.retailer.register = "Amtsgericht Mönchengladbach HRB 93011"

    page = client.get("/mg/stores/brandts/imprint").text

    assert "Schuhhaus Brandts GmbH" in page
    assert "HRB 93011" in page
    assert "41061 Mönchengladbach" in page
    assert "+49 2161 5553101" in page


def test_the_page_asks_little_of_the_database(session: Session, shop: Store, client: CheckedClient) -> None:
    for number in range(30):
        product = make.product(
            session, group=make.group(session, title=f"Socke {number}", category=make.category(session))
        )
        make.offer(session, store=shop, product=product)
    indexed(session)

    with statements() as sent:
        client.get("/mg/stores/brandts?near=41061")

    assert len(sent) <= 10, "\n\n".join(sent)


def test_hours_by_arrangement_never_look_closed_for_good(session: Session, shop: Store, client: CheckedClient) -> None:
    shop.opening_hours = 'Mo-Fr 09:00-10:00 "nach Vereinbarung"'
    session.commit()

    page = client.get("/mg/stores/brandts").text

    assert 'geschlossen</strong><span class="quiet">nach Vereinbarung</span>' in page
