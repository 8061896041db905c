"""The page of a product: every shop that has it, and what stands beside it."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace.catalogue.models import ProductGroup
from marketplace.cities.models import City
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.counting import statements
from tests.finder.indexed import indexed
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def city(session: Session) -> City:
    city = make.city(session, slug="mg")
    make.district(session, city, outline=[[51.20, 6.42], [51.20, 6.45], [51.18, 6.45], [51.18, 6.42]])
    return city


@pytest.fixture
def boots(session: Session, city: City) -> ProductGroup:
    """Boots in two shops: three sizes in the near one, the smallest in the far one."""
    shoes = make.category(session, "schuhe", name="Schuhe", name_en="Shoes", family="boot")
    leaf = make.category(session, "schuhe/wandern", name="Wanderschuhe", family="boot", parent=shoes)
    group = make.group(
        session,
        code="B00T23",
        title="Wanderschuh Eifelsteig",
        brand="Halde & Horn",
        category=leaf,
        description="Knöchelhoch und wasserdicht.",
        description_en="Ankle-high and waterproof.",
        attributes={"Material": "Nubukleder"},
    )
    near = make.store(session, city=city, name="Schuhhaus Brandts", store_code="brandts")
    far = make.store(session, city=city, name="Outdoor am Markt", store_code="outdoor", latitude=51.23)
    for size, pieces in (("38", 4), ("39", 1), ("40", 0)):
        product = make.product(session, group=group, size=size)
        make.offer(session, store=near, product=product, price_cents=12990, on_hand=pieces)
        if size == "38":
            make.offer(session, store=far, product=product, price_cents=11900)
    return group


def test_every_shop_is_named_nearest_first(session: Session, boots: ProductGroup, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/products/B00T23?near=41061").text

    assert "In 2 Läden in der Stadt, von 119,00 € bis 129,90 €" in page
    assert page.index("Schuhhaus Brandts</a>") < page.index("Outdoor am Markt</a>")
    assert 'id="brandts" data-lat="51.1946" data-lon="6.4353"' in page
    assert "ab 41061 Stadtmitte" in page
    assert 'href="/mg/stores/brandts?near=41061"' in page
    assert 'href="#outdoor"' in page


def test_sizes_that_are_there_are_shown_and_few_are_said(
    session: Session, boots: ProductGroup, client: CheckedClient
) -> None:
    page = client.get("/mg/products/B00T23").text

    assert '<span class="size">38</span>' in page
    assert '<span class="size">39 <small>noch 1</small></span>' in page
    assert '<span class="size">40' not in page
    assert "Auf Lager <small>gezählt vor 1 Min." in page


def test_facts_and_category_stand_on_the_page(session: Session, boots: ProductGroup, client: CheckedClient) -> None:
    page = client.get("/mg/products/B00T23").text

    assert "<dt>Material</dt><dd>Nubukleder</dd>" in page
    assert "Knöchelhoch und wasserdicht." in page
    assert 'href="/mg/search?category=schuhe/wandern">Wanderschuhe</a>' in page
    assert 'src="/static/' in page
    assert "img/things/boot.svg" in page


def test_the_english_page_speaks_english_of_the_thing(
    session: Session, boots: ProductGroup, client: CheckedClient
) -> None:
    page = client.get("/en/mg/products/B00T23").text

    assert '<html lang="en">' in page
    assert "Ankle-high and waterproof." in page
    assert "Knöchelhoch" not in page


def test_the_unit_price_stands_beside_the_price(session: Session, city: City, client: CheckedClient) -> None:
    group = make.group(session, code="WEIN", title="Spätburgunder")
    wine = make.product(session, group=group, measure_milli=750, measure_unit="l")
    make.offer(session, store=make.store(session, city=city), product=wine, price_cents=900)

    page = client.get("/mg/products/WEIN").text

    assert "12,00 € je l" in page
    assert f"<dt>EAN</dt><dd>{str(wine.gtin)[1:]}</dd>" in page


def test_an_old_count_is_no_promise(session: Session, city: City, client: CheckedClient) -> None:
    tea = make.product(session, group=make.group(session, code="TEE"), size="100 g")
    make.offer(session, store=make.store(session, city=city), product=tea, counted_at=NOON - timedelta(days=30))

    page = client.get("/mg/products/TEE").text

    assert "Bitte nachfragen <small>zuletzt gezählt vor 30 Tagen" in page
    assert '<span class="size">' not in page


def test_similar_goods_stand_beside_it(
    session: Session, boots: ProductGroup, city: City, client: CheckedClient
) -> None:
    other = make.group(session, code="HALB", title="Halbschuh Niers", category=boots.category)
    gone = make.group(session, code="WEG", title="Stiefel Ausverkauft", category=boots.category)
    shop = make.store(session, city=city)
    make.offer(session, store=shop, product=make.product(session, group=other), price_cents=8995)
    make.offer(session, store=shop, product=make.product(session, group=gone), on_hand=0)
    indexed(session)

    page = client.get("/mg/products/B00T23").text.partition("Das steht daneben")[2]

    assert "Halbschuh Niers" in page
    assert "89,95 €" in page
    assert "Ausverkauft" not in page
    assert "Wanderschuh Eifelsteig" not in page


def test_without_an_index_the_page_is_whole_but_for_similar_goods(
    session: Session, boots: ProductGroup, client: CheckedClient
) -> None:
    response = client.get("/mg/products/B00T23")

    assert response.status_code == 200
    assert "Schuhhaus Brandts" in response.text
    assert "Das steht daneben" not in response.text


def test_what_no_shop_has_any_more_is_gone_with_a_way_on(
    session: Session, boots: ProductGroup, city: City, client: CheckedClient
) -> None:
    other = make.group(session, title="Halbschuh Niers", category=boots.category)
    make.offer(session, store=make.store(session, city=city), product=make.product(session, group=other))
    old = make.group(session, code="ALT", title="Stiefel von gestern", category=boots.category)
    make.offer(session, store=make.store(session, city=city), product=make.product(session, group=old), ended_at=NOON)
    indexed(session)

    response = client.get("/mg/products/ALT")

    assert response.status_code == 404
    assert "Stiefel von gestern" in response.text
    assert "Das hat gerade kein Laden in der Stadt" in response.text
    assert "Halbschuh Niers" in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_shops_that_are_hidden_or_elsewhere_are_not_named(
    session: Session, boots: ProductGroup, city: City, client: CheckedClient
) -> None:
    product = boots.products[0]
    make.offer(session, store=make.store(session, city=city, name="Geheimladen", is_public=False), product=product)
    make.offer(session, store=make.store(session, name="Laden in Krefeld"), product=product)

    page = client.get("/mg/products/B00T23").text

    assert "Geheimladen" not in page
    assert "Laden in Krefeld" not in page


@pytest.mark.parametrize("address", ["/mg/products/NICHTS", "/atlantis/products/B00T23"])
def test_an_unknown_product_or_city_is_not_found(
    session: Session, boots: ProductGroup, client: CheckedClient, address: str
) -> None:
    response = client.get(address)

    assert response.status_code == 404
    assert "Hier steht nichts" in response.text


@pytest.mark.parametrize(("query", "most"), [("", 6), ("?near=41061", 6)])
def test_the_page_asks_little_of_the_database(
    session: Session, boots: ProductGroup, city: City, client: CheckedClient, query: str, most: int
) -> None:
    for _ in range(8):
        group = make.group(session, category=boots.category)
        make.offer(session, store=make.store(session, city=city), product=make.product(session, group=group))
        make.offer(session, store=make.store(session, city=city), product=boots.products[0])
    indexed(session)

    with statements() as sent:
        page = client.get(f"/mg/products/B00T23{query}").text

    assert "Das steht daneben" in page
    assert len(sent) <= most, "\n\n".join(sent)
