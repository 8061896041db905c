"""The demo city, loaded whole: as large and as varied as promised."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace import create_app
from marketplace.campaigns.models import Feature
from marketplace.catalogue.gtin import is_in_store, read_gtin
from marketplace.catalogue.models import Category, Product, ProductGroup
from marketplace.cities.models import City, District
from marketplace.config import ROOT
from marketplace.database import migrate
from marketplace.db import db
from marketplace.demo import loading
from marketplace.inventory import comparing
from marketplace.inventory.confidence import confidence, stock_state
from marketplace.inventory.models import Count, CountingDay, Offer, PriceChange
from marketplace.places import distance_m
from marketplace.stores.models import Retailer, Store
from marketplace.stores.opening_hours import read_hours
from tests.conftest import FOR_TESTS
from tests.make import NOON

DISTRICTS = {"stadtmitte", "rheydt", "eicken", "giesenkirchen", "wickrath"}
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def town(tmp_path_factory) -> Iterator[Session]:
    """Mönchengladbach, as `make run` loads it. Tests only read it."""
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path_factory.mktemp("town"), "DATABASE_URL": ""})
    with app.app_context():
        migrate(app)
        loading.load(db.session, ROOT / "seed_data", NOON)
        db.session.commit()
        yield db.session
        db.session.close()
        db.engine.dispose()


def test_its_stock_is_what_was_counted_promised_and_sold(town):
    assert comparing.compare(town) == (number(town, Offer), [])


def number(session: Session, table: type, *only: object) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*only)) or 0


def test_the_demo_city_is_as_large_as_promised(town):
    assert number(town, Store) >= 60
    assert number(town, ProductGroup) >= 2_500
    assert number(town, Offer) >= 8_000
    assert number(town, Feature) >= 3
    assert number(town, Category) >= 100


def test_every_district_has_shops_and_every_shop_a_full_shelf(town):
    shops = town.execute(select(District.slug, func.count(Store.id)).join(Store).group_by(District.slug)).all()
    shelves = town.execute(select(Store.store_code, func.count(Offer.id)).outerjoin(Offer).group_by(Store.id)).all()

    assert {slug for slug, _count in shops} == DISTRICTS
    assert min(count for _slug, count in shops) >= 5
    assert min(count for _code, count in shelves) >= 15


def test_every_shop_says_when_it_is_open_and_stands_in_its_city(town):
    city = town.scalars(select(City)).one()

    for store in town.scalars(select(Store)):
        assert read_hours(store.opening_hours), store.store_code
        assert distance_m(store.point, city.point) < city.radius_m
        assert store.description
        assert store.accessibility
        assert store.email.endswith(".example")


def test_the_shops_say_that_they_are_fictional(town):
    city = town.scalars(select(City)).one()

    assert "erfunden" in city.notice
    assert "invented" in city.notice_en


def test_stores_of_one_business_share_it(town):
    business = town.scalars(select(Retailer).where(Retailer.slug == "radhaus-niersbogen")).one()

    assert [store.store_code for store in business.stores] == ["radhaus-niersbogen", "radhaus-niersbogen-wickrath"]
    assert number(town, Retailer) == number(town, Store) - 1


def test_counts_are_of_different_age_and_every_state_is_shown(town):
    rows = town.execute(select(Offer, Store.rhythm_s).join(Store)).all()

    trust = {confidence(offer.counted_at, rhythm, NOON) for offer, rhythm in rows}
    states = {stock_state(offer.available, offer.counted_at, rhythm, NOON) for offer, rhythm in rows}

    assert trust == {"fresh", "ageing", "unknown"}
    assert states == {"in_stock", "limited", "out_of_stock", "unknown"}


def test_numbers_are_valid_and_belong_to_nobody(town):
    gtins = town.scalars(select(Product.gtin).where(Product.gtin.is_not(None))).all()

    assert len(gtins) > 5_000
    for gtin in gtins:
        assert read_gtin(gtin) == gtin
        assert gtin.startswith("0952")
        assert not is_in_store(gtin)


def test_what_one_shop_makes_has_no_number_and_belongs_to_it(town):
    own = town.scalars(select(Product).where(Product.gtin.is_(None))).all()

    assert len(own) > 100
    for product in own:
        assert product.sku
        assert product.group.retailer_id == product.retailer_id
    strangers = select(func.count(Offer.id)).join(Product).join(Store, Store.id == Offer.store_id)
    assert not town.scalar(strangers.where(Product.retailer_id != Store.retailer_id))


def test_every_offer_has_a_count_a_price_and_a_past(town):
    offers = number(town, Offer)

    services = sum(offer.is_service for offer in town.scalars(select(Offer)))

    assert number(town, PriceChange) == offers
    assert number(town, Count) == offers - services
    assert not town.scalar(select(func.count(Offer.id)).join(Count).where(Count.pieces != Offer.on_hand))
    assert number(town, CountingDay) == 8 * number(town, Store)


def test_shops_offer_services_of_every_kind_of_price(town):
    services = town.scalars(select(Offer).join(Product).join(ProductGroup).where(ProductGroup.kind == "service")).all()

    assert len({offer.product.group_id for offer in services}) >= 60
    assert len({offer.store_id for offer in services}) >= 30
    assert {offer.pricing for offer in services} == {"fixed", "from", "effort"}
    for offer in services:
        group = offer.product.group
        assert (offer.on_hand, group.retailer_id) == (0, offer.store.retailer_id)
        assert group.category.path[0] == "service"
        assert group.description
        assert group.description_en


def test_every_kind_of_service_has_a_drawing_that_no_goods_have(town):
    families = {True: [], False: []}
    for category in town.scalars(select(Category)):
        families[category.path[0] == "service"].append(category.family)

    drawn = {path.stem for path in (ROOT / "static" / "img" / "things").glob("*.svg")}
    assert len(set(families[True])) == len(families[True]) > 15
    assert drawn.issuperset(families[True])
    assert set(families[True]).isdisjoint(families[False])


def test_goods_sold_by_measure_have_one(town):
    assert number(town, Product, Product.measure_milli.is_not(None)) > 500
    assert {"kg", "l", "m"} <= set(town.scalars(select(Product.measure_unit).distinct()))


def test_a_feature_has_its_store_its_time_and_both_languages(town):
    for feature in town.scalars(select(Feature)):
        assert feature.store.is_public
        assert feature.starts_at < NOON < feature.ends_at
        assert feature.label != feature.label_en
        assert feature.text
        assert feature.text_en


def test_a_fixed_price_for_books_is_the_same_everywhere(town):
    books = (
        select(ProductGroup.title)
        .join(Product)
        .join(Offer)
        .join(Category, Category.id == ProductGroup.category_id)
        .where(Category.slug.startswith("buecher/"))
        .group_by(Product.id)
        .having(func.min(Offer.price_cents) != func.max(Offer.price_cents))
    )

    assert town.scalars(books).all() == []
