"""The shops' own words on English pages."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest
from flask import Flask

from marketplace.config import ROOT
from marketplace.finder.shop_words import LIST, shop_word
from marketplace.finder.telling import fact

STORES = sorted((ROOT / "seed_data" / "stores").glob("*.toml"))
GOODS = sorted((ROOT / "seed_data" / "products").glob("*.csv"))
OFTEN = 4


@pytest.fixture
def english(bare_app: Flask) -> Iterator[None]:
    with bare_app.test_request_context("/", environ_overrides={"stadtregal.language": "en"}):
        yield


def listed(kind: str) -> list[str]:
    with LIST.open(encoding="utf-8", newline="") as file:
        return [row["german"] for row in csv.DictReader(file, delimiter=";") if row["kind"] == kind and row["english"]]


def test_the_list_knows_every_trade_and_service_of_the_demo_city() -> None:
    shops = [tomllib.loads(path.read_text(encoding="utf-8")) for path in STORES]

    assert {shop["trade"] for shop in shops} - set(listed("trade")) == set()
    assert {service for shop in shops for service in shop.get("services", [])} - set(listed("service")) == set()


def test_the_list_knows_every_colour_met_often() -> None:
    met: Counter[str] = Counter()
    for path in GOODS:
        with path.open(encoding="utf-8", newline="") as file:
            met.update(colour for row in csv.DictReader(file, delimiter=";") for colour in row["colours"].split("|"))

    assert {colour for colour, times in met.items() if colour and times >= OFTEN} - set(listed("colour")) == set()


def test_a_word_stands_in_the_list_once() -> None:
    words = [word for kind in ("trade", "service", "colour", "fact", "value") for word in listed(kind)]

    assert [word for word, times in Counter(words).items() if times > 1] == []


@pytest.mark.usefixtures("english")
def test_a_word_the_list_does_not_know_stays_as_the_shop_wrote_it() -> None:
    assert shop_word("Bäckerei") == "Bakery"
    assert shop_word("Besenbinderei") == "Besenbinderei"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("name", "value", "told"),
    [("Seiten", "258", "258 pages"), ("Wasserdicht", "ja", "Waterproof"), ("Höhe", "3 cm", "Height 3 cm")],
)
def test_a_fact_on_an_english_card(name: str, value: str, told: str) -> None:
    assert fact(name, value) == told


def test_a_german_page_keeps_the_shops_words(bare_app: Flask) -> None:
    with bare_app.test_request_context("/"):
        assert shop_word("Bäckerei") == "Bäckerei"
