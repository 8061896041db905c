"""docs/search-performance.md, written from the rows of a whole run."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import psutil

from tests.benchmarks.nearby.corpus import Size
from tests.benchmarks.nearby.finding import WORK
from tests.benchmarks.nearby.peers import OURS, engine
from tests.benchmarks.nearby.table import cells
from tests.benchmarks.nearby.targets import judged
from tests.benchmarks.nearby.timing import Row

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
        machine=machine(),
        versions=versions(),
        date=datetime.now(UTC).date().isoformat(),
        load=loaded(run.load),
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


def markdown(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table, figures to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def told(name: str) -> str:
    """How an engine was set up, as its module says."""
    return " ".join((engine(name).__doc__ or "").split())


def machine() -> str:
    """Processor, memory and system."""
    model = platform.processor() or platform.machine()
    names = [line.split(":")[1].strip() for line in cpuinfo() if line.startswith("model name")]
    gigabytes = psutil.virtual_memory().total / 1e9
    return f"{names[0] if names else model}, {os.cpu_count()} cores, {gigabytes:.0f} GB, {platform.system()}"


def cpuinfo() -> list[str]:
    """What the kernel says of the processors."""
    path = Path("/proc/cpuinfo")
    return path.read_text().splitlines() if path.exists() else []


def versions() -> str:
    """Python and everything that was compared."""
    parts = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in PACKAGES:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(parts)


def loaded(load: float) -> str:
    """A warning when the machine was not ours alone."""
    if load < 0.5:
        return "The machine did nothing else."
    return (
        f"**Measured under load**: {load:.1f} other processes wanted a processor. Times are longer than on a quiet "
        "machine; the ratios within a row, taken in turns, are what this run tells."
    )
