"""Leaving."""

from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from marketplace.accounts import roles
from marketplace.accounts.audit import note
from marketplace.accounts.models import Invitation, User


def close(session: Session, user: User, now: datetime) -> None:
    """Delete an account with its roles, sign-ins and invitations; what was counted and uploaded stays, without a name.

    Raises Refused("last_owner"): a shop is handed over first.
    """
    for role in user.roles:
        if role.kind == "owner" and role.retailer_id is not None:
            roles.demand_another_owner(session, user.id, role.retailer_id)
    session.execute(delete(Invitation).where(Invitation.email == user.email))
    note(session, None, "account_closed", "user", user.id, now)
    session.delete(user)
    session.flush()
