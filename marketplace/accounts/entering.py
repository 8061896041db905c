"""Proving who one is. In parts, because the slow check of a password must stand outside of every transaction."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import passwords
from marketplace.accounts.models import User
from marketplace.accounts.throttling import Brake, by_address, by_browser, by_network
from marketplace.errors import Forbidden, Invalid


@dataclass(frozen=True)
class Account:
    """What the check needs of a user, apart from the database."""

    user_id: int
    password_hash: str
    is_demo: bool


@dataclass(frozen=True)
class Proof:
    """Somebody has shown that she knows the password behind `password_hash`; `fresh_hash` replaces an outdated one."""

    user_id: int
    password_hash: str
    fresh_hash: str


def look_up(session: Session, email: str) -> Account | None:
    """The account of an address."""
    row = session.execute(select(User.id, User.password_hash, User.is_demo).where(User.email == email)).first()
    return Account(*row) if row else None


def brakes(email: str, network: str, known_browser: str) -> list[Brake]:
    """What a try to sign in is counted under. A browser known to the account is counted on its own:

    whoever guesses elsewhere, at the address or from the same network, cannot make its owner wait.
    """
    if known_browser:
        return [by_browser("sign-in", known_browser, email)]
    return [by_address("sign-in", email), by_network("sign-in", network)]


def prove(account: Account | None, password: str, demo_allowed: bool) -> Proof:
    """Check a password; takes the same time where there is no account.

    Raises Invalid("sign_in_failed"), and Forbidden("demo_only_here") for the right password of a demo account.
    """
    right = passwords.is_right(account.password_hash if account else None, password)
    if account is None or not right:
        raise Invalid("sign_in_failed")
    if account.is_demo and not demo_allowed:
        raise Forbidden("demo_only_here")
    outdated = passwords.is_outdated(account.password_hash)
    fresh_hash = passwords.hashed(password) if outdated else account.password_hash
    return Proof(account.user_id, account.password_hash, fresh_hash)


def admit(session: Session, proof: Proof) -> User:
    """The user of a proof. Raises Invalid("sign_in_failed") when the password was changed since it was checked."""
    unchanged = (User.id == proof.user_id, User.password_hash == proof.password_hash)
    user: User | None = session.scalar(select(User).where(*unchanged).with_for_update())
    if user is None:
        raise Invalid("sign_in_failed")
    user.password_hash = proof.fresh_hash
    return user
