"""Whether a store is open, for pages."""

from datetime import datetime

from marketplace.errors import Refused
from marketplace.stores.models import Store
from marketplace.stores.opening_hours import Status, read_hours, status


def opening(store: Store, now: datetime) -> Status:
    """Open, closed or to be asked at this moment. Without hours, or with hours that cannot be read: unknown."""
    if not store.opening_hours:
        return Status("unknown")
    try:
        return status(read_hours(store.opening_hours), now, store.city.state)
    except Refused:
        return Status("unknown")
