"""A small demo city: loaded on both databases, broken in every way, moved to the present."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.campaigns.models import Feature
from marketplace.catalogue.models import Product
from marketplace.cities.models import City
from marketplace.demo import loading, shelving
from marketplace.demo.files import SeedFault, Variant, things
from marketplace.finder import indexing
from marketplace.inventory import ledger, stock
from marketplace.inventory.models import Count, Offer
from marketplace.jobs import Job
from marketplace.stores.models import Store
from tests.demo import seeds
from tests.make import NOON

HOUR = timedelta(hours=1)


def number(session: Session, table: type, *only: object) -> int:
    return session.scalar(select(func.count()).select_from(table).where(*only)) or 0


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


def test_moved_counts_and_movements_still_add_up_to_what_is_there(session, tmp_path):
    loading.load(session, seeds.write(tmp_path / "seeds"), NOON)
    assam, pot = (
        session.scalars(select(Offer).where(Offer.title == title)).first() for title in ("Assam, 100 g", "Kanne, blau")
    )
    stock.sell(session, assam.id, 1, NOON, NOON)
    stock.sell(session, pot.id, 1, NOON + HOUR, NOON + HOUR)

    loading.move_to_present(session, NOON + 300 * HOUR)
    session.flush()

    session.expire_all()
    assert [(offer.on_hand, ledger.on_hand(session, offer)) for offer in (assam, pot)] == [(2, 2), (1, 1)]


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
