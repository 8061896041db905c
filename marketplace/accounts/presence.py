"""When a browser was last here: noted beside the request, and only when that costs nobody a wait.

EDGE: a transaction of its own, after the page is made.
"""

import contextlib
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, text, update
from sqlalchemy.exc import OperationalError

from marketplace.accounts.models import SignIn
from marketplace.db import BUSY_TIMEOUT_MS, only_reads

NOTED_EVERY = timedelta(minutes=5)


def note(engine: Engine, sign_in_id: int, last_seen_at: datetime, now: datetime) -> None:
    """Note that a sign-in is in use, at most once in NOTED_EVERY.

    It writes in a tiny transaction of its own, never in the request's, which may only read. If somebody
    else is writing, it gives up at once: the next page will note it.
    """
    if now - last_seen_at < NOTED_EVERY:
        return
    only_reads(False)
    with engine.connect() as connection, _without_waiting(connection), contextlib.suppress(OperationalError):
        connection.execute(update(SignIn).where(SignIn.id == sign_in_id).values(last_seen_at=now))
        connection.commit()


@contextlib.contextmanager
def _without_waiting(connection: Connection) -> Iterator[None]:
    """A lock that somebody else holds is an error at once."""
    if connection.dialect.name != "sqlite":
        connection.execute(text("SET LOCAL lock_timeout = '10ms'"))
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA busy_timeout = 0")
    try:
        yield
    finally:
        driver.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
