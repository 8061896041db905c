"""Times taken fairly: question by question, engine by engine, in one process, and the rows they become."""

import gc
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from tests.benchmarks.nearby.corpus import Array

Doing = Mapping[Any, Callable[[Any], object]]


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of a report: times in milliseconds, or seconds, or bytes. mode tells "and" from "or" and the like."""

    work: str
    engine: str
    mode: str = ""
    p50_ms: float | None = None
    p95_ms: float | None = None
    p99_ms: float | None = None
    mean_ms: float | None = None
    seconds: float | None = None
    bytes: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The row without what it does not tell."""
        return {name: value for name, value in asdict(self).items() if value not in (None, "")}


def interleaved(doing: Doing, rounds: Sequence[Sequence[Any]]) -> dict[Any, Array]:
    """Seconds for each question, the median over the rounds, which ask the same, if need be in other words.

    Every engine answers a question before the next is asked, each time another one first, so that load, clock and
    caches of the machine treat them alike. Garbage is collected between questions, never while the clock runs.
    """
    names = list(doing)
    taken = {name: np.zeros((len(rounds), len(rounds[0]))) for name in names}
    gc.collect()
    gc.disable()
    try:
        for turn, asked in enumerate(rounds):
            for place, question in enumerate(asked):
                first = (turn + place) % len(names)
                for name in names[first:] + names[:first]:
                    begun = time.perf_counter()
                    doing[name](question)
                    taken[name][turn, place] = time.perf_counter() - begun
                gc.collect(0)
    finally:
        gc.enable()
    return {name: np.median(times, axis=0) for name, times in taken.items()}


def spread(work: str, name: str, seconds: Array, mode: str = "") -> Row:
    """A row of median, 95th and 99th percentile and mean."""
    milliseconds = 1000.0 * np.asarray(seconds)
    return Row(work, name, mode, *np.percentile(milliseconds, [50, 95, 99]).tolist(), float(milliseconds.mean()))
