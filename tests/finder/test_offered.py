"""Services among the goods: found like them, marked, and never said to be in stock."""

import json
import re

import pytest
from sqlalchemy.orm import Session

import search
from marketplace.finder import documents, indexing
from marketplace.stores.models import Store
from tests import make
from tests.checked_client import CheckedClient
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def locksmith(session: Session) -> Store:
    """A shop that cuts keys from 7,50 € on, advises by effort, and sells key rings."""
    city = make.city(session, slug="mg")
    make.district(session, city, outline=[[51.20, 6.42], [51.20, 6.45], [51.18, 6.45], [51.18, 6.42]])
    keys = make.category(session, "service", name="Reparatur und Service", name_en="Repairs and services", family="key")
    store = make.store(session, city=city, name="Schlüssel Pauen", store_code="pauen")
    make.service(
        session,
        store=store,
        code="KEYS23",
        category=keys,
        description="Haustür und Briefkasten.",
        attributes={"Dauer": "10 Minuten"},
        pricing="from",
        price_cents=750,
    )
    make.service(
        session, store=store, title="Beratung zu Schlössern", code="ASK234", pricing="effort", price_cents=None
    )
    make.offer(session, store=store, product=make.product(session, group=make.group(session, title="Schlüsselring")))
    session.commit()
    indexing.rebuild(session, NOON)
    indexing.close_writer()
    return store


def test_the_index_is_told_that_a_service_has_no_stock(session: Session, locksmith: Store) -> None:
    offer = make.service(session, store=locksmith, pricing="effort", price_cents=None)
    counted = int(NOON.timestamp())

    ((read, group_id, shown),) = documents.offers(session, [offer.id])

    assert shown
    assert documents.offer_document(read, group_id) == search.Offer(
        offer.id, group_id, locksmith.id, None, None, counted
    )
    assert documents.stock_row(read) == search.Stock(offer.id, None, None, counted)


@pytest.mark.parametrize(
    ("start", "told"),
    [
        ("", ["Schlüssel</mark> <mark>nachmachen", "Dauer 10 Minuten", "Service", "ab</span>", "7,50 €"]),
        ("/en", ["Duration 10 minutes", "Service", "from</span>", "7.50"]),
    ],
)
def test_a_service_is_found_like_goods_and_marked(
    client: CheckedClient, locksmith: Store, start: str, told: list[str]
) -> None:
    page = client.get(f"{start}/mg/search?q=Schlüssel+nachmachen&in_stock=1").text

    (card,) = re.findall(r'<li id="KEYS23".*?</li>', page, re.DOTALL)
    assert [words for words in told if words not in card] == []
    assert "Auf Lager" not in card
    assert "gezählt" not in card


def test_what_goes_by_effort_has_no_price(client: CheckedClient, locksmith: Store) -> None:
    found = client.get("/mg/search?q=Beratung").text
    cheap = client.get("/mg/search?price_max_cents=99999").text
    by_price = client.get("/mg/search?sort=price").text

    assert "nach Aufwand" in found
    assert '<li id="ASK234"' in found
    assert '<li id="ASK234"' not in cheap
    assert by_price.index('<li id="KEYS23"') < by_price.index('<li id="ASK234"')


def test_a_services_page_says_what_it_costs_and_who_does_it(client: CheckedClient, locksmith: Store) -> None:
    page = client.get("/mg/products/KEYS23").text
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])

    assert "Hier wird das gemacht" in page
    assert "10 Minuten" in page
    assert (told["@type"], told["provider"][0]["name"]) == ("Service", "Schlüssel Pauen")
    assert told["offers"][0]["priceSpecification"]["minPrice"] == "7.50"
    assert "availability" not in told["offers"][0]


def test_the_page_of_a_service_without_a_price(client: CheckedClient, locksmith: Store) -> None:
    page = client.get("/mg/products/ASK234").text
    told = json.loads(re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[0])

    assert "nach Aufwand" in page
    assert "price" not in told["offers"][0]


def test_a_shops_page_lists_its_services_above_its_shelf(
    session: Session, client: CheckedClient, locksmith: Store
) -> None:
    make.service(session, store=locksmith, title="Türöffnung", ended_at=NOON)
    session.commit()

    page = client.get("/mg/stores/pauen").text

    (listed,) = re.findall(r'<section class="offered".*?</section>', page, re.DOTALL)
    assert re.findall(r"<strong>(.*?)</strong>", listed) == ["nach Aufwand", "ab 7,50 €"]
    assert "Türöffnung" not in listed
    assert page.index('id="offered"') < page.index('id="shelf"')


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/mg/stores/pauen", "1 Ware, 2 Dienstleistungen"),
        ("/en/mg/stores/pauen", "1 product, 2 services"),
        ("/mg/stores/pauen?q=schl%C3%BCssel", "2 Treffer"),
        ("/mg/stores/leer", "0 Waren"),
        ("/mg/stores/stimmer", "1 Dienstleistung<"),
    ],
)
def test_goods_and_services_are_counted_apart(
    session: Session, client: CheckedClient, locksmith: Store, address: str, told: str
) -> None:
    make.store(session, city=locksmith.city, store_code="leer")
    tuner = make.store(session, city=locksmith.city, store_code="stimmer")
    make.service(session, store=tuner, title="Klavier stimmen")
    session.commit()
    indexing.rebuild(session, NOON)
    indexing.close_writer()

    page = client.get(address).text

    assert told in re.sub(r"\s+", " ", page.partition('id="shelf-title"')[2].partition("</p>")[0] + "<")


def test_programs_are_told_that_it_is_a_service(client: CheckedClient, locksmith: Store) -> None:
    found = client.get("/api/v1/search?q=Beratung&in_stock=1").get_json()["products"]

    ((offer,),) = [product["offers"] for product in found]
    assert (found[0]["id"], found[0]["price_from_cents"]) == ("ASK234", None)
    assert (offer["availability"], offer["price_cents"], offer["counted_at"]) == ("service", None, None)
