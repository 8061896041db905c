"""docs/search-performance.md, written from the rows of a whole run."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.nearby.corpus import Size
from tests.benchmarks.nearby.finding import WORK
from tests.benchmarks.nearby.peers import OURS, engine
from tests.benchmarks.nearby.table import cells
from tests.benchmarks.nearby.targets import judged
from tests.benchmarks.nearby.timing import Row
from tests.benchmarks.reporting import markdown, where_and_when

PACKAGES = ("numpy", "numba", "tantivy", "whoosh3", "psycopg")
FIGURES, HEADS = ("p50_ms", "mean_ms", "p95_ms"), ("p50 ms", "mean", "p95")
ABOUT = Path(__file__).with_name("about.md")


@dataclass(frozen=True, slots=True)
class Run:
    """What is true of a whole run. load is the mean number of processes that wanted a processor just before it."""

    size: Size
    offers: int
    questions: int
    rounds: int
    load: float


def page(rows: Sequence[Row], names: Sequence[str], run: Run) -> str:
    """The page in Markdown."""
    return ABOUT.read_text(encoding="utf-8").format(
        where=where_and_when(PACKAGES, run.load),
        products=f"{run.size.products:,}",
        offers=f"{run.offers:,}",
        stores=f"{run.size.stores:,}",
        cities=run.size.cities,
        questions=run.questions,
        rounds=run.rounds,
        headline=headline(rows, names),
        targets=reached(rows),
        table=markdown(["median / mean / p95 in ms", *names], cells(rows, names)),
        engines="\n".join(f"- **{name}**: {engine(name).TITLE}. {told(name)}" for name in names),
    )


def headline(rows: Sequence[Row], names: Sequence[str]) -> str:
    """Finding nearby, with each peer's time over ours."""
    found = {(row.engine, row.mode): row for row in rows if row.work == WORK}
    lines = []
    for name in names:
        line = [engine(name).TITLE]
        for mode in ("and", "or"):
            row, ours = found[name, mode], found[OURS, mode]
            line += [f"{getattr(row, figure):.2f}" for figure in FIGURES]
            line.append(" / ".join(f"{getattr(row, one) / getattr(ours, one):.1f}x" for one in ("p50_ms", "mean_ms")))
        lines.append(line)
    return markdown(["engine", *(f"{mode} {one}" for mode in ("AND", "OR") for one in (*HEADS, "over ours"))], lines)


def reached(rows: Sequence[Row]) -> str:
    """The targets, one a line."""
    lines = []
    for target, value in judged(rows):
        limit = f"at {'least' if target.more_is_better else 'most'} {target.limit:g}"
        lines.append([target.what, limit, f"{value:.2f}", "yes" if target.keeps(value) else "**no**"])
    return markdown(["target", "limit", "measured", "reached"], lines)


def told(name: str) -> str:
    """How an engine was set up, as its module says."""
    return " ".join((engine(name).__doc__ or "").split())
