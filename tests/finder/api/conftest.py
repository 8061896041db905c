"""A small town that programs ask: one shop with boots and wine, one farther off with the same wine."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests import make
from tests.finder.indexed import indexed
from tests.make import NOON


@pytest.fixture(autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def city(session: Session, app: Flask) -> City:
    """The town, on the shelves and in the index."""
    city = make.city(session, slug="mg")
    district = make.district(session, city, slug="mitte", postcodes=["41061"])
    shoes = make.category(session, "schuhe", family="boot")
    near = make.store(session, city=city, name="Schuhhaus Brandts", store_code="brandts", district=district)
    far = make.store(session, city=city, name="Weinkeller", store_code="keller", trade="Wein", latitude=51.1846)
    boots = make.group(session, title="Wanderschuh Eifelsteig", brand="Halde & Horn", category=shoes, code="B00T23")
    for number, size in enumerate(("38", "39", "40")):
        product = make.product(session, group=boots, size=size, gtin=make.gtin(9_000 + number))
        make.offer(session, store=near, product=product, price_cents=12990, sku=f"W-{size}")
    wine = make.product(
        session, group=make.group(session, title="Spätburgunder", code="WE1N"), measure_milli=750, measure_unit="l"
    )
    make.offer(session, store=near, product=wine, price_cents=900, on_hand=2, sku="S-1")
    make.offer(session, store=far, product=wine, price_cents=850, on_hand=0, sku="S-2")
    indexed(session)
    return city
