"""Typing ahead: each line leads somewhere that exists."""

import pytest
from sqlalchemy.orm import Session

from tests import make
from tests.checked_client import CheckedClient
from tests.finder.indexed import indexed

pytestmark = pytest.mark.usefixtures("noon")


def test_products_brands_and_shops_lead_to_their_pages(session: Session, client: CheckedClient) -> None:
    city = make.city(session, slug="mg")
    shop = make.store(session, city=city, name="Kaffeehaus Linde", store_code="linde")
    bag = make.group(session, title="Kaffee Abendstille", brand="Kaffeekontor Elf", code="KAFFE2")
    make.offer(session, store=shop, product=make.product(session, group=bag))
    indexed(session)

    found = client.get("/mg/suggest?q=kaff&near=41061").json

    assert {"text": "Kaffee Abendstille", "kind": "", "address": "/mg/products/KAFFE2?near=41061"} in found
    assert {"text": "Kaffeehaus Linde", "kind": "Laden", "address": "/mg/stores/linde?near=41061"} in found
    brand = next(one for one in found if one["kind"] == "Marke")
    assert brand["address"] == "/mg/search?near=41061&brand=Kaffeekontor+Elf"


def test_shops_of_another_city_are_not_proposed(session: Session, client: CheckedClient) -> None:
    make.city(session, slug="mg")
    make.store(session, name="Kaffeehaus Linde")
    indexed(session)

    assert client.get("/mg/suggest?q=kaff").json == []


def test_goods_and_brands_of_another_city_are_not_proposed(session: Session, client: CheckedClient) -> None:
    make.city(session, slug="mg")
    bag = make.group(session, title="Kaffee Abendstille", brand="Kaffeekontor Elf")
    make.offer(session, store=make.store(session), product=make.product(session, group=bag))
    indexed(session)

    assert client.get("/mg/suggest?q=kaff").json == []


def test_english_pages_are_led_to_english_pages(session: Session, client: CheckedClient) -> None:
    city = make.city(session, slug="mg")
    bag = make.group(session, title="Kaffee Abendstille", code="KAFFE2")
    make.offer(session, store=make.store(session, city=city), product=make.product(session, group=bag))
    indexed(session)

    assert client.get("/en/mg/suggest?q=kaff").json[0]["address"] == "/en/mg/products/KAFFE2"


@pytest.mark.parametrize("typed", ["", "%20", "x" * 300, "<script>"])
def test_nothing_typed_nothing_proposed(session: Session, client: CheckedClient, typed: str) -> None:
    make.city(session, slug="mg")
    indexed(session)

    assert client.get(f"/mg/suggest?q={typed}").json == []


def test_without_an_index_the_field_is_a_plain_field(session: Session, client: CheckedClient) -> None:
    make.city(session, slug="mg")
    session.commit()

    assert client.get("/mg/suggest?q=kaff").json == []
