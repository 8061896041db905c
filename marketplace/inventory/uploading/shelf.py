"""What a store has now of the goods a file names, read in a few statements."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue import matching
from marketplace.catalogue.matching import Group, Shelves, Thing
from marketplace.catalogue.models import GOODS, Product, ProductGroup
from marketplace.inventory.ledger import MOVED_AFTER_COUNT
from marketplace.inventory.models import Movement, Offer
from marketplace.inventory.uploading.checking import Row
from marketplace.stores.models import Store


@dataclass(frozen=True, slots=True)
class Known:
    """An offer of the store as it is now."""

    id: int
    sku: str
    title: str
    pricing: str
    price_cents: int | None
    on_hand: int
    place: str
    counted_at: datetime
    source: str
    ended_at: datetime | None
    product_id: int


@dataclass(slots=True)
class Shelf:
    """Offers by sku, products by how a row may name them, groups by the retailer's `item_group_id`.

    `own_groups` are those that belong to the retailer alone.
    """

    store_id: int
    retailer_id: int
    categories: Shelves
    offers: dict[str, Known] = field(default_factory=dict)
    things: dict[int, Thing] = field(default_factory=dict)
    by_gtin: dict[str, Thing] = field(default_factory=dict)
    by_sku: dict[str, Thing] = field(default_factory=dict)
    groups: dict[str, int] = field(default_factory=dict)
    group_owners: dict[int, int | None] = field(default_factory=dict)
    own_groups: dict[int, Group] = field(default_factory=dict)
    movements: dict[int, list[tuple[datetime, int]]] = field(default_factory=dict)

    def moved_since(self, offer_id: int, moment: datetime) -> int:
        """The signed sum of sales, returns and hand adjustments of an offer after a moment, in pieces."""
        return sum(pieces for at, pieces in self.movements.get(offer_id, ()) if at > moment)

    def is_alone(self, thing: Thing) -> bool:
        """Whether the product's group is the retailer's own and holds nothing else."""
        return thing.group_id in self.own_groups and self.own_groups[thing.group_id].members == {thing.id}


def read(session: Session, store: Store, rows: Sequence[Row], arrived_at: datetime, locking: bool) -> Shelf:
    """Everything that deciding about these rows needs, in about six statements for every 500 of them.

    With `locking`, nobody else changes the offers until the transaction ends.
    """
    shelf = Shelf(store.id, store.retailer_id, Shelves(session))
    skus = [row.sku for row in rows]
    shelf.offers = _offers(session, store.id, skus, locking)
    shelf.things = matching.by_id(session, {offer.product_id for offer in shelf.offers.values()})
    shelf.by_gtin = {thing.gtin: thing for thing in shelf.things.values() if thing.gtin}
    named = {row.given["gtin"] for row in rows if "gtin" in row.given}
    shelf.by_gtin |= matching.by_gtin(session, named - shelf.by_gtin.keys())
    new = [sku for sku in skus if sku not in shelf.offers]
    shelf.by_sku = matching.by_sku(session, shelf.retailer_id, new) | _in_sister_stores(session, store, new)
    _read_groups(session, shelf, rows)
    since = min([row.given.get("counted_at", arrived_at) for row in rows], default=arrived_at)
    shelf.movements = _movements(session, store.id, since)
    return shelf


def missing_offers(session: Session, store_id: int, skus: Collection[str], with_services: bool) -> list[Known]:
    """The store's running offers whose sku is not among these; services only of a file that names any."""
    named = set(skus)
    statement = _columns().where(Offer.store_id == store_id, Offer.ended_at.is_(None))
    if not with_services:
        statement = statement.where(Offer.product.has(Product.group.has(ProductGroup.kind == GOODS)))
    running = session.execute(statement)
    return [Known(*row) for row in running if row.sku not in named]


def _columns() -> Any:
    return select(
        *(Offer.id, Offer.sku, Offer.title, Offer.pricing, Offer.price_cents, Offer.on_hand, Offer.place),
        *(Offer.counted_at, Offer.source, Offer.ended_at, Offer.product_id),
    )


def _offers(session: Session, store_id: int, skus: Sequence[str], locking: bool) -> dict[str, Known]:
    found: dict[str, Known] = {}
    for part in matching.sliced(sorted(skus)):
        statement = _columns().where(Offer.store_id == store_id, Offer.sku.in_(part)).order_by(Offer.id)
        rows = session.execute(statement.with_for_update() if locking else statement)
        found.update({row.sku: Known(*row) for row in rows})
    return found


def _in_sister_stores(session: Session, store: Store, skus: Sequence[str]) -> dict[str, Thing]:
    """What the retailer's other stores sell under these skus: with a GTIN it is the same thing here."""
    products: dict[str, int] = {}
    for part in matching.sliced(skus):
        rows = session.execute(
            select(Offer.sku, Offer.product_id)
            .join(Store, Store.id == Offer.store_id)
            .where(Store.retailer_id == store.retailer_id, Store.id != store.id, Offer.sku.in_(part))
            .order_by(Offer.id)
        )
        products.update({sku: product_id for sku, product_id in rows})  # noqa: C416 - rows are no pairs to mypy
    things = matching.by_id(session, set(products.values()))
    return {sku: things[product_id] for sku, product_id in products.items()}


def _read_groups(session: Session, shelf: Shelf, rows: Sequence[Row]) -> None:
    """A group that any row's known product belongs to is the group of all rows with the same `item_group_id`."""
    named = {row.given["item_group_id"] for row in rows if "item_group_id" in row.given}
    shelf.groups = matching.groups_named(session, shelf.retailer_id, named)
    for row in rows:
        thing = shelf.by_gtin.get(row.given.get("gtin", ""))
        if thing and "item_group_id" in row.given:
            shelf.groups.setdefault(row.given["item_group_id"], thing.group_id)
    shelf.group_owners = matching.group_owners(session, set(shelf.groups.values()))
    things = [*shelf.things.values(), *shelf.by_sku.values()]
    own = {thing.group_id for thing in things if thing.group_owner == shelf.retailer_id}
    own |= {group_id for group_id, owner in shelf.group_owners.items() if owner == shelf.retailer_id}
    shelf.own_groups = matching.groups_by_id(session, own)


def _movements(session: Session, store_id: int, since: datetime) -> dict[int, list[tuple[datetime, int]]]:
    found: dict[int, list[tuple[datetime, int]]] = defaultdict(list)
    for offer_id, at, pieces in session.execute(
        select(Movement.offer_id, Movement.happened_at, Movement.pieces)
        .join(Offer, Offer.id == Movement.offer_id)
        .where(Offer.store_id == store_id, Movement.kind.in_(MOVED_AFTER_COUNT), Movement.happened_at > since)
    ):
        found[offer_id].append((at, pieces))
    return found
