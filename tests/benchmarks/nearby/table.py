"""The rows of a report as a table to read: a line for each work, a column for each engine."""

from collections.abc import Sequence

from tests.benchmarks.nearby.timing import Row

MEGABYTE = 1_000_000


def shown(row: Row | None) -> str:
    """One figure: median / mean / 95th percentile, or what the row has."""
    if row is None:
        return "–"
    if row.seconds is not None:
        return f"{row.seconds:.1f} s"
    if row.bytes is not None:
        return f"{row.bytes / MEGABYTE:.0f} MB"
    return " / ".join(brief(figure) for figure in (row.p50_ms, row.mean_ms, row.p95_ms) if figure is not None)


def brief(figure: float) -> str:
    """Three digits, no more."""
    return f"{figure:.0f}" if figure >= 100 else f"{figure:.3g}"


def cells(rows: Sequence[Row], names: Sequence[str]) -> list[list[str]]:
    """The table without its head."""
    found = {(row.work, row.mode, row.engine): row for row in rows}
    works = dict.fromkeys((row.work, row.mode) for row in rows)
    return [
        [work + f" ({mode})" * bool(mode), *(shown(found.get((work, mode, name))) for name in names)]
        for work, mode in works
    ]


def table(rows: Sequence[Row], names: Sequence[str]) -> str:
    """The whole table, in columns. Times are median / mean / 95th percentile in milliseconds."""
    lines = [["", *names], *cells(rows, names)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(aligned(line, widths)) for line in lines)


def aligned(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    """The cells of a line as wide as their columns, figures to the right."""
    return [
        text.rjust(width) if place else text.ljust(width)
        for place, (text, width) in enumerate(zip(line, widths, strict=True))
    ]
