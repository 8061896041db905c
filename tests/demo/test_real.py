"""The trial on reality: 652 shops and 6,000 products of open data, where they are beside the checkout."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace import create_app
from marketplace.catalogue.models import Product
from marketplace.cities.models import City
from marketplace.database import migrate
from marketplace.db import db
from marketplace.demo import loading, real
from marketplace.errors import NotFound
from marketplace.finder import indexing
from marketplace.finder.answers import answer
from marketplace.finder.parameters import Asked
from marketplace.finder.where import Here
from marketplace.inventory.models import Count, Offer, PriceChange
from marketplace.stores.models import Retailer, Store
from tests.conftest import FOR_TESTS
from tests.make import NOON

GOODS = (40, 60)


@pytest.fixture(scope="module")
def reality(tmp_path_factory, real_data) -> Iterator[Session]:
    """All real cities with their index; with fewer goods a shop than the command gives them, to save time."""
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path_factory.mktemp("real"), "DATABASE_URL": ""})
    with app.test_request_context("/"):
        migrate(app)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(real, "GOODS_A_STORE", GOODS)
            real.build(db.session, real_data, NOON)
        db.session.commit()
        indexing.rebuild(db.session, NOON)
        yield db.session
        db.session.rollback()
        indexing.close_writer()
        db.engine.dispose()


def test_every_area_with_twenty_shops_is_a_city(reality):
    shops = dict(reality.execute(select(City.slug, func.count(Store.id)).join(Store).group_by(City.id)).all())

    assert len(shops) >= 5
    assert min(shops.values()) >= real.LEAST_STORES
    assert all(slug.startswith("real-") for slug in shops)


def test_the_shelves_are_stocked_with_real_products(reality):
    products = reality.scalar(select(func.count(Product.id)).where(Product.gtin.is_not(None)))
    least = select(func.count(Offer.id)).group_by(Offer.store_id).order_by(func.count(Offer.id)).limit(1)

    assert products > 5_000
    assert reality.scalar(least) >= GOODS[0]
    offers = reality.scalar(select(func.count(Offer.id)))
    assert reality.scalar(select(func.count(Count.id))) == offers
    assert reality.scalar(select(func.count(PriceChange.id))) == offers


def test_every_page_of_such_a_city_says_what_is_real_and_what_is_not(reality):
    for city in reality.scalars(select(City)):
        assert "OpenStreetMap" in city.notice
        assert "erzeugt" in city.notice
        assert "generated" in city.notice_en
        assert len(city.state) == 2


def test_shops_keep_their_names_and_places(reality):
    assert reality.scalar(select(func.count(Retailer.id))) == reality.scalar(select(func.count(Store.id)))
    for store in reality.scalars(select(Store)):
        assert store.name
        assert 47 < store.latitude < 56


def test_counts_of_real_cities_age_as_counts_do(reality):
    newest = select(func.max(Offer.counted_at))
    before = reality.scalar(newest)

    loading.move_to_present(reality, NOON + timedelta(days=2))

    assert reality.scalar(newest) == before


def test_apple_juice_is_found_in_every_city(reality):
    for city in reality.scalars(select(City)).all():
        found = answer(
            reality, Asked(q="Apfelsaft", radius_m=city.radius_m), Here(city.point, "", "middle"), city, NOON
        )

        assert found.is_whole
        assert found.cards, city.slug
        assert any("saft" in card.group.title.casefold() for card in found.cards)
        assert {card.nearest.store.city_id for card in found.cards} == {city.id}
        distances = [card.nearest.distance_m for card in found.cards]
        assert max(distances) <= city.radius_m


def test_a_folder_without_the_data_is_named(session, tmp_path):
    with pytest.raises(NotFound, match="real_data_missing") as refused:
        real.build(session, tmp_path, NOON)

    assert refused.value.values == {"file": str(tmp_path / real.FILES[0])}
