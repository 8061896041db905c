"""Holding the index against the database, offer by offer."""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import search
from marketplace import jobs
from marketplace.finder import documents, indexing
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store

PATIENCE_S = 10.0


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many offers were compared, and the ids of those that are not in both in the same way.

    missing are unknown to the index, surplus only there, different have another price, stock or place in it.
    """

    offers: int
    missing: list[int]
    surplus: list[int]
    different: list[int]

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to mend."""
        return not (self.missing or self.surplus or self.different)


def compare(session: Session) -> Comparison:
    """Compare every offer a shopper may see with the index. Raises IndexMissing or IndexDamaged.

    Both are read by id, side by side, so that memory holds few of either.
    """
    offers, missing, surplus, different = 0, [], [], []
    indexed = search.listed_offers(indexing.folder())
    there = next(indexed, None)
    for offer in _offers(session):
        offers += 1
        while there and there.id < offer.id:
            surplus.append(there.id)
            there = next(indexed, None)
        if there is None or there.id > offer.id:
            missing.append(offer.id)
            continue
        if there != search.kept(offer):
            different.append(offer.id)
        there = next(indexed, None)
    surplus += [] if there is None else [there.id, *(offer.id for offer in indexed)]
    return Comparison(offers, missing, surplus, different)


def _offers(session: Session) -> Iterator[search.Offer]:
    """The offers of the database as the index should have them, by id."""
    shown = select(Offer.id).join(Store, Store.id == Offer.store_id).where(Offer.ended_at.is_(None), Store.is_public)
    for ids in documents.sliced(session.scalars(shown.order_by(Offer.id)).all()):
        rows = [documents.offer_document(offer, group) for offer, group, _shown in documents.offers(session, ids)]
        yield from sorted(rows, key=lambda offer: offer.id)


def compare_settled(session: Session) -> Comparison:
    """Compare; while the two disagree and the indexer has changes before it, wait a little and compare again."""
    until = time.monotonic() + PATIENCE_S
    while True:
        left = jobs_left(session)
        comparison = compare(session)
        left += jobs_left(session)
        session.rollback()
        if comparison.agrees or not left or time.monotonic() > until:
            return comparison
        time.sleep(0.2)


def jobs_left(session: Session) -> int:
    """How many jobs the indexer has still before it. Ends the transaction, so that the next reading is a fresh one."""
    session.rollback()
    waiting = select(func.count(jobs.Job.id)).where(jobs.Job.queue == jobs.INDEXER, jobs.Job.parked_at.is_(None))
    left = session.scalar(waiting) or 0
    session.rollback()
    return left
