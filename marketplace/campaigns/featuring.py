"""What a city shows first at a moment."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.campaigns.models import Feature
from marketplace.cities.models import City
from marketplace.stores.models import Store


def current(session: Session, city: City, now: datetime) -> Sequence[Feature]:
    """The city's features of this moment with their stores, those that end first before the others. One statement."""
    return session.scalars(
        select(Feature)
        .join(Store, Store.id == Feature.store_id)
        .where(Feature.city_id == city.id, Feature.starts_at <= now, Feature.ends_at > now, Store.is_public)
        .options(joinedload(Feature.store))
        .order_by(Feature.ends_at, Feature.id)
    ).all()
