"""Keeps a few processes alive: one that dies comes back, and when we end all end."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from types import FrameType

LONGEST_PAUSE_S = 30.0
GRACE_S = 10.0
PR_SET_PDEATHSIG = 1


@dataclass
class Child:
    """One process to keep: its work, its pid while it runs, when it may be started again."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    started_at: float = 0.0
    start_after: float = 0.0
    pause_s: float = field(default=0.5)


class Supervisor:
    """Forks its children from the loaded application, so that a start costs no second import."""

    def __init__(self) -> None:
        self.children: list[Child] = []
        self.stopping = False

    def keep(self, name: str, work: Callable[[], None]) -> None:
        """Start this work with run(), and again whenever it ends."""
        self.children.append(Child(name, work))

    def run(self) -> None:
        """Keep the children running until SIGINT or SIGTERM, then end them all."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        while not self.stopping:
            for child in self.children:
                if not child.pid and time.monotonic() >= child.start_after:
                    self._start(child)
            self._reap()
            time.sleep(0.1)
        self._end_all()

    def _start(self, child: Child) -> None:
        parent = os.getpid()
        child.started_at = time.monotonic()
        child.pid = os.fork()
        if child.pid:
            return
        code = 1
        try:
            _begin_as_child(parent)
            child.work()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else 1
        except BaseException as fault:
            print(f"{child.name}: {fault}", file=sys.stderr, flush=True)
        finally:
            os._exit(code)

    def _reap(self) -> None:
        for child in self.children:
            if not child.pid or os.waitpid(child.pid, os.WNOHANG)[0] == 0:
                continue
            lived_s = time.monotonic() - child.started_at
            child.pause_s = 0.5 if lived_s > LONGEST_PAUSE_S else min(child.pause_s * 2, LONGEST_PAUSE_S)
            child.pid, child.start_after = 0, time.monotonic() + child.pause_s
            if not self.stopping:
                print(f"{child.name} ended and is started again", file=sys.stderr, flush=True)

    def _end_all(self) -> None:
        deadline = time.monotonic() + GRACE_S
        self._signal(signal.SIGTERM)
        while any(child.pid for child in self.children) and time.monotonic() < deadline:
            self._reap()
            time.sleep(0.05)
        self._signal(signal.SIGKILL)

    def _signal(self, number: int) -> None:
        for child in self.children:
            if child.pid:
                os.kill(child.pid, number)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True


def _begin_as_child(parent: int) -> None:
    """Take no Ctrl-C from the terminal (the supervisor tells us), and end when the supervisor is killed."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        os._exit(0)
