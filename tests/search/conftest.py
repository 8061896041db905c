"""A small town that can be taken in at a glance, indexed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from search import Index, Offer, Point, Product, Store, Writer
from tests.search.catalogues import DAY, HOUR, MARKET, NOON

ALPIN, HIKING, HELMET, WOOL, TEAPOT = 1, 2, 3, 4, 5
BERGHAUS, WEST, ESSEN = 1, 2, 3

PRODUCTS = [
    Product(
        ALPIN, "Wanderschuhe Alpin", "Lumo", ("sport", "schuhe"), codes=("04006381333931", "LU-77"), description="blau"
    ),
    Product(HIKING, "Schuhe zum Wandern", "Piko", ("sport", "schuhe"), description="rot"),
    Product(HELMET, "Fahrradhelm", "Lumo", ("sport", "rad"), description="rot"),
    Product(WOOL, "Wolle Merino", category=("basteln",)),
    Product(TEAPOT, "Teekanne"),
]
STORES = [
    Store(BERGHAUS, "Berghaus am Markt", MARKET, "mg", DAY, ((NOON - HOUR, NOON + HOUR),)),
    Store(WEST, "Laden West", Point(51.1954, 6.4417), "mg", DAY),
    Store(ESSEN, "Berghaus Ruhr", Point(51.4556, 7.0116), "essen", DAY, ((NOON - HOUR, NOON + HOUR),)),
]
OFFERS = [
    Offer(10, ALPIN, BERGHAUS, 9_900, 3, NOON),
    Offer(11, ALPIN, BERGHAUS, 9_500, 1, NOON),
    Offer(12, ALPIN, WEST, 8_900, 2, NOON),
    Offer(13, ALPIN, ESSEN, 7_900, 5, NOON),
    Offer(20, HIKING, WEST, 5_000, 0, NOON),
    Offer(30, HELMET, BERGHAUS, 3_000, 4, NOON - 3 * DAY),
    Offer(31, HELMET, ESSEN, 2_500, 1, NOON - 2 * DAY),
    Offer(40, WOOL, WEST, 700, 9, NOON),
]


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[Writer]:
    """The writer of the small town, published once. The teapot is sold nowhere."""
    with Writer.open(tmp_path / "index") as writer:
        writer.put_products(PRODUCTS)
        writer.put_stores(STORES)
        writer.put_offers(OFFERS)
        writer.publish()
        yield writer


@pytest.fixture
def index(writer: Writer) -> Index:
    """A reader of the small town."""
    return Index.open(writer.folder)
