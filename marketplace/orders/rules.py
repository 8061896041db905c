"""When and how a shop takes reservations: changed by its people, and noted."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from marketplace.accounts import audit
from marketplace.accounts.models import User
from marketplace.stores.models import Store
from marketplace.stores.profile import assign


def change_rules(session: Session, store: Store, user: User, values: dict[str, Any], now: datetime) -> None:
    """Set `takes_reservations`, `answer_hours` and `paused_until`; orders placed before keep their deadlines."""
    changed = assign(store, values)
    if changed:
        audit.note(session, user, "order_rules_changed", "store", store.id, now, fields=changed)
