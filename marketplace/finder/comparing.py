"""Holding the index against the database: every offer, the words of every product group on offer, every store."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

import search
from marketplace.finder import documents, indexing
from marketplace.finder.awaiting import awaited
from marketplace.stores.models import Store

PATIENCE_S = 10.0
PAUSE_S = 0.2
HOURS_COMPARED = timedelta(days=documents.OPEN_DAYS - 1)
"""Hours are renewed several times a day, so the end of the two weeks is not the same at every moment."""
MISSING, SURPLUS, WORDS = "missing", "surplus", "words"
Things = set[tuple[str, int]]
"""Kinds and ids, as in the first two fields of a Difference."""


class Difference(NamedTuple):
    """What is not in both in the same way. kind is "offer", "product" (a group) or "store", id its id in the database.

    what is the name of a value that differs, or "missing" (in the index), "surplus" (only there), "words".
    """

    kind: str
    id: int
    what: str
    database: Any = None
    index: Any = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How many things were compared, in what they differ, and how many of the differences a waiting job will mend."""

    offers: int
    products: int
    stores: int
    differences: list[Difference]
    waiting: int = 0

    @property
    def agrees(self) -> bool:
        """Whether there is nothing to mend and nothing to wait for."""
        return not self.differences


def compare(session: Session, now: datetime, among: Things | None = None) -> Comparison:
    """Compare what a shopper may see with the index, or only the things of `among`.

    Offers of both are read by id, side by side, so that memory holds few of either. Raises IndexMissing or
    IndexDamaged.
    """
    offers, groups, differences = _compare_offers(session, _ids(among, "offer"))
    if among is not None:
        groups = _ids(among, "product") or set()
    stores, of_stores = _compare_stores(session, now, _ids(among, "store"))
    differences += of_stores
    differences += _compare_products(session, groups)
    return Comparison(offers, len(groups), stores, differences)


def compare_settled(session: Session, now: datetime) -> Comparison:
    """Compare; what differs is looked at again until it agrees or no job will bring it, for PATIENCE_S at most.

    A difference counts once it was seen twice with no job before it: a change may be committed between two readings.
    """
    until = time.monotonic() + PATIENCE_S
    session.rollback()
    found = first = compare(session, now)
    waiting = unexplained = 0
    while found.differences and unexplained < 2:
        session.rollback()
        coming = awaited(session)
        found = compare(session, now, {(difference.kind, difference.id) for difference in found.differences})
        waiting = sum(coming.brings(difference.kind, difference.id) for difference in found.differences)
        unexplained = 0 if waiting else unexplained + 1
        if time.monotonic() > until:
            break
        time.sleep(PAUSE_S)
    session.rollback()
    return replace(first, differences=found.differences, waiting=waiting)


def _ids(among: Things | None, kind: str) -> set[int] | None:
    return None if among is None else {number for one, number in among if one == kind}


def _compare_offers(session: Session, among: set[int] | None) -> tuple[int, set[int], list[Difference]]:
    """How many offers the database has, the product groups they belong to, and the differences."""
    differences: list[Difference] = []
    groups: set[int] = set()
    number = 0
    indexed = (offer for offer in search.listed_offers(indexing.folder()) if among is None or offer.id in among)
    there = next(indexed, None)
    for offer in _offers(session, among):
        number += 1
        groups.add(offer.product)
        while there and there.id < offer.id:
            differences.append(Difference("offer", there.id, SURPLUS))
            there = next(indexed, None)
        if there is None or there.id > offer.id:
            differences.append(Difference("offer", offer.id, MISSING))
            continue
        differences += _fields("offer", search.kept(offer), there)
        there = next(indexed, None)
    left = [] if there is None else [there, *indexed]
    differences += [Difference("offer", offer.id, SURPLUS) for offer in left]
    return number, groups, differences


def _offers(session: Session, among: set[int] | None) -> Iterator[search.Offer]:
    """The offers of the database as the index should have them, by id."""
    ids = documents.all_offers(session)
    for some in documents.sliced(ids if among is None else [number for number in ids if number in among]):
        rows = [documents.offer_document(offer, group) for offer, group, _shown in documents.offers(session, some)]
        yield from sorted(rows, key=lambda offer: offer.id)


def _compare_products(session: Session, groups: set[int]) -> Iterator[Difference]:
    for ids in documents.sliced(sorted(groups)):
        there = map(documents.product_document, documents.groups(session, ids))
        for number in search.outdated(indexing.folder(), there):
            yield Difference("product", number, WORDS)


def _compare_stores(session: Session, now: datetime, among: set[int] | None) -> tuple[int, list[Difference]]:
    """How many stores the database has, and the differences."""
    shown = session.scalars(select(Store).where(Store.is_public)).all()
    ours = {store.id: _told(documents.store_document(store, now), now) for store in shown}
    theirs = {store.id: _told(store, now) for store in search.listed_stores(indexing.folder())}
    differences = [Difference("store", number, MISSING) for number in ours.keys() - theirs.keys()]
    differences += [Difference("store", number, SURPLUS) for number in theirs.keys() - ours.keys()]
    for number in ours.keys() & theirs.keys():
        differences += _fields("store", ours[number], theirs[number])
    return len(ours), [difference for difference in differences if among is None or difference.id in among]


def _told(store: search.Store, now: datetime) -> search.Store:
    """A store with those of its opening hours that must be known whenever they were last renewed."""
    since, until = now.timestamp(), (now + HOURS_COMPARED).timestamp()
    return replace(store, opens=tuple(pair for pair in store.opens if since < pair[0] < until))


def _fields(kind: str, database: Any, index: Any) -> Iterator[Difference]:
    """The values of the same thing that differ."""
    for name in type(database).__match_args__:
        one, other = getattr(database, name), getattr(index, name)
        if one != other:
            yield Difference(kind, database.id, name, one, other)
