"""`python -m tests.benchmarks.nearby.watching ENGINE FOLDER`: a reader that asks until it sees a change.

Reads pickled questions from standard input. For each it says that it begins, asks again and again until something is
found, and says when that was, on the clock that all processes share.
"""

import pickle
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.benchmarks.nearby.peers import engine
from tests.benchmarks.nearby.questions import Question


class Watch:
    """The process, seen from the one that changes."""

    def __init__(self, name: str, folder: Path, questions: Sequence[Question]) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.nearby.watching", name, str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin is not None
        pickle.dump(list(questions), self._process.stdin)
        self._process.stdin.flush()

    def begun(self) -> None:
        """Wait until the next question is being asked."""
        self._line()

    def seen(self) -> float:
        """Wait until it was answered; when that was, in seconds of `time.perf_counter`."""
        return float(self._line())

    def _line(self) -> bytes:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.communicate()


def main(name: str, folder: Path) -> None:
    """Watch."""
    questions = pickle.load(sys.stdin.buffer)
    reader = engine(name).Reader(folder)
    for question in questions:
        if reader.told(reader.find(question)).total:
            raise SystemExit("This was to be seen before it was changed.")
        print("asking", flush=True)
        while not reader.told(reader.find(question)).total:
            pass
        print(time.perf_counter(), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
