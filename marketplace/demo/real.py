"""A trial on reality: real shops and real products from a folder of open data, with generated prices and counts."""

import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from statistics import fmean

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from marketplace.catalogue.gtin import read_gtin
from marketplace.catalogue.models import Product, ProductGroup
from marketplace.cities.editing import slug_of
from marketplace.cities.models import City
from marketplace.codes import new_code
from marketplace.errors import NotFound, Refused
from marketplace.inventory.models import Count, Offer, PriceChange
from marketplace.places import Point, distance_m
from marketplace.stores.models import Retailer, Store

LEAST_STORES = 20
GOODS_A_STORE = (60, 240)
FILES = ("stores_osm_de.csv", "stores_moers_2016.csv", "products_off_de.csv", "plz_de_geonames.csv")
NOTICE = (
    "Probelauf: Läden aus OpenStreetMap (© Mitwirkende, ODbL) und Stadt Moers, Produkte aus Open Food Facts (ODbL). "
    "Preise und Bestände sind erzeugt, nichts davon ist käuflich."
)
NOTICE_EN = (
    "Trial run: shops from OpenStreetMap (© contributors, ODbL) and the city of Moers, products from Open Food Facts "
    "(ODbL). Prices and stock are generated; nothing here is for sale."
)


@dataclass(frozen=True)
class RealStore:
    """One shop of the open data."""

    name: str
    trade: str
    street: str
    house_number: str
    postcode: str
    town: str
    area: str
    point: Point
    opening_hours: str


def build(session: Session, folder: Path, now: datetime, seed: int = 1) -> list[City]:
    """One city per area with at least 20 shops. The same seed makes the same prices and counts.

    Raises NotFound("real_data_missing") where a file is not there.
    """
    for name in FILES:
        if not (folder / name).is_file():
            raise NotFound("real_data_missing", file=str(folder / name))
    areas: dict[str, list[RealStore]] = defaultdict(list)
    for store in [*_of_openstreetmap(folder), *_of_moers(folder)]:
        areas[store.area].append(store)
    large = {area: stores for area, stores in sorted(areas.items()) if len(stores) >= LEAST_STORES}
    products = _add_products(session, folder, now)
    states = _states(folder)
    chance = random.Random(seed)  # noqa: S311 - invents prices, guards nothing
    return [_add_city(session, area, stores, states, products, chance, now) for area, stores in large.items()]


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _of_openstreetmap(folder: Path) -> Iterator[RealStore]:
    for row in _rows(folder / "stores_osm_de.csv"):
        yield _store(row, row["shop"] or row["amenity"], row["area_of_extract"])


def _of_moers(folder: Path) -> Iterator[RealStore]:
    for row in _rows(folder / "stores_moers_2016.csv"):
        yield _store(row, row["branche"], row["city"])


def _store(row: dict[str, str], trade: str, area: str) -> RealStore:
    point = Point(float(row["lat"]), float(row["lon"]))
    town = row["city"] or area.split("/")[0]
    return RealStore(
        row["name"], trade, row["street"], row["housenumber"], row["postcode"], town, area, point, row["opening_hours"]
    )


def _states(folder: Path) -> list[tuple[Point, str]]:
    """Points of postcodes with the code of their state, for holidays."""
    return [
        (Point(float(row["lat"]), float(row["lon"])), row["bundesland"])
        for row in _rows(folder / "plz_de_geonames.csv")
    ]


def _add_products(session: Session, folder: Path, now: datetime) -> list[tuple[int, str]]:
    """Ids and titles of the real products; one that the catalogue already has is not added again."""
    known = set(session.scalars(select(Product.gtin)))
    titles: dict[str, str] = {}
    for row in _rows(folder / "products_off_de.csv"):
        try:
            titles.setdefault(read_gtin(row["gtin"]), row["title"])
        except Refused:
            continue
    fresh = {gtin: title for gtin, title in titles.items() if gtin not in known}
    groups = [
        {"code": new_code(), "title": title, "attributes": {}, "created_at": now, "updated_at": now}
        for title in fresh.values()
    ]
    if fresh:
        ids = session.scalars(insert(ProductGroup).returning(ProductGroup.id, sort_by_parameter_order=True), groups)
        rows = [{"group_id": key, "gtin": gtin} for key, gtin in zip(ids, fresh, strict=True)]
        session.execute(insert(Product), rows)
    wanted = session.execute(select(Product.id, Product.gtin).where(Product.gtin.is_not(None)))
    return [(key, titles[gtin]) for key, gtin in wanted if gtin in titles]


def _add_city(
    session: Session,
    area: str,
    stores: list[RealStore],
    states: list[tuple[Point, str]],
    products: list[tuple[int, str]],
    chance: random.Random,
    now: datetime,
) -> City:
    middle = Point(fmean(s.point.latitude for s in stores), fmean(s.point.longitude for s in stores))
    name = area.split("/")[0]
    furthest = max(distance_m(middle, store.point) for store in stores)
    city = City(
        slug=slug_of(f"real-{name}"),
        name=name,
        name_en=name,
        state=min(states, key=lambda known: distance_m(known[0], middle))[1],
        latitude=middle.latitude,
        longitude=middle.longitude,
        radius_m=max(5_000, round(furthest) + 1_000),
        notice=NOTICE,
        notice_en=NOTICE_EN,
    )
    session.add(city)
    for number, real in enumerate(stores, start=1):
        store = _as_store(city, real, number, now)
        session.add(store)
        session.flush()
        _stock(session, store.id, chance.sample(products, chance.randint(*GOODS_A_STORE)), chance, now)
    return city


def _as_store(city: City, real: RealStore, number: int, now: datetime) -> Store:
    code = f"{city.slug}-{number}"
    address = {"postcode": real.postcode, "town": real.town}
    return Store(
        retailer=Retailer(
            slug=code, legal_name=real.name, street=f"{real.street} {real.house_number}", created_at=now, **address
        ),
        city=city,
        store_code=code,
        name=real.name,
        trade=real.trade,
        street=real.street,
        house_number=real.house_number,
        latitude=real.point.latitude,
        longitude=real.point.longitude,
        opening_hours=real.opening_hours,
        created_at=now,
        **address,
    )


def _stock(session: Session, store_id: int, goods: list[tuple[int, str]], chance: random.Random, now: datetime) -> None:
    rows = [
        {
            "store_id": store_id,
            "product_id": product_id,
            "sku": str(product_id),
            "title": title,
            "price_cents": chance.randint(5, 140) * 10 + 9,
            "on_hand": chance.choice((0, 1, 2, 3, 5, 8, 12, 20)),
            "counted_at": now - timedelta(minutes=chance.randint(5, 60 * 24 * 16)),
        }
        for product_id, title in goods
    ]
    ids = session.scalars(insert(Offer).returning(Offer.id, sort_by_parameter_order=True), rows).all()
    pairs = list(zip(ids, rows, strict=True))
    session.execute(insert(Count), [_count(key, row, now) for key, row in pairs])
    session.execute(
        insert(PriceChange), [{"offer_id": key, "price_cents": row["price_cents"], "since": now} for key, row in pairs]
    )


def _count(offer_id: int, row: Mapping[str, object], now: datetime) -> dict[str, object]:
    return {
        "offer_id": offer_id,
        "pieces": row["on_hand"],
        "source": "upload",
        "includes_set_aside": True,
        "counted_at": row["counted_at"],
        "recorded_at": now,
    }
