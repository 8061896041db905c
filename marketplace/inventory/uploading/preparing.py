"""From bytes to judged rows: everything that happens to a file before a writing transaction opens."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.matching import sliced
from marketplace.catalogue.models import GOODS, SERVICE, Product, ProductGroup
from marketplace.inventory.models import Offer
from marketplace.inventory.uploading import checking, header, kinds, reading
from marketplace.inventory.uploading.checking import Row
from marketplace.inventory.uploading.columns import FOR_NEW_GOODS, FOR_NEW_SERVICES
from marketplace.stores.models import Store

LETTERHEAD = 1000
"""Lines that a file may have beside its rows: letterhead, blank lines, notes."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a file may be."""

    most_bytes: int
    most_rows: int


@dataclass(frozen=True, slots=True)
class Checked:
    """A file whose rows are judged: the names in its header, and all rows in their order."""

    names: list[str]
    rows: list[Row]

    @property
    def good(self) -> list[Row]:
        return [row for row in self.rows if not row.is_refused]

    @property
    def refused(self) -> list[Row]:
        return [row for row in self.rows if row.is_refused]


def prepare(
    session: Session,
    store: Store,
    content: bytes,
    limits: Limits,
    arrived_at: datetime,
    stage: Callable[[str, int], None] = lambda _stage, _total: None,
    progress: Callable[[int], None] = lambda _done: None,
) -> Checked:
    """Read and check a whole file. Only asks for the skus that are known; no transaction is open meanwhile.

    `stage` is told what is done now and with how many rows, `progress` how many of them are done. Raises Invalid with
    a code that begins with "upload_" where the file as a whole cannot be used.
    """
    store_id, store_code, retailer_id = store.id, store.store_code, store.retailer_id
    session.rollback()
    stage("reading", 0)
    layout = header.recognise(reading.read(content, limits.most_bytes, limits.most_rows + LETTERHEAD), limits.most_rows)
    stage("checking", len(layout.lines))
    rows = checking.check(layout, store_code, arrived_at, progress)
    known = known_skus(session, store_id, [row.sku for row in rows if row.sku])
    services = service_skus(session, retailer_id)
    goods = goods_skus(session, retailer_id, [row.sku for row in rows if row.given.get("kind") == SERVICE])
    session.rollback()
    kinds.settle(layout, rows, goods, services)
    if not known:
        header.demand_columns(layout, FOR_NEW_SERVICES if all(row.is_service for row in rows) else FOR_NEW_GOODS)
    checking.refuse_incomplete(layout, rows, known)
    return Checked(layout.names, rows)


def known_skus(session: Session, store_id: int, skus: list[str]) -> set[str]:
    """Those of the skus under which the store has had an offer, ended ones included."""
    found: set[str] = set()
    for part in sliced(skus):
        found.update(session.scalars(select(Offer.sku).where(Offer.store_id == store_id, Offer.sku.in_(part))))
    return found


def service_skus(session: Session, retailer_id: int) -> set[str]:
    """The skus of a retailer's services; there are few."""
    services = select(Product.sku).join(Product.group).where(ProductGroup.kind == SERVICE)
    return {sku for sku in session.scalars(services.where(Product.retailer_id == retailer_id)) if sku}


def goods_skus(session: Session, retailer_id: int, skus: Collection[str]) -> set[str]:
    """Those of the skus under which any store of the retailer has had goods."""
    found: set[str] = set()
    goods = select(Offer.sku).join(Offer.store).join(Offer.product).join(Product.group)
    for part in sliced(skus):
        named = goods.where(Store.retailer_id == retailer_id, Offer.sku.in_(part), ProductGroup.kind == GOODS)
        found.update(session.scalars(named))
    return found
