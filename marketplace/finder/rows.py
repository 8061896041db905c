"""The database's word on what the index proposed: offers with their stores, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, select
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


@dataclass(frozen=True, slots=True)
class OfferRow:
    """One offer as a page shows it: what it costs, what is there and how sure that is.

    The state of what has no stock is `service`, and nothing is said of its pieces and their count.
    """

    id: int
    group_id: int
    store_id: int
    sku: str
    size: str
    colour: str
    pricing: str
    price_cents: int | None
    measure_unit: str | None
    unit_cents: int | None
    available: int
    state: str
    counted_at: datetime
    source: str
    place: str
    gtin: str | None = None

    @property
    def is_there(self) -> bool:
        """In stock, as the filter means it; a service is there whenever it is offered."""
        return self.state in GOOD

    @property
    def is_service(self) -> bool:
        return self.state == SERVICE

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
    session: Session, group_ids: Sequence[int], here: Point, now: datetime, city_id: int | None = None
) -> dict[int, list[AtStore]]:
    """Every public store that has these product groups, nearest first, by group. One statement for all."""
    stores: dict[int, Store] = {}
    found: dict[int, dict[int, list[OfferRow]]] = {}
    for row in session.execute(offers_of(group_ids, city_id)):
        _offer, product, store, _kind = row
        stores[store.id] = store
        found.setdefault(product.group_id, {}).setdefault(store.id, []).append(offer_row(row, now))
    placed = {key: (round(distance_m(here, store.point)), opening(store, now)) for key, store in stores.items()}
    return {
        group_id: sorted(
            (AtStore(stores[key], *placed[key], tuple(offers)) for key, offers in by_store.items()),
            key=lambda at: (at.distance_m, at.store.id),
        )
        for group_id, by_store in found.items()
    }


def offers_of(group_ids: Sequence[int], city_id: int | None) -> "Select[Offer, Product, Store, str]":
    """The offers of product groups in public stores.

    Every offer has a store. The outer join keeps SQLite from beginning with the city and reading every offer in it.
    """
    stores = select(Store.id).where(Store.is_public)
    if city_id is not None:
        stores = stores.where(Store.city_id == city_id)
    return (
        select(Offer, Product, Store, ProductGroup.kind)
        .join(Product, Product.id == Offer.product_id)
        .join(ProductGroup, ProductGroup.id == Product.group_id)
        .outerjoin(Store, Store.id == Offer.store_id)
        .where(Product.group_id.in_(group_ids), Offer.ended_at.is_(None), Offer.store_id.in_(stores))
        .order_by(Product.id)
    )


def offer_row(row: "Row[Offer, Product, Store, str]", now: datetime) -> OfferRow:
    """An offer with its state at this moment."""
    offer, product, store, kind = row
    counted = stock_state(offer.available, offer.counted_at, store.rhythm_s, now)
    cents, milli = offer.price_cents, product.measure_milli
    return OfferRow(
        id=offer.id,
        group_id=product.group_id,
        store_id=store.id,
        sku=offer.sku,
        size=product.size,
        colour=product.colour,
        pricing=offer.pricing,
        price_cents=cents,
        measure_unit=product.measure_unit,
        unit_cents=unit_price_cents(cents, milli) if cents and milli else None,
        available=offer.available,
        state=SERVICE if kind == SERVICE else counted,
        counted_at=offer.counted_at,
        source=offer.source,
        place=offer.place,
        gtin=product.gtin,
    )


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
