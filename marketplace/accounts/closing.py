"""Leaving."""

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace.accounts import letters, roles
from marketplace.accounts.audit import note
from marketplace.accounts.models import User
from marketplace.privacy.erasing import erase
from marketplace.privacy.finding import Person


def close(session: Session, user: User, now: datetime) -> None:
    """Erase an account as the register of personal data says, and tell its owner by mail what became of what.

    Raises Refused("last_owner"): a shop is handed over first.
    """
    for role in user.roles:
        if role.kind == "owner" and role.retailer_id is not None:
            roles.demand_another_owner(session, user.id, role.retailer_id)
    note(session, None, "account_closed", "user", user.id, now)
    session.flush()
    session.expunge(user)
    held = erase(session, Person(user.email, user.id))
    letters.closed_account(session, user, [holding.entry for holding in held], now)
