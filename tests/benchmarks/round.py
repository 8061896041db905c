"""`python -m tests.benchmarks.round`: what the best round for 12 things among 200 shops costs to find.

Invented towns with a fixed seed. In the first each shop has a share of the things, at prices that are all different,
from a few steps, or all the same. In the others nearly all is equal, so that prices decide little or nothing and the
way must: shops with one, two or three things, with all of them, with one thing cheaper. Each town is measured with its
shops strewn over 2 km, within three metres, at one place, in five halls, on a street, on a ring and on a grid, and with
legs that are all equal. Milliseconds of processor time for all three rounds of an answer. Writes
`build/bench/round.json` and prints a table.
"""

import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np

from marketplace.finder.round.bounding import Metres
from marketplace.finder.round.pricing import NOWHERE, Array
from marketplace.finder.round.solving import Task, solve
from tests.operating.test_serving import ROOT

THINGS, SHOPS, TOWNS, REPEATS = 12, 200, 20, 3
RESULT = ROOT / "build" / "bench" / "round.json"
SHARES = (0.02, 0.05, 0.15, 0.3, 0.6, 0.9)
PRICES = {"all different": (50, 20_000), "in steps": (5, 10), "all the same": (5, 6)}


@dataclass(frozen=True)
class Goods:
    """What the shops of a town have and ask for it, and how many of them a round may take (None: as it needs)."""

    prices: str
    town: str
    cents: Array
    most_shops: int | None = None


@dataclass(frozen=True)
class Row:
    """Towns with the same goods: the median number of shops of their rounds, the median and the slowest time."""

    prices: str
    town: str
    shops: float
    p50_ms: float
    slowest_ms: float
    slowest_place: str


def main() -> None:
    """Measure and report."""
    random = np.random.default_rng(41061)
    solve(Task(next(shared(random, "in steps", 0.3)).cents, strewn(random)["strewn"]))
    rows = [
        measured([(goods, "strewn", strewn(random)["strewn"]) for goods in shared(random, prices, share)])
        for prices in PRICES
        for share in SHARES
    ]
    places = strewn(random)
    rows += [measured([(goods, place, metres) for place, metres in places.items()]) for goods in equal(random)]
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps([asdict(row) for row in rows], indent=2))
    print(f"{'prices':<14} {'a shop has':<26} {'shops':>5} {'median, ms':>11} {'slowest, ms':>12}  slowest with shops")
    for row in rows:
        print(
            f"{row.prices:<14} {row.town:<26} {row.shops:>5.0f} {row.p50_ms:>11.1f} {row.slowest_ms:>12.1f}"
            f"  {row.slowest_place}"
        )


def shared(random: np.random.Generator, prices: str, share: float) -> Iterator[Goods]:
    """Towns where each shop has this share of the things."""
    for _ in range(TOWNS):
        has = random.random((SHOPS, THINGS)) < share
        yield Goods(prices, f"{share:.0%} of them", priced(has, random.integers(*PRICES[prices], (SHOPS, THINGS))))


def equal(random: np.random.Generator) -> Iterator[Goods]:
    """Towns in which all is equal, or nearly so."""
    shop, thing = np.arange(SHOPS)[:, None], np.arange(THINGS)
    one = shop % THINGS == thing
    places_of = np.argsort(random.random((SHOPS, THINGS)))
    same, steps = np.full((SHOPS, THINGS), 5), random.integers(*PRICES["in steps"], (SHOPS, THINGS))
    yield Goods("in steps", "one of them", priced(one, steps))
    yield Goods("all the same", "one of them", priced(one, same))
    yield Goods("all the same", "one of them, one nowhere", priced(one & (thing > 0), same))
    yield Goods("all the same", "one, 178 of them the first", priced(np.where(shop < 24, one, thing == 0), same))
    yield Goods("all the same", "the first and one other", priced(one | (thing == 0), same))
    yield Goods("all the same", "two of them", priced(places_of < 2, same))
    yield Goods("all the same", "three of them", priced(places_of < 3, same))
    yield Goods("all the same", "one to three of them", priced(places_of < 1 + shop % 3, same))
    yield Goods("all the same", "all of them", priced(one | True, same))
    for most in (2, 4, 8, 12):
        yield Goods("one cheaper", f"all, at most {most} shops", np.where(one, 5, 6), most)
    yield Goods("two cheaper", "all, at most 3 shops", np.where(places_of < 2, 5, 6), 3)
    half = priced(one | (random.random((SHOPS, THINGS)) < 0.5), np.where(one, 5, 6))
    yield Goods("one cheaper", "half, at most 3 shops", half, 3)
    yield Goods("one cheaper", "half, at most 6 shops", half, 6)


def priced(has: Array, cents: Array) -> Array:
    return np.where(has, cents, NOWHERE)


def strewn(random: np.random.Generator) -> dict[str, Metres]:
    """The legs of towns whose shops lie in these ways around the start."""
    angles, halls = np.linspace(0, 2 * np.pi, SHOPS, endpoint=False), random.uniform(-1_400, 1_400, (5, 2))
    grid = random.permutation(225)[:SHOPS]
    inside = halls[random.integers(0, 5, SHOPS)]
    return {
        "strewn": legs(random.uniform(-1_400, 1_400, (SHOPS, 2))),
        "within 3 m": legs(random.uniform(300, 303, (SHOPS, 2))),
        "at one place": legs(np.full((SHOPS, 2), 300)),
        "in five places": legs(inside),
        "in five halls": legs(inside + random.uniform(-25, 25, (SHOPS, 2))),
        "on a street": legs(np.stack([random.uniform(-1_000, 1_000, SHOPS), np.zeros(SHOPS)], axis=1)),
        "on a ring": legs(1_000 * np.stack([np.cos(angles), np.sin(angles)], axis=1)[random.permutation(SHOPS)]),
        "on a grid": legs(np.stack([grid % 15 - 7, grid // 15 - 7], axis=1) * 100),
        "equally far": 100 - 100 * np.eye(SHOPS + 1, SHOPS, dtype=np.int32),
    }


def legs(places: Array) -> Metres:
    """The straight legs between places, and from the middle, in whole metres."""
    return np.rint(np.linalg.norm(np.vstack([places, [0, 0]])[:, None] - places, axis=2)).astype(np.int32)


def measured(towns: list[tuple[Goods, str, Metres]]) -> Row:
    """The same goods in several towns; the best of three runs counts for each."""
    times, shops = {}, []
    for number, (goods, place, metres) in enumerate(towns):
        times[place, number] = min(_once(goods, metres) for _ in range(REPEATS))
        shops.append(len(solve(Task(goods.cents, metres), goods.most_shops).best.shops))
    slowest = max(times, key=lambda key: times[key])
    goods = towns[0][0]
    p50 = statistics.median(times.values())
    return Row(goods.prices, goods.town, statistics.median(shops), p50, times[slowest], slowest[0])


def _once(goods: Goods, metres: Metres) -> float:
    begun = time.process_time()
    solve(Task(goods.cents, metres), goods.most_shops)
    return 1000 * (time.process_time() - begun)


if __name__ == "__main__":
    main()
