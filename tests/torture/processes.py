"""Processes that may be killed at any moment, forked from one that has loaded everything."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

PATIENCE_S = 120.0
_forking = multiprocessing.get_context("forkserver")
_forking.set_forkserver_preload(["tests.torture.app_rounds"])


class Victim:
    """A process at the other end of a pipe. A silent one fails the round: nothing may wait for what was killed."""

    def __init__(self, work: Callable[..., None], *given: Any) -> None:
        self.pipe: Connection
        self.pipe, theirs = _forking.Pipe()
        self._process = _forking.Process(target=work, args=(*given, theirs), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, message: Any) -> None:
        self.pipe.send(message)

    def receive(self) -> Any:
        """The next message. Raises what the process raised, AssertionError when it keeps silent, EOFError when dead."""
        assert self.pipe.poll(PATIENCE_S), "the process is stuck"
        message = self.pipe.recv()
        if isinstance(message, BaseException):
            raise message
        return message

    def left(self) -> list[Any]:
        """What was sent before the end and not yet received."""
        messages = []
        try:
            while self.pipe.poll():
                messages.append(self.pipe.recv())
        except (EOFError, ConnectionResetError):
            pass
        return messages

    def kill(self) -> None:
        """kill -9, and wait until the process is gone."""
        self._process.kill()
        self._process.join()

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid or 0

    @property
    def lives(self) -> bool:
        """Whether it runs."""
        return self._process.is_alive()
