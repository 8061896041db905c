"""What the indexer has still before it: which things its waiting jobs will bring into the index."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.catalogue.models import Product
from marketplace.finder import documents
from marketplace.inventory.models import Offer
from marketplace.inventory.stock import INDEX_STORES

REBUILD = "marketplace.finder.indexing:rebuild"


@dataclass(slots=True)
class Awaited:
    """How many jobs wait, and the ids they will bring; all_stores and everything stand for jobs that name no ids."""

    jobs: int = 0
    offers: set[int] = field(default_factory=set)
    products: set[int] = field(default_factory=set)
    stores: set[int] = field(default_factory=set)
    all_stores: bool = False
    everything: bool = False

    def brings(self, kind: str, number: int) -> bool:
        """Whether a job will bring the "offer", "product" (group) or "store" with this id."""
        ids = {"offer": self.offers, "product": self.products, "store": self.stores}[kind]
        return self.everything or number in ids or (kind == "store" and self.all_stores)


def awaited(session: Session) -> Awaited:
    """Read the indexer's queue. A parked job brings nothing until the operator takes it up again, and is left out."""
    found = Awaited()
    waiting = select(jobs.Job.name, jobs.Job.values).where(jobs.Job.queue == jobs.INDEXER, jobs.Job.parked_at.is_(None))
    for name, values in session.execute(waiting):
        found.jobs += 1
        found.offers.update(values.get("offer_ids", ()))
        found.products.update(values.get("group_ids", ()))
        found.stores.update(values.get("store_ids", ()))
        found.all_stores |= name == INDEX_STORES and "store_ids" not in values
        found.everything |= name == REBUILD
    if found.stores:
        found.offers.update(session.scalars(select(Offer.id).where(Offer.store_id.in_(found.stores))))
    grouped = select(Product.group_id).join(Offer, Offer.product_id == Product.id)
    for ids in documents.sliced(sorted(found.offers)):
        found.products.update(session.scalars(grouped.where(Offer.id.in_(ids))))
    return found
