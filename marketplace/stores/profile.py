"""What a shop says of itself: changed by its people, told to the index, noted."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace import pictures
from marketplace.accounts import audit
from marketplace.accounts.models import User
from marketplace.pictures import Kept
from marketplace.stores.models import Store
from marketplace.stores.opening_hours import read_hours
from marketplace.stores.telling import tell_index_of_stores


def change_page(session: Session, store: Store, user: User, values: dict[str, Any], now: datetime) -> list[str]:
    """Give the shop's page new words and contacts; returns the names of the fields that changed."""
    changed = assign(store, values)
    if changed:
        audit.note(session, user, "page_changed", "store", store.id, now, fields=changed)
    if "name" in changed:
        tell_index_of_stores(session, [store.id], now)
    return changed


def change_hours(session: Session, store: Store, user: User, typed: str, now: datetime) -> None:
    """Give the shop opening hours, in OSM's normal spelling; nothing typed takes them away.

    Raises BadHours for what cannot be read.
    """
    after = read_hours(typed.strip()).text if typed.strip() else ""
    before, store.opening_hours = store.opening_hours, after
    if before == after:
        return
    audit.note(session, user, "hours_changed", "store", store.id, now, before=before, after=after)
    tell_index_of_stores(session, [store.id], now)


def hang_picture(session: Session, store: Store, user: User, kept: Kept, now: datetime) -> None:
    """Show this picture of the shop."""
    store.picture = pictures.record(session, kept, now)
    session.flush()
    audit.note(session, user, "picture_changed", "store", store.id, now, picture_id=store.picture_id)


def take_picture_down(session: Session, store: Store, user: User, now: datetime) -> None:
    """Show the drawing of the shop again."""
    store.picture = None
    audit.note(session, user, "picture_removed", "store", store.id, now)


def assign(row: Any, values: dict[str, Any]) -> list[str]:
    """Set the values that differ and return their names."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    return changed
