"""Guessing ends in a wait that grows, for the address that is tried and for the network the tries come from.

Nobody is locked out: waits end by themselves, and a browser that has signed in before is counted on its own.
"""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.accounts.models import Throttle
from marketplace.errors import TooMany

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Brake:
    """What tries are counted under, and how many come before the first wait. A `personal` one ends with a success."""

    key: str
    free: int
    personal: bool = True

    def wait(self, failures: int) -> timedelta:
        """How long to wait after so many failures: nothing, then a minute, doubling up to LONGEST_WAIT."""
        if failures < self.free:
            return timedelta(0)
        doublings: int = min(failures - self.free, 10)
        return min(LONGEST_WAIT, FIRST_WAIT * (1 << doublings))


def by_address(purpose: str, email: str, free: int = 5) -> Brake:
    """Counts tries for one mail address, known to us or not. Only its hash is kept."""
    return Brake(f"{purpose}:address:{_digest(email)}", free)


def by_network(purpose: str, network: str, free: int = 30) -> Brake:
    """Counts tries from one network, which many people may share."""
    return Brake(f"{purpose}:network:{_digest(network)}", free, personal=False)


def by_browser(purpose: str, browser: str, email: str, free: int = 10) -> Brake:
    """Counts tries for one address in a browser that has signed in to it before, in place of address and network."""
    return Brake(f"{purpose}:browser:{_digest(browser + email)}", free)


def take_try(session: Session, brakes: Iterable[Brake], now: datetime) -> None:
    """Count a try as failed before it is made, so that parallel guesses cannot slip through; forgive() takes it back.

    Raises TooMany("too_many_tries", minutes, retry_after_s) and counts nothing while a wait lasts. Commit before
    the password is checked: the check is slow and must not hold the database.
    """
    session.execute(delete(Throttle).where(Throttle.last_failure_at < now - FORGOTTEN_AFTER))
    rows = [(_row(session, brake.key, now), brake) for brake in sorted(brakes, key=lambda brake: brake.key)]
    longest = max(row.last_failure_at + brake.wait(row.failures) - now for row, brake in rows)
    if longest > timedelta(0):
        seconds = math.ceil(longest.total_seconds())
        raise TooMany("too_many_tries", minutes=math.ceil(seconds / 60), retry_after_s=seconds)
    for row, _brake in rows:
        row.failures += 1
        row.last_failure_at = now


def forgive(session: Session, brakes: Iterable[Brake], now: datetime) -> None:
    """The try succeeded: personal counts begin anew, shared ones lose this try only."""
    for brake in sorted(brakes, key=lambda brake: brake.key):
        row = _row(session, brake.key, now)
        row.failures = 0 if brake.personal else max(0, row.failures - 1)


def _row(session: Session, key: str, now: datetime) -> Throttle:
    """The count under a key, locked for this transaction; made when it is missing."""
    row = session.get(Throttle, key, with_for_update=True)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            made = Throttle(key=key, failures=0, last_failure_at=now)
            session.add(made)
        return made
    except IntegrityError:
        return session.get_one(Throttle, key, with_for_update=True)


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
