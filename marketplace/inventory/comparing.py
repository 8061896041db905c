"""Holding what every offer says of its stock against counts and movements, which are the truth of it."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, Subquery, case, func, select
from sqlalchemy.orm import Session

from marketplace.inventory.ledger import MOVED_AFTER_COUNT, SET_ASIDE
from marketplace.inventory.models import Count, Movement, Offer
from marketplace.stores.models import Store

TOGETHER = 1_000


class Difference(NamedTuple):
    """A column of an offer that says something else than counts and movements add up to."""

    store: str
    sku: str
    offer_id: int
    column: str
    offer: Any
    ledger: Any


def compare(session: Session) -> tuple[int, list[Difference]]:
    """How many offers there are, ended ones included, and all differences. Reads them a thousand at a time."""
    number, last, differences = 0, 0, list[Difference]()
    while rows := session.execute(_added(last)).all():
        for row in rows:
            differences += _differing(row)
        number, last = number + len(rows), rows[-1].id
    return number, differences


def _differing(found: Row[Any]) -> Iterator[Difference]:
    for column, said, added in _pairs(found):
        if said != added:
            yield Difference(found.store_code, found.sku, found.id, column, said, added)


def _pairs(found: Row[Any]) -> Iterator[tuple[str, Any, Any]]:
    """Each column with what the ledger says of it. An offer that was never counted began with nothing."""
    yield "held", found.held, found.all_held
    apart = 0 if found.includes_set_aside in (True, None) else found.all_held - found.held_since
    yield "on_hand", found.on_hand, max(0, (found.pieces or 0) + apart + found.moved)
    if found.pieces is not None:
        yield "counted_at", found.counted_at, found.count_at
        yield "source", found.source, found.count_source


def _added(after: int) -> Select[Any]:
    """The next offers by id, with their newest count and their movements in sums."""
    some = select(Offer.id).where(Offer.id > after).order_by(Offer.id).limit(TOGETHER).subquery()
    newest, moved = _newest_counts(some), _sums(some)
    counted = (newest.c.pieces, newest.c.includes_set_aside, newest.c.count_at, newest.c.count_source)
    sums = (func.coalesce(moved.c[name], 0).label(name) for name in ("moved", "all_held", "held_since"))
    columns = (Store.store_code, Offer.sku, Offer.id, Offer.on_hand, Offer.held, Offer.counted_at, Offer.source)
    return (
        select(*columns, *counted, *sums)
        .join(some, some.c.id == Offer.id)
        .join(Store, Store.id == Offer.store_id)
        .outerjoin(newest, (newest.c.offer_id == Offer.id) & (newest.c.place == 1))
        .outerjoin(moved, moved.c.offer_id == Offer.id)
        .order_by(Offer.id)
    )


def _newest_counts(some: Subquery) -> Subquery:
    """The counts of some offers; `place` 1 is the newest, and of one moment the one told last."""
    order = (Count.counted_at.desc(), Count.id.desc())
    place = func.row_number().over(partition_by=Count.offer_id, order_by=order).label("place")
    moment, source = Count.counted_at.label("count_at"), Count.source.label("count_source")
    columns = (Count.offer_id, Count.pieces, Count.includes_set_aside, moment, source, place)
    return select(*columns).join(some, some.c.id == Count.offer_id).subquery()


def _sums(some: Subquery) -> Subquery:
    """What moved after the offer's newest count, what is held by all that was written, and how much of it since."""
    is_since = Movement.happened_at > Offer.counted_at
    is_aside = Movement.kind.in_(SET_ASIDE)
    return (
        select(
            Movement.offer_id,
            _sum(Movement.kind.in_(MOVED_AFTER_COUNT) & is_since).label("moved"),
            _sum(is_aside).label("all_held"),
            _sum(is_aside & is_since).label("held_since"),
        )
        .join(some, some.c.id == Movement.offer_id)
        .join(Offer, Offer.id == Movement.offer_id)
        .group_by(Movement.offer_id)
        .subquery()
    )


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, Movement.pieces), else_=0))
