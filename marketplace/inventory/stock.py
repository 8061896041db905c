"""The rules of stock: what a count does, how pieces are promised to orders, handed over, sold and taken back."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.errors import NotFound, Refused
from marketplace.inventory import ledger
from marketplace.inventory.confidence import DAYS_LOOKED_AT, rhythm_s
from marketplace.inventory.models import Count, CountingDay, Movement, Offer
from marketplace.stores.models import Store

CITY_TIME = ZoneInfo("Europe/Berlin")
INDEX_STOCK = "marketplace.finder.indexing:index_stock"
INDEX_OFFERS = "marketplace.finder.indexing:index_offers"
INDEX_STORES = "marketplace.finder.indexing:index_stores"
STOCK_RANK, OFFERS_RANK = 1, 4
AT_ONCE = 200
"""Offers whose stock the index takes in before all else."""


class OutOfStock(Refused):
    """Fewer pieces of an offer can be promised than are wanted."""

    def __init__(self, offer: Offer, requested: int, available: int) -> None:
        super().__init__("out_of_stock", title=offer.title, offer_id=offer.id, requested=requested, available=available)
        self.offer = offer


def count(
    session: Session,
    offer: Offer,
    pieces: int,
    source: str,
    counted_at: datetime,
    now: datetime,
    upload_id: int | None = None,
    includes_set_aside: bool = True,
) -> bool:
    """Take a statement of `pieces` at `counted_at` into the ledger; says whether it changed the offer's stock.

    A count older than the newest one is kept but changes nothing; one from the future (a wrong clock) counts as made
    now. Sales, returns and adjustments after counted_at are added to it, and where it leaves out what is set aside for
    orders, that too. What is held stays held, and may exceed the count: a shortage the shop settles. The offer's row is
    locked until the transaction ends.
    Raises Refused("service_has_no_stock").
    """
    demand_stock(offer)
    counted_at = min(counted_at, now)
    session.refresh(offer, with_for_update=True)
    session.add(
        Count(
            offer_id=offer.id,
            pieces=pieces,
            source=source,
            includes_set_aside=includes_set_aside,
            counted_at=counted_at,
            recorded_at=now,
            upload_id=upload_id,
        )
    )
    note_counting_day(session, offer.store_id, counted_at, now)
    if counted_at < offer.counted_at:
        return False
    before = offer.on_hand
    offer.counted_at, offer.source = counted_at, source
    offer.on_hand = ledger.on_hand(session, offer)
    return offer.on_hand != before


def hold(
    session: Session, offer_id: int, pieces: int, now: datetime, reason: str = "", user_id: int | None = None
) -> Offer:
    """Promise pieces to one order. One statement decides: two buyers never get the last piece.

    A count too old to be trusted is no hindrance: the shop is asked before anybody sets out.
    Raises OutOfStock, NotFound("no_such_offer"), and Refused with "offer_has_ended" or "service_has_no_stock".
    """
    if pieces < 1:
        raise ValueError(f"{pieces} pieces cannot be held")
    offer = session.scalar(
        update(Offer)
        .where(Offer.id == offer_id, Offer.ended_at.is_(None))
        .where(Offer.on_hand - Offer.held - Offer.safety_buffer >= pieces)
        .values(held=Offer.held + pieces)
        .returning(Offer),
        execution_options={"synchronize_session": False, "populate_existing": True},
    )
    if offer is None:
        raise _no_cover(session, offer_id, pieces)
    ledger.record(session, offer, "hold", pieces, ledger.after_counts(offer, now), reason, now, user_id)
    tell_index_of_stock(session, [offer_id], now)
    return offer


def release(
    session: Session, offer_id: int, pieces: int, reason: str, now: datetime, user_id: int | None = None
) -> None:
    """Give back what an order no longer needs."""
    offer = _locked(session, offer_id)
    offer.held -= pieces
    ledger.record(session, offer, "release", -pieces, ledger.after_counts(offer, now), reason, now, user_id)
    tell_index_of_stock(session, [offer_id], now)


def hand_over(
    session: Session,
    offer_id: int,
    pieces: int,
    now: datetime,
    sold_at: datetime | None = None,
    user_id: int | None = None,
    reason: str = "",
) -> None:
    """Hand held pieces out. `sold_at` is when the till rang them up, where that was earlier.

    What left the shelf before the newest count is missing from it already, and is not deducted again.
    """
    offer = _locked(session, offer_id)
    at = min(sold_at, now) if sold_at else ledger.after_counts(offer, now)
    offer.held -= pieces
    ledger.record(session, offer, "release", -pieces, at, reason, now, user_id)
    _move(session, offer, "sale", -pieces, at, reason, now, user_id)


def undo_hand_over(
    session: Session, offer_id: int, pieces: int, reason: str, now: datetime, user_id: int | None = None
) -> None:
    """Take back that the pieces of the order named by `reason` were handed out: they never left, and stay held."""
    offer = _locked(session, offer_id)
    sold = select(Movement.happened_at).where(
        Movement.offer_id == offer_id, Movement.kind == "sale", Movement.reason == reason
    )
    at = session.scalars(sold.order_by(Movement.id.desc()).limit(1)).one()
    offer.held += pieces
    ledger.record(session, offer, "hold", pieces, at, reason, now, user_id)
    _move(session, offer, "sale", pieces, at, reason, now, user_id)


def sell(
    session: Session, offer_id: int, pieces: int, sold_at: datetime, now: datetime, user_id: int | None = None
) -> None:
    """Take out what was sold without an order, at the counter or by the till. It may leave orders short."""
    _move(session, _locked(session, offer_id), "sale", -pieces, min(sold_at, now), "", now, user_id)


def take_back(
    session: Session, offer_id: int, pieces: int, reason: str, now: datetime, user_id: int | None = None
) -> None:
    """Put returned pieces back on the shelf."""
    offer = _locked(session, offer_id)
    _move(session, offer, "return", pieces, ledger.after_counts(offer, now), reason, now, user_id)


def shortages(session: Session, store_id: int) -> list[Offer]:
    """The offers of which more is promised than is there, the largest lack first: the shop must settle them."""
    lacking = select(Offer).where(Offer.store_id == store_id, Offer.held > Offer.on_hand)
    return list(session.scalars(lacking.order_by(Offer.on_hand - Offer.held, Offer.id)))


def demand_stock(offer: Offer) -> None:
    """Raises Refused("service_has_no_stock") for what cannot be counted, held or collected."""
    if offer.is_service:
        raise Refused("service_has_no_stock", title=offer.title)


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


def _no_cover(session: Session, offer_id: int, pieces: int) -> Refused:
    """Why a hold was not taken."""
    offer = session.get(Offer, offer_id, populate_existing=True)
    if offer is None:
        return NotFound("no_such_offer")
    if offer.is_service:
        return Refused("service_has_no_stock", title=offer.title)
    if offer.ended_at is not None:
        return Refused("offer_has_ended", title=offer.title)
    return OutOfStock(offer, pieces, offer.available)


def _locked(session: Session, offer_id: int) -> Offer:
    """The offer as it is now; nobody else changes it until the transaction ends."""
    return session.get_one(Offer, offer_id, with_for_update=True, populate_existing=True)


def _move(
    session: Session,
    offer: Offer,
    kind: str,
    pieces: int,
    at: datetime,
    reason: str,
    now: datetime,
    user_id: int | None,
) -> None:
    """Write a movement of pieces into or out of the shop, and what is there by all that is known now."""
    ledger.record(session, offer, kind, pieces, at, reason, now, user_id)
    offer.on_hand = ledger.on_hand(session, offer)
    tell_index_of_stock(session, [offer.id], now)
