"""`python -m tests.benchmarks.nearby.fresh ENGINE FOLDER`: processes that know nothing yet.

Reads pickled questions from standard input, and how many of them are to be answered by a process of its own each,
forked after the engine's modules were imported and before anything was opened. Then it answers all of them itself,
tells the seconds from opening to the first answer of each such process, and, when asked, its own memory.
"""

import json
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from tests.benchmarks.nearby.answers import Reader
from tests.benchmarks.nearby.peers import engine
from tests.benchmarks.nearby.questions import Question

ROLLUP = Path("/proc/self/smaps_rollup")


class Process:
    """A fresh process that tells what it took."""

    def __init__(self, name: str, folder: Path, questions: Sequence[Question], forks: int = 0) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.nearby.fresh", name, str(folder)]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._asked(pickle.dumps((list(questions), forks)))

    def firsts(self) -> list[float]:
        """Seconds from opening to the first answer, for each fork. All questions have been answered by then."""
        return list(self._told()["firsts"])

    def memory(self) -> dict[str, int]:
        """Bytes in memory ("rss"), and with shared pages shared out among the processes that map them ("pss")."""
        self._asked(b"\n")
        return self._told()

    def end(self) -> None:
        """Let the process go."""
        self._process.communicate()

    def _asked(self, sent: bytes) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(sent)
        self._process.stdin.flush()

    def _told(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        return dict(json.loads(self._process.stdout.readline()))


def main(name: str, folder: Path) -> None:
    """Answer as the class above expects."""
    questions, forks = pickle.load(sys.stdin.buffer)
    opening = engine(name).Reader
    firsts = [first(opening, folder, question) for question in questions[:forks]]
    reader = opening(folder)
    for question in questions:
        reader.find(question)
    print(json.dumps({"firsts": firsts}), flush=True)
    if sys.stdin.buffer.readline():
        print(json.dumps(memory()), flush=True)
        sys.stdin.buffer.read()
    reader.close()


def first(opening: Callable[[Path], Reader], folder: Path, question: Question) -> float:
    """Fork, open, answer once."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        begun = time.perf_counter()
        opening(folder).find(question)
        os.write(writing, str(time.perf_counter() - begun).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        seconds = float(told.read())
    os.waitpid(child, 0)
    return seconds


def memory() -> dict[str, int]:
    """Resident and proportional bytes of this process."""
    lines = dict(line.split(":", 1) for line in ROLLUP.read_text().splitlines()[1:])
    return {kind.lower(): 1024 * int(lines[kind].split()[0]) for kind in ("Rss", "Pss")}


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
