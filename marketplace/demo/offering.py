"""The demo shops' services: what each does for its customers, from services/*.csv into the database."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from marketplace.catalogue.models import DURATION, SERVICE, Category, Product, ProductGroup
from marketplace.codes import new_code
from marketplace.demo.files import SeedFault, table
from marketplace.demo.shelving import PRICED_SINCE
from marketplace.errors import Invalid
from marketplace.inventory.models import Offer, PriceChange
from marketplace.money import read_price
from marketplace.stores.models import Store

COLUMNS = "key;stores;title;category;price;duration;description;description_en"
BY_EFFORT, FROM = "nach Aufwand", "ab "


@dataclass(frozen=True)
class Service:
    """One row of services/*.csv: a service of one business, and the stores that offer it."""

    key: str
    stores: tuple[str, ...]
    title: str
    category: str
    pricing: str
    price_cents: int | None
    duration: str
    description: str
    description_en: str
    where: str


def read(folder: Path, categories: Container[str]) -> Iterator[Service]:
    """All services, of categories that exist; a city may have none.

    Raises SeedFault for a price that cannot be read and for a key that stands twice.
    """
    seen: set[str] = set()
    for path in sorted((folder / "services").glob("*.csv")):
        for where, row in table(path, COLUMNS):
            if row["key"] in seen:
                raise SeedFault(f"{where}: {row['key']} stands twice.")
            if row["category"] not in categories:
                raise SeedFault(f"{where}: {row['category']} is no category.")
            seen.add(row["key"])
            yield _service(row, where)


def add_service(
    session: Session, service: Service, category: Category, stores: dict[str, Store], now: datetime
) -> None:
    """Let its stores offer a service. Raises SeedFault for a store that is not there, or of another retailer."""
    try:
        places = [stores[code] for code in service.stores]
    except KeyError as lacking:
        raise SeedFault(f"{service.where}: {lacking} is no store.") from None
    owner = places[0].retailer_id
    if any(store.retailer_id != owner for store in places):
        raise SeedFault(f"{service.where}: the stores belong to several retailers.")
    group = ProductGroup(
        code=new_code(),
        kind=SERVICE,
        retailer_id=owner,
        title=service.title,
        category=category,
        description=service.description,
        description_en=service.description_en,
        attributes={DURATION: service.duration} if service.duration else {},
        created_at=now,
        updated_at=now,
    )
    product = Product(group=group, retailer_id=owner, sku=service.key)
    offers = [_offer(service, product, store, now) for store in places]
    session.add_all(offers)
    session.flush()
    since = now - PRICED_SINCE
    session.add_all(PriceChange(offer_id=offer.id, price_cents=offer.price_cents, since=since) for offer in offers)


def _offer(service: Service, product: Product, store: Store, now: datetime) -> Offer:
    return Offer(
        store=store,
        product=product,
        sku=service.key,
        title=service.title,
        pricing=service.pricing,
        price_cents=service.price_cents,
        counted_at=now,
        source="hand",
    )


def _service(row: dict[str, str], where: str) -> Service:
    pricing, cents = _price(row["price"], where)
    return Service(
        key=row["key"],
        stores=tuple(row["stores"].split("|")),
        title=row["title"],
        category=row["category"],
        pricing=pricing,
        price_cents=cents,
        duration=row["duration"],
        description=row["description"],
        description_en=row["description_en"],
        where=where,
    )


def _price(text: str, where: str) -> tuple[str, int | None]:
    """`12,00`, `ab 12,00` or `nach Aufwand` as a kind of price and cents."""
    if text == BY_EFFORT:
        return "effort", None
    try:
        return ("from" if text.startswith(FROM) else "fixed"), read_price(text.removeprefix(FROM))
    except Invalid:
        raise SeedFault(f"{where}: {text!r} is no price.") from None
