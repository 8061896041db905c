"""What counts and movements add up to. The columns of an offer repeat it; `check-stock` compares the two."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from marketplace.inventory.models import Count, Movement, Offer

MOVED_AFTER_COUNT = ("sale", "return", "adjustment")
SET_ASIDE = ("hold", "release")
INSTANT = timedelta(microseconds=1)


def record(
    session: Session,
    offer: Offer,
    kind: str,
    pieces: int,
    at: datetime,
    reason: str,
    now: datetime,
    user_id: int | None,
) -> None:
    """Write one line. Its pieces are signed as they change on_hand, or held for what is set aside and given back."""
    session.add(
        Movement(
            offer_id=offer.id,
            kind=kind,
            pieces=pieces,
            reason=reason,
            happened_at=at,
            recorded_at=now,
            user_id=user_id,
        )
    )


def after_counts(offer: Offer, now: datetime) -> datetime:
    """The moment of what happens now: after every count that is known, be it of this very instant."""
    return max(now, offer.counted_at + INSTANT)


def on_hand(session: Session, offer: Offer) -> int:
    """The newest count, with what was set aside then where it left that out, and what moved after it; never below 0.

    More may be sold than was counted: the count was wrong, and how wrong, the next one says.
    """
    newest = select(Count).where(Count.offer_id == offer.id).order_by(Count.counted_at.desc(), Count.id.desc()).limit(1)
    counted = session.scalar(newest)
    if counted is None:
        return max(0, moved_since(session, offer.id, offer.counted_at))
    apart = 0 if counted.includes_set_aside else set_aside_at(session, offer, counted.counted_at)
    return max(0, counted.pieces + apart + moved_since(session, offer.id, counted.counted_at))


def moved_since(session: Session, offer_id: int, moment: datetime) -> int:
    """The signed sum of sales, returns and hand adjustments after a moment, in pieces."""
    return _sum(session, offer_id, Movement.kind.in_(MOVED_AFTER_COUNT), moment)


def set_aside_at(session: Session, offer: Offer, moment: datetime) -> int:
    """How many pieces were held for orders at a moment, by all that is known now."""
    return offer.held - _sum(session, offer.id, Movement.kind.in_(SET_ASIDE), moment)


def _sum(session: Session, offer_id: int, kinds: ColumnElement[bool], moment: datetime) -> int:
    total = func.coalesce(func.sum(Movement.pieces), 0)
    return session.scalar(select(total).where(Movement.offer_id == offer_id, kinds, Movement.happened_at > moment)) or 0
