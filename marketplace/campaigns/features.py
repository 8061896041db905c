"""The rules of features: a shop is shown on the city's home for some days, under a label that says why."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.accounts import audit
from marketplace.accounts.models import User
from marketplace.alphabet import alphabetical
from marketplace.campaigns.models import Feature
from marketplace.cities.models import City
from marketplace.errors import Invalid, NotFound, Refused
from marketplace.stores.adding import store_in
from marketplace.stores.models import Store

CITY_TIME = ZoneInfo("Europe/Berlin")
ENDED_SHOWN = 20


def add(
    session: Session,
    city: City,
    editor: User,
    store_code: str,
    words: dict[str, str],
    first: date,
    last: date,
    now: datetime,
) -> Feature:
    """Show a shop from the first day's beginning to the last day's end, in the city's time. Features may overlap.

    `words` are label, label_en, text and text_en. Raises Invalid("feature_ends_first"), NotFound("no_such_store").
    """
    if last < first or day_after(last) <= now:
        raise Invalid("feature_ends_first")
    store = store_in(session, city, store_code)
    feature = Feature(city_id=city.id, store=store, starts_at=beginning(first), ends_at=day_after(last), **words)
    session.add(feature)
    session.flush()
    audit.note(
        session, editor, "feature_added", "feature", feature.id, now, store=store.store_code, label=feature.label
    )
    return feature


def end(session: Session, feature: Feature, editor: User, now: datetime) -> None:
    """End a feature now; one that has not begun is taken back altogether. Raises Refused("feature_is_over")."""
    if feature.ends_at <= now:
        raise Refused("feature_is_over")
    audit.note(session, editor, "feature_ended", "feature", feature.id, now, label=feature.label)
    if feature.starts_at >= now:
        session.delete(feature)
    else:
        feature.ends_at = now


def feature_in(session: Session, city: City, feature_id: int) -> Feature:
    """A feature of this city. Raises NotFound("no_such_feature")."""
    feature = session.get(Feature, feature_id)
    if feature is None or feature.city_id != city.id:
        raise NotFound("no_such_feature")
    return feature


def by_time(session: Session, city: City, now: datetime) -> dict[str, Sequence[Feature]]:
    """The city's features that are `shown` now, `planned` and, the latest ones, `ended`."""
    own = select(Feature).where(Feature.city_id == city.id).options(joinedload(Feature.store))
    shown = own.where(Feature.starts_at <= now, Feature.ends_at > now).order_by(Feature.ends_at, Feature.id)
    planned = own.where(Feature.starts_at > now).order_by(Feature.starts_at, Feature.id)
    ended = own.where(Feature.ends_at <= now).order_by(Feature.ends_at.desc(), Feature.id).limit(ENDED_SHOWN)
    return {
        name: session.scalars(found).all() for name, found in (("shown", shown), ("planned", planned), ("ended", ended))
    }


def stores_to_feature(session: Session, city: City) -> list[tuple[str, str]]:
    """Code and name of every shop of the city that shoppers can find."""
    found = select(Store.store_code, Store.name).where(Store.city_id == city.id, Store.is_public)
    return [(code, name) for code, name in session.execute(found.order_by(alphabetical(Store.name), Store.id))]


def beginning(day: date) -> datetime:
    """Midnight with which a day begins in the city."""
    return datetime.combine(day, time(), CITY_TIME)


def day_after(day: date) -> datetime:
    """Midnight with which a day ends in the city."""
    return beginning(day + timedelta(days=1))


def last_moment(feature: Feature) -> datetime:
    """The last second a feature is shown, on its last day."""
    return feature.ends_at - timedelta(seconds=1)
