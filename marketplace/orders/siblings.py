"""The other sizes and colours of a thing that the same store has."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from marketplace.catalogue.models import Product
from marketplace.inventory.confidence import stock_state
from marketplace.inventory.models import Offer


def siblings(session: Session, offer: Offer, now: datetime) -> list[Offer]:
    """The store's offers of the same group that are there, with this one, in the order of the catalogue."""
    rows = session.scalars(
        select(Offer)
        .join(Offer.product)
        .where(Product.group_id == offer.product.group_id, Offer.store_id == offer.store_id, Offer.ended_at.is_(None))
        .options(contains_eager(Offer.product))
        .order_by(Product.id)
    )
    there = ("in_stock", "limited")
    return [row for row in rows if stock_state(row.available, row.counted_at, offer.store.rhythm_s, now) in there]
