"""Who is signed in where. The browser holds a random token, the row its hash: reading the table lets nobody in."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from marketplace.accounts.models import SignIn, User
from marketplace.errors import NotFound

LIFETIME = timedelta(days=90)


def begin(session: Session, user: User, browser: str, now: datetime) -> str:
    """Sign a browser in and return the token for its cookie. What has outlived LIFETIME is cleared away."""
    token = secrets.token_urlsafe(32)
    session.execute(delete(SignIn).where(SignIn.user_id == user.id, SignIn.created_at < now - LIFETIME))
    session.add(
        SignIn(user_id=user.id, token_hash=fingerprint(token), browser=browser, created_at=now, last_seen_at=now)
    )
    return token


def find(session: Session, token: str, now: datetime) -> SignIn | None:
    """The sign-in a token stands for, with its user; None when it was ended or is older than LIFETIME."""
    return session.scalar(
        select(SignIn)
        .options(joinedload(SignIn.user))
        .where(SignIn.token_hash == fingerprint(token), SignIn.created_at >= now - LIFETIME)
    )


def of(session: Session, user_id: int, now: datetime) -> list[SignIn]:
    """Every browser a user is signed in with, the one used last first."""
    lasting = (SignIn.user_id == user_id, SignIn.created_at >= now - LIFETIME)
    return list(session.scalars(select(SignIn).where(*lasting).order_by(SignIn.last_seen_at.desc(), SignIn.id.desc())))


def end(session: Session, user_id: int, sign_in_id: int) -> None:
    """Sign one browser of this user out. Raises NotFound("sign_in_ended")."""
    found = session.scalar(
        delete(SignIn).where(SignIn.id == sign_in_id, SignIn.user_id == user_id).returning(SignIn.id)
    )
    if found is None:
        raise NotFound("sign_in_ended")


def end_token(session: Session, token: str) -> None:
    """Sign out the browser that holds this token; nothing happens if it is signed out already."""
    session.execute(delete(SignIn).where(SignIn.token_hash == fingerprint(token)))


def end_all(session: Session, user_id: int, but_token: str = "") -> None:
    """Sign a user out everywhere, except in the browser that holds `but_token`."""
    session.execute(delete(SignIn).where(SignIn.user_id == user_id, SignIn.token_hash != fingerprint(but_token)))


def fingerprint(token: str) -> str:
    """What is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
