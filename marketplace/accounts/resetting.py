"""A new password: with a link for who forgot hers, with the old one for who has it."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.accounts import letters, links, sessions
from marketplace.accounts.audit import note
from marketplace.accounts.models import User
from marketplace.accounts.registering import with_email
from marketplace.errors import Refused

VALID = timedelta(hours=1)


def ask(session: Session, email: str, now: datetime) -> None:
    """Have the link written, if the address has an account. Nobody can see or time from outside whether it has one."""
    jobs.later(session, "marketplace.accounts.resetting:write", now, email=email)


def write(session: Session, now: datetime, email: str) -> None:
    """The job: mail the link to the account's owner; nothing happens for an unknown address."""
    user = with_email(session, email)
    if user is not None:
        token = links.signed("reset", [user.id, sessions.fingerprint(user.password_hash)])
        letters.forgotten_password(session, user, token, int(VALID.total_seconds()) // 60, now)


def find(session: Session, token: str) -> User:
    """Whose link this is. Raises NotFound("link_altered"); Refused("link_expired") also after it was used."""
    user_id, was = links.read("reset", token, VALID)
    user: User | None = session.scalar(select(User).where(User.id == user_id).with_for_update())
    if user is None or sessions.fingerprint(user.password_hash) != was:
        raise Refused("link_expired")
    return user


def replace(session: Session, user: User, password_hash: str, now: datetime, but_token: str = "") -> None:
    """Set a new password, sign out every browser but the one that holds `but_token`, and tell the owner by mail."""
    user.password_hash = password_hash
    sessions.end_all(session, user.id, but_token)
    note(session, user, "password_changed", "user", user.id, now)
    letters.changed_password(session, user, now)
