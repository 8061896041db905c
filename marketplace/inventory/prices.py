"""Prices of offers: changed only together with their history."""

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.inventory.models import Offer, PriceChange


def set_price(session: Session, offer: Offer, price_cents: int | None, now: datetime) -> bool:
    """Give an offer a price from now on and write it into the history; says whether it is another than before."""
    if offer.price_cents == price_cents:
        return False
    offer.price_cents = price_cents
    session.add(PriceChange(offer_id=offer.id, price_cents=price_cents, since=now))
    return True
