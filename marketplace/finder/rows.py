"""The database's word on what the index proposed: offers with their stores, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import SERVICE, Product, ProductGroup
from marketplace.finder.parameters import Asked
from marketplace.inventory.confidence import stock_state
from marketplace.inventory.models import Offer
from marketplace.money import dear, lowest, unit_price_cents
from marketplace.places import Point, distance_m
from marketplace.stores.models import Store
from marketplace.stores.opening import opening
from marketplace.stores.opening_hours import Status

GOOD = ("in_stock", "limited", "service")
SURE = ("service", "in_stock", "limited", "unknown", "out_of_stock")
OFFERS = (
    select(
        Offer.id,
        Product.group_id,
        Offer.store_id,
        Offer.sku,
        Product.gtin,
        Product.size,
        Product.colour,
        Product.measure_unit,
        Product.measure_milli,
        Offer.pricing,
        Offer.price_cents,
        Offer.available,
        Offer.counted_at,
        Offer.source,
        Offer.place,
        ProductGroup.kind,
    )
    .join(Product, Product.id == Offer.product_id)
    .join(ProductGroup, ProductGroup.id == Product.group_id)
    .where(
        Product.group_id.in_(bindparam("group_ids", expanding=True)),
        Offer.ended_at.is_(None),
        (Offer.store_id + 0).in_(select(Store.id).where(Store.city_id == bindparam("city_id"), Store.is_public)),
    )
    .order_by(Product.id)
)
"""The offers of product groups in the public stores of a city, column by column as an OfferRow wants them.

The sum keeps SQLite from beginning with the city's stores and reading every offer in them.
"""
STORES = select(Store).where(Store.id.in_(bindparam("ids", expanding=True)))


class OfferRow(NamedTuple):
    """One offer as a page shows it: what it costs, what is there and how sure that is.

    The state of what has no stock is `service`, and nothing is said of its pieces and their count.
    """

    id: int
    group_id: int
    store_id: int
    sku: str
    gtin: str | None
    size: str
    colour: str
    measure_unit: str | None
    measure_milli: int | None
    pricing: str
    price_cents: int | None
    available: int
    counted_at: datetime
    source: str
    place: str
    state: str

    @property
    def is_there(self) -> bool:
        """In stock, as the filter means it; a service is there whenever it is offered."""
        return self.state in GOOD

    @property
    def is_service(self) -> bool:
        return self.state == SERVICE

    @property
    def unit_cents(self) -> int | None:
        """What a whole unit costs of goods sold by measure."""
        cents, milli = self.price_cents, self.measure_milli
        return unit_price_cents(cents, milli) if cents and milli else None

    @property
    def variant(self) -> str:
        return ", ".join(part for part in (self.size, self.colour) if part)


@dataclass(frozen=True, slots=True)
class AtStore:
    """What one store has of one product group. `distance_m` is None where nobody said from where."""

    store: Store
    distance_m: int
    opening: Status
    offers: tuple[OfferRow, ...]

    @property
    def best(self) -> OfferRow:
        """The offer a card shows: one that is there before one that is not, then the cheapest, then the surest."""
        return min(
            self.offers,
            key=lambda offer: (not offer.is_there, dear(offer.price_cents), SURE.index(offer.state), offer.id),
        )

    @property
    def is_there(self) -> bool:
        """Whether any of its offers is there; a store shown without offers counts as there."""
        return not self.offers or any(offer.is_there for offer in self.offers)

    @property
    def price_cents(self) -> int | None:
        return lowest(offer.price_cents for offer in self.offers)

    @property
    def sizes(self) -> list[str]:
        """The sizes that are there, in the order of the catalogue."""
        return list(dict.fromkeys(offer.size for offer in self.offers if offer.is_there and offer.size))


def at_stores(
    session: Session, group_ids: Sequence[int], here: Point, now: datetime, city_id: int
) -> dict[int, list[AtStore]]:
    """Every public store of a city that has these product groups, nearest first, by group. Two statements for all."""
    rows = session.execute(OFFERS, {"group_ids": group_ids, "city_id": city_id}).all()
    stores = {store.id: store for store in session.scalars(STORES, {"ids": list({row.store_id for row in rows})})}
    found: dict[int, dict[int, list[OfferRow]]] = {}
    for row in rows:
        offers = found.setdefault(row.group_id, {}).setdefault(row.store_id, [])
        offers.append(offer_row(row, stores[row.store_id].rhythm_s, now))
    placed = {key: (round(distance_m(here, store.point)), opening(store, now)) for key, store in stores.items()}
    return {
        group_id: sorted(
            (AtStore(stores[key], *placed[key], tuple(offers)) for key, offers in by_store.items()),
            key=lambda at: (at.distance_m, at.store.id),
        )
        for group_id, by_store in found.items()
    }


def offer_row(row: Row[*tuple[Any, ...]], rhythm_s: int, now: datetime) -> OfferRow:
    """An offer, as a row of OFFERS, with its state at this moment by the rhythm of its store."""
    *told, kind = row
    state = SERVICE if kind == SERVICE else stock_state(row.available, row.counted_at, rhythm_s, now)
    return OfferRow._make((*told, state))


def passing(found: list[AtStore], asked: Asked) -> list[AtStore]:
    """The stores, with those of their offers, that pass the filters of a search by the database's word."""
    kept = []
    for at in found:
        if at.distance_m > asked.radius_m or (asked.open_now and at.opening.kind != "open"):
            continue
        if asked.store and at.store.store_code != asked.store:
            continue
        offers = tuple(
            offer
            for offer in at.offers
            if (offer.is_there or not asked.in_stock) and _is_priced_within(offer.price_cents, asked)
        )
        if offers:
            kept.append(AtStore(at.store, at.distance_m, at.opening, offers))
    return kept


def _is_priced_within(cents: int | None, asked: Asked) -> bool:
    """Whether a price keeps the limits that were asked for; what has no price keeps none."""
    least, most = asked.price_min_cents, asked.price_max_cents
    if cents is None:
        return least is None and most is None
    return (least is None or cents >= least) and (most is None or cents <= most)
