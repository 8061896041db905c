"""A small town to search in."""

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests import make


@pytest.fixture
def city(session: Session) -> City:
    """A city with one shop that has boots and wine."""
    city = make.city(session, slug="mg")
    make.district(session, city, outline=[[51.20, 6.42], [51.20, 6.45], [51.18, 6.45], [51.18, 6.42]])
    shoes = make.category(session, "schuhe", family="boot")
    shop = make.store(session, city=city, name="Schuhhaus Brandts", store_code="brandts")
    boots = make.group(session, title="Wanderschuh Eifelsteig", brand="Halde & Horn", category=shoes, code="B00T23")
    for size in ("38", "39", "40"):
        make.offer(session, store=shop, product=make.product(session, group=boots, size=size), price_cents=12990)
    wine = make.product(session, group=make.group(session, title="Spätburgunder"), measure_milli=750, measure_unit="l")
    make.offer(session, store=shop, product=wine, price_cents=900, on_hand=2, source="pos")
    return city
