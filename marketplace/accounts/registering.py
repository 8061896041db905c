"""Accounts come into being."""

import re
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.errors import Invalid, Refused

ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\]+@[^\s@<>\"(),:;\[\]\\.]+(\.[^\s@<>\"(),:;\[\]\\.]+)+")
LONGEST_ADDRESS = 254


def read_email(typed: str) -> str:
    """A mail address as we keep it, in small letters. Raises Invalid("email_unreadable")."""
    email = typed.strip().lower()
    if len(email) > LONGEST_ADDRESS or not ADDRESS.fullmatch(email):
        raise Invalid("email_unreadable", email=typed.strip())
    return email


def with_email(session: Session, email: str) -> User | None:
    """Who has this address, which read_email() has read."""
    return session.scalar(select(User).where(User.email == email))


def register(session: Session, email: str, name: str, password_hash: str, language: str, now: datetime) -> User:
    """A new account for an address that read_email() has read; it works at once. Raises Refused("email_taken")."""
    user = User(email=email, name=name.strip(), password_hash=password_hash, language=language, created_at=now)
    try:
        with session.begin_nested():
            session.add(user)
    except IntegrityError:
        raise Refused("email_taken", email=email) from None
    return user
