"""`python -m tests.benchmarks.round`: what the best round for 12 things among 200 shops costs to find.

Invented towns with a fixed seed: shops within 2 km, each with a share of the things, at prices that are all different,
from a few steps, or all the same; the last leaves the most to the way to decide. In a town of trades each shop has one
thing only. Milliseconds of processor time for all three rounds of an answer. Writes `build/bench/round.json` and
prints a table.
"""

import json
import statistics
import time
from dataclasses import asdict, dataclass

import numpy as np

from marketplace.finder.round.solving import NOWHERE, Array, Task, solve
from tests.operating.test_serving import ROOT

THINGS, SHOPS, TOWNS = 12, 200, 20
RESULT = ROOT / "build" / "bench" / "round.json"
SHARES = (0.02, 0.05, 0.15, 0.3, 0.6, 0.9)
PRICES = {"all different": (50, 20_000), "in steps": (5, 10), "all the same": (5, 6)}


@dataclass(frozen=True)
class Row:
    """Towns of one kind: the median number of shops of their rounds, the median and the slowest time."""

    prices: str
    towns: str
    shops: float
    p50_ms: float
    slowest_ms: float


def main() -> None:
    """Measure and report."""
    random = np.random.default_rng(41061)
    solve(town(random, PRICES["in steps"], random.random((SHOPS, THINGS)) < 0.3))
    rows = [
        row
        for kind in PRICES
        for row in (*(measured(random, kind, share) for share in SHARES), measured(random, kind, None))
    ]
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps([asdict(row) for row in rows], indent=2))
    print(f"{'prices':<14} {'a shop has':<14} {'shops':>5} {'median, ms':>11} {'slowest, ms':>12}")
    for row in rows:
        print(f"{row.prices:<14} {row.towns:<14} {row.shops:>5.0f} {row.p50_ms:>11.1f} {row.slowest_ms:>12.1f}")


def town(random: np.random.Generator, prices: tuple[int, int], has: Array) -> Task:
    """A town with shops in random places that have these things at random prices."""
    places = random.uniform(-1_400, 1_400, (SHOPS + 1, 2))
    places[-1] = 0
    legs = np.rint(np.linalg.norm(places[:, None] - places[None, :-1], axis=2))
    return Task(np.where(has, random.integers(*prices, (SHOPS, THINGS)), NOWHERE), legs.astype(np.int64))


def measured(random: np.random.Generator, kind: str, share: float | None) -> Row:
    """Towns where each shop has this share of the things; without a share each has one."""
    times, shops = [], []
    for _ in range(TOWNS if share else 3):
        has = random.random((SHOPS, THINGS)) < share if share else np.arange(SHOPS)[:, None] % THINGS == range(THINGS)
        task = town(random, PRICES[kind], has)
        begun = time.process_time()
        found = solve(task)
        times.append(1000 * (time.process_time() - begun))
        shops.append(len(found.best.shops))
    towns = f"{share:.0%} of them" if share else "one of them"
    return Row(kind, towns, statistics.median(shops), statistics.median(times), max(times))


if __name__ == "__main__":
    main()
