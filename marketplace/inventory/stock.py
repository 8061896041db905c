"""The rules of stock: what a count does, what a hand adjustment does, what the ledger says."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.errors import Refused
from marketplace.inventory.confidence import DAYS_LOOKED_AT, rhythm_s
from marketplace.inventory.models import Count, CountingDay, Movement, Offer
from marketplace.stores.models import Store

CITY_TIME = ZoneInfo("Europe/Berlin")
MOVED_AFTER_COUNT = ("sale", "return", "adjustment")
INDEX_STOCK = "marketplace.finder.indexing:index_stock"
INDEX_OFFERS = "marketplace.finder.indexing:index_offers"
INDEX_STORES = "marketplace.finder.indexing:index_stores"
STOCK_RANK, OFFERS_RANK = 1, 4
AT_ONCE = 200
"""Offers whose stock the index takes in before all else."""


def count(
    session: Session,
    offer: Offer,
    pieces: int,
    source: str,
    counted_at: datetime,
    now: datetime,
    upload_id: int | None = None,
) -> bool:
    """Take a statement of `pieces` at `counted_at` into the ledger; says whether it changed the offer's stock.

    A count older than the newest one is kept but changes nothing; one from the future (a wrong clock) counts as made
    now. Sales, returns and adjustments after counted_at are added to it; what is held for orders stays held, and may
    exceed the count: a shortage the shop settles. The offer's row is locked until the transaction ends.
    Raises Refused("service_has_no_stock").
    """
    demand_stock(offer)
    counted_at = min(counted_at, now)
    session.refresh(offer, with_for_update=True)
    session.add(
        Count(
            offer_id=offer.id, pieces=pieces, source=source, counted_at=counted_at, recorded_at=now, upload_id=upload_id
        )
    )
    note_counting_day(session, offer.store_id, counted_at, now)
    if counted_at < offer.counted_at:
        return False
    before = offer.on_hand
    offer.on_hand = max(0, pieces + moved_since(session, offer.id, counted_at))
    offer.counted_at, offer.source = counted_at, source
    return offer.on_hand != before


def demand_stock(offer: Offer) -> None:
    """Raises Refused("service_has_no_stock") for what cannot be counted, held or collected."""
    if offer.is_service:
        raise Refused("service_has_no_stock", title=offer.title)


def moved_since(session: Session, offer_id: int, moment: datetime) -> int:
    """The signed sum of sales, returns and hand adjustments after a moment, in pieces."""
    statement = select(func.coalesce(func.sum(Movement.pieces), 0)).where(
        Movement.offer_id == offer_id, Movement.kind.in_(MOVED_AFTER_COUNT), Movement.happened_at > moment
    )
    return session.scalar(statement) or 0


def note_counting_day(session: Session, store_id: int, counted_at: datetime, now: datetime) -> None:
    """Remember that the store counted on this day, and read its rhythm anew when the day is new."""
    day = counted_at.astimezone(CITY_TIME).date()
    if session.get(CountingDay, (store_id, day)):
        return
    store = session.get_one(Store, store_id, with_for_update=True)
    if session.get(CountingDay, (store_id, day)):
        return
    session.add(CountingDay(store_id=store_id, day=day))
    session.flush()
    latest = select(CountingDay.day).where(CountingDay.store_id == store_id).order_by(CountingDay.day.desc())
    store.rhythm_s = rhythm_s(list(session.scalars(latest.limit(DAYS_LOOKED_AT))))
    jobs.later(session, INDEX_STORES, now, jobs.INDEXER, OFFERS_RANK, store_ids=[store_id])


def tell_index_of_stock(session: Session, offer_ids: Iterable[int], now: datetime) -> None:
    """Price, stock or count of known offers changed: the indexer writes that into the stock column.

    A few go before all else; many, as an upload brings, take their turn, so that no other shop waits for them.
    """
    ids = list(offer_ids)
    rank = STOCK_RANK if len(ids) <= AT_ONCE else OFFERS_RANK
    jobs.later(session, INDEX_STOCK, now, jobs.INDEXER, rank, offer_ids=ids)


def tell_index_of_offers(session: Session, offer_ids: Iterable[int], now: datetime) -> None:
    """Offers began or ended, or what they are called changed: the indexer publishes them and their product groups."""
    jobs.later(session, INDEX_OFFERS, now, jobs.INDEXER, OFFERS_RANK, offer_ids=list(offer_ids))
