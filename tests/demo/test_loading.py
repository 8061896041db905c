"""The demo city, loaded whole; and a small one, broken in every way."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

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
from marketplace.demo import loading, shelving
from marketplace.demo.files import SeedFault, Variant, things
from marketplace.finder import indexing
from marketplace.inventory import stock
from marketplace.inventory.confidence import confidence, stock_state
from marketplace.inventory.models import Count, CountingDay, Offer, PriceChange
from marketplace.jobs import Job
from marketplace.places import distance_m
from marketplace.stores.models import Retailer, Store
from marketplace.stores.opening_hours import read_hours
from tests.conftest import FOR_TESTS
from tests.demo import seeds
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

    assert number(town, Count) == number(town, PriceChange) == offers
    assert not town.scalar(select(func.count(Offer.id)).join(Count).where(Count.pieces != Offer.on_hand))
    assert number(town, CountingDay) == 8 * number(town, Store)


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


def test_a_small_city_is_loaded_on_both_databases(session, tmp_path):
    loading.load(session, seeds.write(tmp_path / "seeds"), NOON)
    session.commit()

    offers = session.execute(select(Store.store_code, Offer.title, Offer.price_cents, Offer.on_hand).join(Store)).all()
    assert sorted(offers) == [
        ("teehaus", "Assam, 100 g", 790, 3),
        ("teehaus", "Assam, 250 g", 790, 0),
        ("teehaus", "Kanne, blau", 2900, 2),
        ("teehaus-zwei", "Assam, 100 g", 820, 1),
    ]
    assert {store.rhythm_s for store in session.scalars(select(Store))} == {3 * 86_400}
    assert session.scalars(select(Product.measure_milli).where(Product.size == "250 g")).one() == 250


def no_store(folder: Path) -> None:
    (folder / "shelves" / "teehaus.csv").unlink()


def replaced(file: str, old: str, new: str):
    def harm(folder: Path) -> None:
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    return harm


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (no_store, "shelves/teehaus.csv is missing."),
        (replaced("shelves/teehaus.csv", "assam", "darjeeling"), "teehaus.csv, line 2: darjeeling is no product."),
        (
            replaced("shelves/teehaus.csv", "100_g", "300_g"),
            "teehaus.csv, line 2: assam has no variant '300_g'.",
        ),
        (
            replaced("shelves/teehaus.csv", "kanne;29,00;blau:2;9d;\n", ""),
            "essen.csv, line 3: kanne has no GTIN and stands on no shelf.",
        ),
        (
            replaced("stores/teehaus.toml", 'code = "teehaus"', 'code = "tee"'),
            "teehaus.toml: its code must be 'teehaus'.",
        ),
        (replaced("stores/teehaus.toml", "trade =", "branch ="), "teehaus.toml: 'trade' is missing."),
        (replaced("stores/teehaus.toml", 'trade = "Tee"', "trade = Tee"), "teehaus.toml: Invalid value (at line 3"),
        (replaced("stores/teehaus.toml", '"mitte"', '"rand"'), "teehaus.toml: rand is no district of Dorf."),
        (
            replaced("stores/teehaus-zwei.toml", "GmbH", "AG"),
            "teehaus-zwei.toml: another store says that Teehaus Dorf is Teehaus Dorf GmbH.",
        ),
        (replaced("city.toml", 'store = "teehaus"', 'store = "kiosk"'), "city.toml: kiosk is featured, but no store."),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_fault_is_named_with_its_file_and_nothing_is_kept(session, tmp_path, harm, fault):
    folder = seeds.write(tmp_path / "seeds")
    harm(folder)

    with pytest.raises(SeedFault) as refused:
        loading.load(session, folder, NOON)
    session.rollback()

    assert str(refused.value).startswith(fault)
    assert number(session, City) == 0


def test_goods_without_number_stand_with_one_business_only(session, tmp_path):
    folder = seeds.write(tmp_path / "seeds")
    (folder / "shelves" / "teehaus-zwei.csv").write_text(seeds.SHELVES["teehaus"], encoding="utf-8")
    loading.load(session, folder, NOON)
    session.rollback()
    other = seeds.store("teehaus-zwei", "Andere", "Andere GmbH")
    (folder / "stores" / "teehaus-zwei.toml").write_text(other, encoding="utf-8")

    with pytest.raises(SeedFault, match=r"teehaus-zwei\.csv, line 3: kanne has no GTIN and stands in two shops"):
        loading.load(session, folder, NOON)


def ages(session: Session, now) -> list[timedelta]:
    return sorted(now - at for at in session.scalars(select(Offer.counted_at)))


def test_a_demo_city_does_not_age(session, tmp_path):
    loading.load(session, seeds.write(tmp_path / "seeds"), NOON)
    before, later = ages(session, NOON), NOON + 30 * HOUR
    begins = session.scalars(select(Feature.starts_at)).one()

    loading.move_to_present(session, later)
    session.commit()

    assert ages(session, later) == before
    assert sorted(later - at for at in session.scalars(select(Count.counted_at))) == before
    assert session.scalars(select(Feature.starts_at)).one() == begins + 30 * HOUR
    assert session.scalars(select(City.demo_moment)).one() == later
    told = {job.name: job.values for job in session.scalars(select(Job))}
    assert sorted(told[stock.INDEX_STOCK]["offer_ids"]) == sorted(session.scalars(select(Offer.id)))
    assert stock.INDEX_STORES in told


def test_what_was_counted_by_hand_since_then_keeps_its_time(session, tmp_path):
    loading.load(session, seeds.write(tmp_path / "seeds"), NOON)
    offer = session.scalars(select(Offer).where(Offer.title == "Kanne, blau")).one()
    stock.count(session, offer, 1, "hand", NOON + HOUR, NOON + HOUR)

    loading.move_to_present(session, NOON + 30 * HOUR)
    session.commit()

    assert offer.counted_at == NOON + HOUR


@pytest.mark.parametrize("passed", [timedelta(0), timedelta(minutes=9)])
def test_a_start_soon_after_the_last_one_moves_nothing(session, tmp_path, passed):
    loading.load(session, seeds.write(tmp_path / "seeds"), NOON)

    loading.move_to_present(session, NOON + passed)

    assert session.scalars(select(City.demo_moment)).one() == NOON
    assert session.scalars(select(Job)).all() == []


def test_the_job_of_the_stores_is_one_the_indexer_knows():
    module, _, name = stock.INDEX_STORES.partition(":")

    assert module == indexing.__name__
    assert callable(getattr(indexing, name))


@pytest.mark.parametrize(
    ("usual", "size", "content"),
    [
        ("100 g", "250 g", (250, "kg")),
        ("100 g", "", (100, "kg")),
        ("750 ml", "Geschenkkarton", (750, "l")),
        ("50 g", "120 cm", (50, "kg")),
        ("", "120 cm", None),
        ("", "0,5 l", None),
    ],
)
def test_a_size_is_a_measure_only_of_goods_sold_by_measure(tmp_path, usual, size, content):
    plain = things(seeds.write(tmp_path / "seeds"), {"essen", "essen/tee"})[0]

    told = shelving.content(replace(plain, measure=usual), Variant(0, size, ""))

    assert told == content
