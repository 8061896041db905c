"""Whether and when a store is open."""

from datetime import datetime
from functools import lru_cache

from marketplace.errors import Refused
from marketplace.stores.models import Store
from marketplace.stores.opening_hours import Status, intervals, read_hours, status


def opening(store: Store, now: datetime) -> Status:
    """Open, closed or to be asked at this moment. Without hours, or with hours that cannot be read: unknown."""
    if not store.opening_hours:
        return Status("unknown")
    return _within(store.opening_hours, now.replace(second=0, microsecond=0), store.city.state)


@lru_cache(maxsize=8192)
def _within(hours: str, minute: datetime, state: str) -> Status:
    """What hours say of a minute: shops open and close with whole minutes only."""
    try:
        return status(read_hours(hours), minute, state)
    except Refused:
        return Status("unknown")


def open_hours(store: Store, start: datetime, days: int) -> list[tuple[datetime, datetime]]:
    """When a store is open for sure in the days after a moment, as stretches in UTC; none where nobody can say."""
    try:
        return intervals(read_hours(store.opening_hours), start, days, store.city.state) if store.opening_hours else []
    except Refused:
        return []
