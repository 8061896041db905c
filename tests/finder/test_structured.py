"""What search engines read: JSON-LD of goods and shops."""

import json
import re
from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.catalogue.models import ProductGroup
from marketplace.cities.models import City
from tests import make
from tests.checked_client import CheckedClient
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def city(session: Session) -> City:
    return make.city(session, slug="mg")


@pytest.fixture
def coffee(session: Session, city: City) -> ProductGroup:
    """Coffee in two sizes, in a shop that has one of each."""
    parent = make.category(session, "lebensmittel", name="Lebensmittel")
    leaf = make.category(session, "lebensmittel/kaffee", name="Kaffee", parent=parent)
    group = make.group(session, code="KAFFEE", title="Röstkaffee </script>", brand="Bohnenhof", category=leaf)
    shop = make.store(session, city=city, store_code="laden", name="Kaffeeladen")
    for size, grams, pieces in (("250 g", 250, 5), ("500 g", 500, 1)):
        product = make.product(session, group=group, size=size, measure_milli=grams, measure_unit="kg")
        make.offer(session, store=shop, product=product, price_cents=grams * 2 + 99, on_hand=pieces)
    return group


def told(client: CheckedClient, address: str) -> dict[str, Any]:
    """Everything a page tells, by type."""
    scripts = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).text, re.DOTALL)
    return {one["@type"]: one for one in map(json.loads, scripts)}


def test_a_product_tells_its_offers_with_place_price_and_state(
    session: Session, coffee: ProductGroup, client: CheckedClient
) -> None:
    product = told(client, "/mg/products/KAFFEE")["Product"]
    small, large = product["offers"]["offers"]

    assert product["name"] == "Röstkaffee </script>"
    assert product["url"] == "http://127.0.0.1:8000/mg/products/KAFFEE"
    assert (product["offers"]["lowPrice"], product["offers"]["highPrice"]) == ("5.99", "10.99")
    assert [offer["availability"] for offer in (small, large)] == [
        "https://schema.org/InStock",
        "https://schema.org/LimitedAvailability",
    ]
    assert small["availableAtOrFrom"]["name"] == "Kaffeeladen"
    assert large["availableAtOrFrom"] == {"@id": small["availableAtOrFrom"]["@id"]}
    assert small["itemOffered"] == {"@type": "Product", "size": "250 g", "gtin14": coffee.products[0].gtin}


def test_goods_by_measure_tell_what_is_in_them(session: Session, coffee: ProductGroup, client: CheckedClient) -> None:
    offers = told(client, "/mg/products/KAFFEE")["Product"]["offers"]["offers"]

    price = offers[0]["priceSpecification"]
    assert (price["@type"], price["price"]) == ("UnitPriceSpecification", "5.99")
    assert price["referenceQuantity"]["value"] == 0.25
    assert price["referenceQuantity"]["valueReference"]["unitCode"] == "KGM"


def test_an_unsure_stock_is_not_told_as_a_state(session: Session, city: City, client: CheckedClient) -> None:
    product = make.product(session, group=make.group(session, code="ALT"))
    make.offer(session, store=make.store(session, city=city), product=product, counted_at=NOON.replace(year=2025))

    offer = told(client, "/mg/products/ALT")["Product"]["offers"]["offers"][0]

    assert "availability" not in offer
    assert offer["priceSpecification"]["@type"] == "PriceSpecification"


def test_a_number_that_two_variants_share_is_not_told(session: Session, city: City, client: CheckedClient) -> None:
    group = make.group(session, code="ZWEI")
    first, _second = make.product(session, group=group), make.product(session, group=group)
    make.offer(session, store=make.store(session, city=city), product=first)

    product = told(client, "/mg/products/ZWEI")["Product"]

    assert "gtin14" not in product
    assert product["offers"]["offers"][0]["itemOffered"] == {"@type": "Product"}


def test_breadcrumbs_lead_from_the_city_to_the_product(
    session: Session, coffee: ProductGroup, client: CheckedClient
) -> None:
    steps = told(client, "/en/mg/products/KAFFEE")["BreadcrumbList"]["itemListElement"]

    assert [step["name"] for step in steps][-1] == "Röstkaffee </script>"
    assert [step["position"] for step in steps] == [1, 2, 3, 4]
    assert steps[2]["item"] == "http://127.0.0.1:8000/en/mg/search?category=lebensmittel/kaffee"


def test_a_store_tells_its_hours_and_place(session: Session, coffee: ProductGroup, client: CheckedClient) -> None:
    store = told(client, "/mg/stores/laden")["Store"]

    monday = store["openingHoursSpecification"][0]
    assert (monday["dayOfWeek"], monday["opens"], monday["closes"]) == (
        "https://schema.org/Monday",
        "09:30",
        "18:30",
    )
    assert store["address"]["postalCode"] == "41061"
    assert store["geo"] == {"@type": "GeoCoordinates", "latitude": 51.1946, "longitude": 6.4353}


def test_hours_that_nobody_understands_are_not_told(session: Session, city: City, client: CheckedClient) -> None:
    make.store(session, city=city, store_code="wirr", opening_hours="wann wir wollen")

    assert "openingHoursSpecification" not in told(client, "/mg/stores/wirr")["Store"]
