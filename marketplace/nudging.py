"""Nudges: a datagram that tells a background process to look for work now instead of at its next poll.

A lost nudge costs a poll, never the work.
"""

import contextlib
import socket
from pathlib import Path

from sqlalchemy.orm import Session


def address(var_dir: Path, queue: str) -> str:
    """The Unix socket that a queue's process listens on."""
    return str(var_dir / f"{queue}.sock")


def nudge(session: Session, var_dir: Path) -> None:
    """Wake the processes for which this session has written jobs. Call it after the commit."""
    for queue in session.info.pop("nudge", ()):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as sender:
            sender.setblocking(False)
            sender.sendto(b"1", address(var_dir, queue))


class Listener:
    """The receiving end. `wait` returns early when a nudge arrives and swallows all that came together."""

    def __init__(self, var_dir: Path, queue: str) -> None:
        path = Path(address(var_dir, queue))
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))

    def wait(self, seconds: float) -> None:
        self._socket.settimeout(seconds)
        with contextlib.suppress(TimeoutError):
            self._socket.recv(16)
            self._socket.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                while self._socket.recv(16):
                    pass

    def close(self) -> None:
        self._socket.close()
