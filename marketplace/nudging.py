"""Nudges: what tells a background process to look for work now instead of at its next poll.

On this machine a datagram on a Unix socket; on PostgreSQL also NOTIFY, which comes with the commit itself. A lost
nudge costs a poll, never the work.
"""

import contextlib
import select
import socket
from pathlib import Path

import psycopg
from sqlalchemy import Engine
from sqlalchemy.orm import Session


def address(var_dir: Path, queue: str) -> str:
    """The Unix socket that a queue's process listens on."""
    return str(var_dir / f"{queue}.sock")


def channel(queue: str) -> str:
    """The PostgreSQL channel that a queue's process listens on."""
    return f"jobs_{queue}"


def nudge(session: Session, var_dir: Path) -> None:
    """Wake the processes for which this session has written jobs. Call it after the commit."""
    for queue in session.info.pop("nudge", ()):
        wake(var_dir, queue)


def wake(var_dir: Path, queue: str) -> None:
    """End the wait of a queue's process, if one listens."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
        sender.setblocking(False)
        sender.sendto(b"1", address(var_dir, queue))


class Listener:
    """The receiving end. `wait` returns early when a nudge arrives, and swallows all that came together."""

    def __init__(self, var_dir: Path, queue: str, engine: Engine) -> None:
        path = Path(address(var_dir, queue))
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self._socket.setblocking(False)
        self._notified = _listening(engine, channel(queue))

    def wait(self, seconds: float) -> None:
        """Sleep until a nudge or for so many seconds."""
        sources: list[socket.socket | psycopg.Connection] = [self._socket]
        if self._notified and not self._notified.closed:
            sources.append(self._notified)
        select.select(sources, [], [], seconds)
        with contextlib.suppress(BlockingIOError):
            while self._socket.recv(16):
                pass
        with contextlib.suppress(psycopg.Error):
            for source in sources[1:]:
                list(source.notifies(timeout=0))  # type: ignore[union-attr]

    def close(self) -> None:
        self._socket.close()
        if self._notified:
            self._notified.close()


def _listening(engine: Engine, name: str) -> psycopg.Connection | None:
    """A connection of its own that hears one channel; None on other databases."""
    if engine.dialect.name != "postgresql":
        return None
    url = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = psycopg.connect(url, autocommit=True)
    connection.execute(f"LISTEN {name}")
    return connection
