"""What a page says of shops and goods."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from marketplace.catalogue.models import Category, ProductGroup
from marketplace.finder import telling
from marketplace.finder.rows import OfferRow
from marketplace.stores.opening_hours import Status
from tests.make import NOON

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def page(bare_app: Flask) -> object:
    with bare_app.test_request_context("/"), time_machine.travel(NOON, tick=False):
        yield


def offer(**values: object) -> OfferRow:
    given = {
        "id": 1,
        "group_id": 1,
        "store_id": 1,
        "sku": "A",
        "gtin": None,
        "size": "",
        "colour": "",
        "pricing": "fixed",
    }
    price = {"price_cents": 100, "measure_unit": None, "measure_milli": None}
    rest = {**price, "available": 5, "state": "in_stock", "source": "upload"}
    return OfferRow(**{**given, **rest, "counted_at": NOON - 2 * HOUR, "place": "", **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (Status("open", until=NOON + 6.5 * HOUR), "geöffnet bis 18:30"),
        (Status("open"), "immer geöffnet"),
        (Status("closed", opens=NOON + 2 * HOUR), "öffnet heute 14:00"),
        (Status("closed", opens=NOON + DAY - 2.5 * HOUR), "öffnet morgen 9:30"),
        (Status("closed", opens=NOON + 5 * DAY - 2.5 * HOUR), "öffnet Samstag 9:30"),
        (Status("closed", opens=NOON + 30 * DAY), "öffnet am 23. Dezember, 12:00"),
        (Status("closed"), "geschlossen"),
        (Status("holiday_ask", holiday="Fronleichnam"), "Feiertag: bitte nachfragen"),
        (Status("by_arrangement"), "nach Vereinbarung"),
        (Status("unknown"), "Öffnungszeiten bitte erfragen"),
    ],
)
def test_a_shop_is_open_or_says_when(status: Status, words: str) -> None:
    assert telling.opening_words(status, NOON) == words


@pytest.mark.parametrize(
    ("values", "state", "counted"),
    [
        ({}, "Auf Lager", "gezählt vor 2 Std."),
        ({"state": "limited", "available": 2}, "Nur noch 2", "gezählt vor 2 Std."),
        ({"source": "pos", "counted_at": NOON - 11 * MINUTE}, "Auf Lager", "laut Kasse vor 11 Min."),
        ({"state": "unknown", "counted_at": NOON - 9 * DAY}, "Bitte nachfragen", "zuletzt gezählt vor 9 Tagen"),
        ({"state": "out_of_stock"}, "Gerade nicht da", "gezählt vor 2 Std."),
        ({"state": "service", "available": 0}, "Service", ""),
    ],
)
def test_stock_comes_with_its_age_and_source(values: dict[str, object], state: str, counted: str) -> None:
    row = offer(**values)

    assert (telling.state_words(row), telling.counted_words(row)) == (state, counted)


@pytest.mark.parametrize(
    ("sizes", "words"),
    [
        ([], ""),
        (["38", "39", "40"], "Größe 38–40"),
        (["38", "40", "41"], "Größe 38, 40, 41"),
        (["37", "38", "39", "42"], "Größe 37–39, 42"),
        (["S", "XL"], "Größe S, XL"),
        (["3 mm", "5 mm"], "3 mm, 5 mm"),
        ([f"{n} mm" for n in range(1, 9)], "1 mm, 2 mm, 3 mm, 4 mm, 5 mm, 6 mm und 2 weitere"),
    ],
)
def test_sizes_are_said_short(sizes: list[str], words: str) -> None:
    assert telling.sizes_words(sizes) == words


def test_nobody_walks_for_two_hours() -> None:
    assert telling.walk_words(340) == "6 Min. zu Fuß"
    assert telling.walk_words(9_000) == ""


def test_facts_are_few_and_fit_on_a_card() -> None:
    attributes = {"Allergene": "Nüsse", "Material": "Leder", "Seiten": "258", "Höhe": "3 cm"}

    assert telling.facts(attributes) == ["Leder", "258 Seiten"]


def test_a_fact_stands_alone() -> None:
    attributes = {"Vegan": "nein", "UV-Schutz": "ja", "Sprengung": "0 mm", "Pflege": "x" * 40, "Weite": "H"}

    assert telling.facts(attributes, most=4) == ["UV-Schutz", "Sprengung 0 mm", "Weite H"]


def test_goods_without_picture_are_drawn_and_without_category_a_parcel() -> None:
    book = ProductGroup(category=Category(slug="buecher/romane", family="book"))
    odd = ProductGroup(category=Category(slug="odd", family="nothing-like-it"))

    drawings = [telling.drawing_of(group) for group in (book, odd, ProductGroup())]

    assert drawings == ["img/things/book.svg", "img/things/parcel.svg", "img/things/parcel.svg"]
    assert [telling.has_fixed_price(group) for group in (book, odd, ProductGroup())] == [True, False, False]
