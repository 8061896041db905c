"""What the pages of all benchmarks share: where and when something was measured, and tables in Markdown."""

import os
import platform
import sqlite3
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

QUIET = 0.5


def markdown(head: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """A table, figures to the right."""
    rule = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in (head, rule, *lines))


def where_and_when(packages: Sequence[str], load: float) -> str:
    """Date, machine, versions of these packages as far as they are installed, and a warning if others used it too.

    load is the mean number of processes that wanted a processor just before.
    """
    return f"{datetime.now(UTC).date()}. {machine()}. {versions(packages)}. {loaded(load)}"


def machine() -> str:
    """Processor, memory and system."""
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{(names or [platform.machine()])[0]}, {os.cpu_count()} cores, {gigabytes:.0f} GB, {platform.system()}"


def versions(packages: Sequence[str]) -> str:
    """Python and what was compared."""
    parts = [f"Python {platform.python_version()}", f"SQLite {sqlite3.sqlite_version}"]
    for name in packages:
        try:
            parts.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            continue
    return ", ".join(parts)


def loaded(load: float) -> str:
    """A warning when the machine was not ours alone."""
    if load < QUIET:
        return "The machine did nothing else."
    return (
        f"**Measured under load**: {load:.1f} other processes wanted a processor. Times are longer than on a quiet "
        "machine; ratios of times taken in turns are what this run tells."
    )
