"""Products, shops and cities as lists, and one at a time."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests import make
from tests.checked_client import CheckedClient
from tests.make import NOON


def every(client: CheckedClient, address: str, name: str) -> list[Any]:
    """All entries of a list, a page of one at a time."""
    found, cursor = [], ""
    while cursor is not None:
        answer = client.get(f"{address}{'&' if '?' in address else '?'}limit=1&cursor={cursor}").get_json()
        found += answer[name]
        cursor = answer["next"]
    return found


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["B00T23", "WE1N"]),
        (f"?gtin={make.gtin(9_002)[1:]}", ["B00T23"]),
        (f"?gtin={make.gtin(9_777)}", []),
        ("?brand=Halde+%26+Horn", ["B00T23"]),
        ("?category=schuhe", ["B00T23"]),
        ("?category=schu", []),
        ("?store=keller", ["WE1N"]),
        ("?store=nowhere", []),
    ],
)
def test_the_goods_of_a_city_come_one_after_the_other(
    city: City, client: CheckedClient, query: str, codes: list[str]
) -> None:
    found = every(client, f"/api/v1/products{query}", "products")

    assert [one["id"] for one in found] == codes


def test_a_category_holds_what_is_below_it(session: Session, city: City, client: CheckedClient) -> None:
    group = make.group(session, code="STI3FEL", category=make.category(session, "schuhe/stiefel"))
    make.offer(session, store=make.store(session, city=city), product=make.product(session, group=group))

    found = client.get("/api/v1/products?category=schuhe").get_json()["products"]

    assert [one["id"] for one in found] == ["B00T23", "STI3FEL"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("gtin=4006381333932", "gtin"),
        ("gtin=boots", "gtin"),
        ("cursor=unsinn", "cursor"),
        ("cursor=WyJwcm9kdWN0cyIsIDk5OTk5OTk5OTk5OTk5OTk5OTk5XQ", "cursor"),
        ("cursor=WyJwcm9kdWN0cyJd", "cursor"),
        ("cursor=WyJjaXRpZXMiLCAxXQ", "cursor"),
        ("cursor=W1tbW1tbW1tbW1tbW1s", "cursor"),
    ],
)
def test_a_list_refuses_what_it_cannot_follow(city: City, client: CheckedClient, query: str, parameter: str) -> None:
    answer = client.get(f"/api/v1/products?{query}")

    assert answer.status_code == 422
    assert [error["parameter"] for error in answer.get_json()["errors"]] == [parameter]


def test_a_product_is_told_whole(city: City, client: CheckedClient) -> None:
    found = client.get("/api/v1/products/WE1N?lat=51.195&lon=6.435").get_json()

    assert [offer["sku"] for offer in found["offers"]] == ["S-1", "S-2"]
    assert (found["offers"][0]["unit_price_cents"], found["offers"][0]["unit"]) == (1200, "l")
    assert found["url"].endswith("/mg/products/WE1N")
    assert len(found["variants"]) == 1


def test_every_size_of_a_product_has_its_own_number(city: City, client: CheckedClient) -> None:
    found = client.get("/api/v1/products/B00T23").get_json()

    numbers = [(size, make.gtin(9_000 + number)) for number, size in enumerate(("38", "39", "40"))]
    assert [(one["size"], one["gtin"]) for one in found["variants"]] == numbers
    assert [(one["size"], one["gtin"]) for one in found["offers"]] == numbers


def test_a_product_that_no_shop_has_is_not_there(session: Session, city: City, client: CheckedClient) -> None:
    make.group(session, code="WEG")

    assert client.get("/api/v1/products/WEG").status_code == 404


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["brandts", "keller"]),
        ("?sort=distance&lat=51.183&lon=6.435", ["keller", "brandts"]),
        ("?trade=Wein", ["keller"]),
        ("?district=mitte", ["brandts"]),
        ("?open_now=1", ["brandts", "keller"]),
    ],
)
def test_the_shops_of_a_city_are_listed(city: City, client: CheckedClient, query: str, codes: list[str]) -> None:
    found = every(client, f"/api/v1/stores{query}", "stores")

    assert [one["code"] for one in found] == codes


def test_a_cursor_of_another_order_is_refused(city: City, client: CheckedClient) -> None:
    cursor = client.get("/api/v1/stores?limit=1").get_json()["next"]

    answer = client.get(f"/api/v1/stores?limit=1&sort=distance&cursor={cursor}")

    assert answer.status_code == 422


def test_a_shop_says_when_it_closes_and_who_runs_it(city: City, client: CheckedClient) -> None:
    found = client.get("/api/v1/stores/brandts").get_json()

    assert found["open_now"] is True
    assert found["closes_at"] == "2026-11-23T17:30:00Z"
    assert found["opening_hours"] == "Mo-Fr 09:30-18:30; Sa 10:00-16:00; PH off"
    assert found["district"] == "mitte"
    assert found["retailer"]


@pytest.mark.parametrize(("hours", "is_open"), [("", None), ("Mo-Fr 20:00-23:00; PH off", False)])
def test_what_nobody_knows_of_the_hours_is_null(
    session: Session, city: City, client: CheckedClient, hours: str, is_open: bool | None
) -> None:
    make.store(session, city=city, store_code="laden", opening_hours=hours)

    assert client.get("/api/v1/stores/laden").get_json()["open_now"] is is_open


def test_a_hidden_shop_is_not_there(session: Session, city: City, client: CheckedClient) -> None:
    hidden = make.store(session, city=city, store_code="geheim", is_public=False)
    make.offer(session, store=hidden, product=make.product(session, group=make.group(session, code="GEHE1M")))

    assert client.get("/api/v1/stores/geheim").status_code == 404
    assert client.get("/api/v1/products/GEHE1M").status_code == 404
    assert "geheim" not in client.get("/api/v1/stores").text
    assert "GEHE1M" not in client.get("/api/v1/products").text


def test_cities_stand_from_a_to_z_and_tell_their_parts(session: Session, city: City, client: CheckedClient) -> None:
    make.city(session, slug="aachen", name="Aachen", name_en="Aix-la-Chapelle")

    found = every(client, "/api/v1/cities", "cities")
    english = client.get("/api/v1/cities/aachen", headers={"Accept-Language": "en"}).get_json()

    assert [one["slug"] for one in found] == ["aachen", "mg"]
    assert (english["name"], english["url"][-10:]) == ("Aix-la-Chapelle", "/en/aachen")
    assert [one["slug"] for one in client.get("/api/v1/cities/mg").get_json()["districts"]] == ["mitte"]


def test_an_ended_offer_is_on_no_shelf(session: Session, city: City, client: CheckedClient) -> None:
    group = make.group(session, code="WEG")
    offer = make.offer(
        session, store=make.store(session, city=city), product=make.product(session, group=group), ended_at=NOON
    )

    assert offer.ended_at
    assert "WEG" not in client.get("/api/v1/products").text
