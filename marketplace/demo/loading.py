"""The demo city from its files into the database, and its counts into the present."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Select, insert, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from marketplace import jobs
from marketplace.campaigns.models import Feature
from marketplace.catalogue.models import Category, ProductGroup
from marketplace.cities.models import City
from marketplace.codes import new_code
from marketplace.demo import files, offering, placing, shelving
from marketplace.inventory.confidence import DAYS_LOOKED_AT
from marketplace.inventory.models import Count, CountingDay, Movement, Offer
from marketplace.inventory.stock import CITY_TIME, INDEX_STORES, tell_index_of_stock
from marketplace.stores.models import Store

LEAST_MOVE = timedelta(minutes=10)


def load(session: Session, folder: Path, now: datetime) -> City:
    """Load the whole city. Raises SeedFault with file and line, and then nothing should be committed."""
    plan = files.city(folder)
    city = placing.add_city(session, plan, now)
    categories = add_categories(session, files.categories(folder))
    things = {thing.key: thing for thing in files.things(folder, categories)}
    plans = files.stores(folder)
    stores = placing.add_stores(session, city, plans, now)
    shelves = {store.id: files.shelf(folder, code) for code, store in stores.items()}
    owners = shelving.owners(things, shelves, stores.values())
    groups = add_groups(session, things, categories, owners, now)
    products = shelving.add_products(session, things, {key: (group, owners.get(key)) for key, group in groups.items()})
    shelving.fill(session, things, shelves, products, now)
    for service in offering.read(folder, categories):
        offering.add_service(session, service, categories[service.category], stores, now)
    for store in plans:
        note_rhythm(session, stores[store["code"]], days_between_counts(store), now)
    for feature in plan.get("features", []):
        placing.add_feature(session, city, stores, feature, now)
    return city


def add_categories(session: Session, rows: list[dict[str, str]]) -> dict[str, Category]:
    known: dict[str, Category] = {}
    for row in rows:
        known[row["slug"]] = Category(
            slug=row["slug"], name=row["de"], name_en=row["en"], family=row["family"], parent=known.get(row["parent"])
        )
    session.add_all(known.values())
    session.flush()
    return known


def add_groups(
    session: Session,
    things: dict[str, files.Thing],
    categories: dict[str, Category],
    owners: dict[str, int],
    now: datetime,
) -> dict[str, int]:
    """The ids of all product groups by key. `owners` are the retailers of goods that only one shop has."""
    rows = [
        {
            "code": new_code(),
            "retailer_id": owners.get(thing.key),
            "item_group_id": thing.key,
            "title": thing.title,
            "brand": thing.brand,
            "category_id": categories[thing.category].id,
            "description": thing.description,
            "description_en": thing.description_en,
            "attributes": thing.attributes,
            "created_at": now,
            "updated_at": now,
        }
        for thing in things.values()
    ]
    ids = session.scalars(insert(ProductGroup).returning(ProductGroup.id, sort_by_parameter_order=True), rows)
    return dict(zip(things, ids, strict=True))


def days_between_counts(plan: dict[str, Any]) -> int:
    """How often a store counts, in days, from its `rhythm_hint` such as `3d`; at least one."""
    return max(1, files.age(plan["rhythm_hint"]).days)


def note_rhythm(session: Session, store: Store, rhythm_days: int, now: datetime) -> None:
    """Give a store the past it would have if it had counted every so many days."""
    today = now.astimezone(CITY_TIME).date()
    days = [today - timedelta(days=n * rhythm_days) for n in range(DAYS_LOOKED_AT)]
    session.execute(insert(CountingDay), [{"store_id": store.id, "day": day} for day in days])
    store.rhythm_s = rhythm_days * 86_400


def move_to_present(session: Session, now: datetime) -> None:
    """Shift what was counted in demo cities by the time that has passed, so that the town does not age.

    What was counted, promised or sold since then keeps its time, with all that was written of the same offer before.
    """
    for city in session.scalars(select(City).where(City.demo_moment < now - LEAST_MOVE)).all():
        assert city.demo_moment is not None
        passed = now - city.demo_moment
        offers = select(Offer.id).where(Offer.store_id.in_(select(Store.id).where(Store.city_id == city.id)))
        rested = offers.where(
            *(Offer.id.not_in(_written_since(table, city.demo_moment)) for table in (Count, Movement))
        )
        ids = session.scalars(rested).all()
        _shift(session, Offer, Offer.id, "counted_at", ids, passed)
        _shift(session, Count, Count.offer_id, "counted_at", ids, passed)
        _shift(session, Movement, Movement.offer_id, "happened_at", ids, passed)
        for feature in session.scalars(select(Feature).where(Feature.city_id == city.id)):
            feature.starts_at, feature.ends_at = feature.starts_at + passed, feature.ends_at + passed
        city.demo_moment = now
        tell_index_of_stock(session, ids, now)
        jobs.later(session, INDEX_STORES, now, jobs.INDEXER)


def _written_since(table: type[Count | Movement], moment: datetime) -> Select[int]:
    return select(table.offer_id).where(table.recorded_at > moment)


def _shift(
    session: Session,
    table: type[Offer | Count | Movement],
    of_offer: InstrumentedAttribute[int],
    column: str,
    offer_ids: Sequence[int],
    passed: timedelta,
) -> None:
    """Move one moment of each row that belongs to these offers."""
    moments = session.execute(select(table.id, getattr(table, column), of_offer)).all()
    wanted = set(offer_ids)
    rows = [{"id": key, column: moment + passed} for key, moment, offer_id in moments if offer_id in wanted]
    if rows:
        session.execute(update(table), rows)
