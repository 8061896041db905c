"""What was to be reached, and whether it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tests.benchmarks.nearby.finding import WORK
from tests.benchmarks.nearby.peers import OURS
from tests.benchmarks.nearby.timing import Row

PEERS = {
    "tantivy_stores": (3.0, 3.0),
    "tantivy_areas": (1.1, 1.6),
    "fts5": (4.0, 10.0),
    "postgres": (25.0, 35.0),
    "whoosh_documented": (20.0, 40.0),
}
BEST, FIRST, SEEN = "best 20 by words alone", "first answer of a process", "change seen elsewhere"
CITIES, PRODUCTS = "growing cities", "growing products"

Place = tuple[str, str, str]  # work, engine, mode


@dataclass(frozen=True, slots=True)
class Target:
    """A figure of one row, or its ratio to that of another, with its limit: the least if more is better."""

    what: str
    figure: str
    row: Place
    limit: float
    over: Place | None = None
    more_is_better: bool = False

    def value(self, rows: dict[Place, Row]) -> float:
        """What was measured. Raises KeyError when it was not."""
        value = float(getattr(rows[self.row], self.figure))
        return value / float(getattr(rows[self.over], self.figure)) if self.over else value

    def keeps(self, value: float) -> bool:
        """Whether a value keeps the limit."""
        return value >= self.limit if self.more_is_better else value <= self.limit


def targets() -> Iterator[Target]:
    """All of them."""
    for name, limits in PEERS.items():
        for figure, limit in zip(("p50_ms", "mean_ms"), limits, strict=True):
            what = f"{WORK}, AND: {name} over ours, {figure.removesuffix('_ms')}"
            yield Target(what, figure, (WORK, name, "and"), limit, (WORK, OURS, "and"), more_is_better=True)
    fast, ours = (WORK, "ours_fast", "and"), (WORK, OURS, "and")
    yield Target(f"{WORK}, AND: ours over ours with [fast], mean", "mean_ms", ours, 2.0, fast, more_is_better=True)
    yield Target("40 cities over 2, mean", "mean_ms", (CITIES, OURS, "40"), 1.2, (CITIES, OURS, "2"))
    most, least = (PRODUCTS, OURS, "500,000"), (PRODUCTS, OURS, "20,000")
    yield Target("500,000 products over 20,000, mean", "mean_ms", most, 2.0, least)
    yield Target(f"{FIRST}, p50, ms", "p50_ms", (FIRST, OURS, ""), 20.0)
    tantivy = (BEST, "tantivy_stores", "or")
    yield Target(f"{BEST}, OR: ours over tantivy, p50", "p50_ms", (BEST, OURS, "or"), 1.0, tantivy)
    yield Target(f"{SEEN}, p99, ms", "p99_ms", (SEEN, OURS, ""), 10.0)
    yield Target("build: ours over FTS5", "seconds", ("build", OURS, ""), 6.0, ("build", "fts5", ""))


def judged(rows: Sequence[Row]) -> list[tuple[Target, float]]:
    """The targets whose figures were measured, with them."""
    found = {(row.work, row.engine, row.mode): row for row in rows}
    places = [(target, [target.row, *([target.over] if target.over else [])]) for target in targets()]
    return [(target, target.value(found)) for target, needed in places if all(place in found for place in needed)]
