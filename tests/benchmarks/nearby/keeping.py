"""What it costs to have an engine: building, bytes on disk, memory of the readers, the first answer of a process."""

import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np

from tests.benchmarks.nearby.corpus import Corpus
from tests.benchmarks.nearby.fresh import Process
from tests.benchmarks.nearby.peers import SAME_INDEX, SERVERS, engine, home
from tests.benchmarks.nearby.questions import Question
from tests.benchmarks.nearby.timing import Row, spread

PROCESSES = 50


def built(corpus: Corpus, name: str, folder: Path) -> list[Row]:
    """Build an index in a folder of its own, unless another engine's serves."""
    if name in SAME_INDEX:
        return []
    mine = folder / name
    mine.mkdir()
    begun = time.perf_counter()
    engine(name).build(corpus, mine)
    seconds = time.perf_counter() - begun
    return [Row("build", name, seconds=seconds), Row("bytes on disk", name, bytes=size(mine))]


def size(folder: Path) -> int:
    """Bytes of all files, as they are allotted on the disk."""
    total = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += 512 * path.stat().st_blocks
    return total


def started(name: str, folder: Path, questions: Sequence[Question]) -> Iterator[Row]:
    """First answers of 50 processes."""
    asked = [questions[place % len(questions)] for place in range(PROCESSES)]
    process = Process(name, home(name, folder), asked, forks=PROCESSES)
    yield spread("first answer of a process", name, np.array(process.firsts()))
    process.end()


def remembered(name: str, folder: Path, questions: Sequence[Question]) -> Iterator[Row]:
    """The memory of one process that answered everything, and of four together; of servers it is a setting."""
    for many in (1, 4) if name not in SERVERS else ():
        processes = [Process(name, home(name, folder), questions) for _ in range(many)]
        for process in processes:
            process.firsts()
        told = [process.memory() for process in processes]
        for process in processes:
            process.end()
        for mode in ("rss", "pss"):
            yield Row(f"memory of {many} process{'es' * (many > 1)}", name, mode, bytes=sum(one[mode] for one in told))
