"""What programs are answered to a search."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.inventory.models import Offer
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.counting import statements
from tests.finder.indexed import indexed
from tests.make import NOON

NEAR = "near=41061"


def test_a_search_answers_what_where_when_and_how_much(city: City, client: CheckedClient) -> None:
    found = client.get(f"/api/v1/search?q=wanderschuhe&{NEAR}").get_json()

    assert found.pop("took_ms") >= 0
    distance_m = found["products"][0]["offers"][0].pop("distance_m")
    assert 0 < distance_m < 2_000
    assert found == {
        "total": 1,
        "understood": [
            {"kind": "word", "text": "wanderschuhe", "value": "wanderschuhe"},
            {"kind": "place", "text": "41061 Stadtmitte", "value": "51.191,6.447"},
        ],
        "products": [
            {
                "id": "B00T23",
                "gtin": make.gtin(9_000),
                "title": "Wanderschuh Eifelsteig",
                "brand": "Halde & Horn",
                "category": "schuhe",
                "price_from_cents": 12990,
                "stores_nearby": 1,
                "offers": [
                    {
                        "sku": "W-38",
                        "store": {"code": "brandts", "name": "Schuhhaus Brandts", "lat": 51.1946, "lon": 6.4353},
                        "price_cents": 12990,
                        "availability": "in_stock",
                        "counted_at": "2026-11-23T11:00:00Z",
                        "open_now": True,
                    }
                ],
            }
        ],
        "facets": {
            "category": [{"value": "schuhe", "count": 1}],
            "brand": [{"value": "Halde & Horn", "count": 1}],
        },
        "suggestion": None,
        "next": None,
    }


def test_the_nearest_shop_stands_first_and_the_lowest_price_is_told(city: City, client: CheckedClient) -> None:
    wine = client.get("/api/v1/search?q=spätburgunder&lat=51.195&lon=6.435").get_json()["products"][0]

    assert [offer["store"]["code"] for offer in wine["offers"]] == ["brandts", "keller"]
    assert [offer["availability"] for offer in wine["offers"]] == ["limited", "out_of_stock"]
    assert (wine["price_from_cents"], wine["stores_nearby"]) == (850, 2)


def test_of_many_shops_the_three_nearest_are_told(session: Session, city: City, client: CheckedClient) -> None:
    tea = make.product(session, group=make.group(session, title="Jasmintee"))
    for number in range(5):
        store = make.store(session, city=city, latitude=51.19 - number / 1000)
        make.offer(session, store=store, product=tea)
    indexed(session)

    found = client.get("/api/v1/search?q=jasmintee&lat=51.195&lon=6.435").get_json()["products"][0]

    away = [offer["distance_m"] for offer in found["offers"]]
    assert found["stores_nearby"] == 5
    assert len(away) == 3
    assert away == sorted(away)


def test_filters_narrow_and_are_understood(city: City, client: CheckedClient) -> None:
    asked = "q=spätburgunder&in_stock=1&open_now=true&price_max_cents=2000&store=brandts"

    found = client.get(f"/api/v1/search?{asked}").get_json()

    kinds = {one["kind"]: one["value"] for one in found["understood"]}
    assert found["total"] == 1
    assert [offer["sku"] for offer in found["products"][0]["offers"]] == ["S-1"]
    assert kinds == {
        "word": "spätburgunder",
        "store": "brandts",
        "price": "-2000",
        "in_stock": True,
        "open_now": True,
    }


def test_phrases_of_the_text_are_understood(session: Session, city: City, client: CheckedClient) -> None:
    make.district(session, city, slug="rheydt", name="Rheydt", latitude=51.166, longitude=6.444)

    found = client.get("/api/v1/search?q=Spätburgunder+unter+10+Euro+in+Rheydt,+jetzt+offen").get_json()

    assert found["total"] == 1
    assert found["understood"] == [
        {"kind": "word", "text": "Spätburgunder", "value": "Spätburgunder"},
        {"kind": "price", "text": "unter 10 Euro", "value": "-999"},
        {"kind": "place", "text": "in Rheydt", "value": "51.166,6.444"},
        {"kind": "open_now", "text": "jetzt offen", "value": True},
    ]


def test_words_say_what_they_are(session: Session, city: City, client: CheckedClient) -> None:
    tea = make.group(session, title="Eistee Pfirsich ohne Zucker, blau, Größe 38")
    make.offer(session, store=make.store(session, city=city), product=make.product(session, group=tea))
    indexed(session)

    found = client.get("/api/v1/search?q=Eistee+blau+Gr.+38+ohne+Zucker").get_json()

    assert {one["kind"]: one["value"] for one in found["understood"]} == {
        "word": "Eistee",
        "colour": "blau",
        "size": "38",
        "without": "Zucker",
    }


def test_a_word_that_nothing_has_is_said_to_be_dropped(city: City, client: CheckedClient) -> None:
    found = client.get("/api/v1/search?q=wanderschuh+zebrastreifen").get_json()

    assert {"kind": "dropped", "text": "zebrastreifen", "value": "zebrastreifen"} in found["understood"]


@pytest.mark.parametrize("typed", ["!!!", ","])
def test_a_text_of_signs_is_dropped_and_finds_nothing(city: City, client: CheckedClient, typed: str) -> None:
    found = client.get("/api/v1/search", query_string={"q": typed}).get_json()

    assert found["understood"] == [{"kind": "dropped", "text": typed, "value": typed}]
    assert (found["total"], found["products"], found["next"]) == (0, [], None)


def test_a_number_is_understood_as_a_code(city: City, client: CheckedClient) -> None:
    gtin = make.gtin(9_001)

    found = client.get(f"/api/v1/search?q={gtin[1:]}").get_json()

    assert found["understood"] == [{"kind": "code", "text": gtin[1:], "value": gtin}]
    assert [product["id"] for product in found["products"]] == ["B00T23"]


def test_a_typing_error_is_given_back_as_it_was_meant(city: City, client: CheckedClient) -> None:
    found = client.get("/api/v1/search?q=wandershcuh").get_json()

    assert (found["total"], found["suggestion"].lower()) == (0, "wanderschuh")


def test_a_place_explains_itself(city: City, client: CheckedClient) -> None:
    plain = client.get("/api/v1/search?q=wanderschuh").get_json()["products"][0]
    told = client.get("/api/v1/search?q=wanderschuh&explain=1").get_json()["products"][0]["explanation"]

    assert "explanation" not in plain
    assert told["score"] == pytest.approx(told["text"] * told["nearness"])
    assert [part["word"] for part in told["parts"]] == ["wanderschuh"]


def test_pages_follow_each_other_to_the_end(session: Session, city: City, client: CheckedClient) -> None:
    store = make.store(session, city=city)
    for number in range(5):
        product = make.product(session, group=make.group(session, title=f"Socke {number}", code=f"SOCKE{number}"))
        make.offer(session, store=store, product=product)
    indexed(session)

    found, cursor = [], ""
    while cursor is not None:
        answer = client.get(f"/api/v1/search?q=socke&limit=2&cursor={cursor}").get_json()
        found.append([product["id"] for product in answer["products"]])
        cursor = answer["next"]

    assert [len(page) for page in found] == [2, 2, 1]
    assert {one for page in found for one in page} == {f"SOCKE{number}" for number in range(5)}


def test_what_the_database_no_longer_has_is_not_told(session: Session, city: City, client: CheckedClient) -> None:
    boots = client.get("/api/v1/search?q=wanderschuh").get_json()["products"][0]
    for offer in session.scalars(select(Offer).where(Offer.sku.like("W-%"))):
        offer.ended_at = NOON
    session.commit()

    found = client.get("/api/v1/search?q=wanderschuh").get_json()

    assert boots["id"] == "B00T23"
    assert found["products"] == []


def test_the_offers_of_a_page_are_one_question_to_the_database(
    session: Session, app: Flask, city: City, client: CheckedClient
) -> None:
    session.commit()

    with statements() as sent:
        client.get(f"/api/v1/search?{NEAR}&in_stock=1")

    assert sum("FROM offers" in one for one in sent) == 1
    assert len(sent) == 5, "\n\n".join(sent)


def test_of_several_cities_the_nearest_is_asked(session: Session, city: City, client: CheckedClient) -> None:
    make.city(session, slug="krefeld", name="Krefeld", latitude=51.3388, longitude=6.5853)
    session.commit()

    placed = client.get("/api/v1/search?q=wanderschuh&lat=51.19&lon=6.44").get_json()
    worded = client.get(f"/api/v1/search?q=wanderschuh&{NEAR}").get_json()
    elsewhere = client.get("/api/v1/search?q=wanderschuh&city=krefeld").get_json()

    assert (placed["total"], worded["total"], elsewhere["total"]) == (1, 1, 0)


def test_suggestions_lead_to_pages(city: City, client: CheckedClient) -> None:
    found = client.get(f"/api/v1/suggest?q=wand&{NEAR}").get_json()["suggestions"]
    english = client.get("/api/v1/suggest?q=wand", headers={"Accept-Language": "en"}).get_json()["suggestions"]

    boots = {"kind": "product", "text": "Wanderschuh Eifelsteig", "id": "B00T23"}
    server = client.application.config["SERVER_URL"]
    assert {**boots, "url": f"{server}/mg/products/B00T23?{NEAR}"} in found
    assert {**boots, "url": f"{server}/en/mg/products/B00T23"} in english


def test_a_suggested_category_names_its_parameter(city: City, client: CheckedClient) -> None:
    found = client.get("/api/v1/suggest?q=schuh&limit=20").get_json()["suggestions"]

    category = next(one for one in found if one["kind"] == "category")
    assert category["id"] == "schuhe"
    assert category["url"].endswith("/mg/search?category=schuhe")
