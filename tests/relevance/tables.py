"""Tables of a Markdown page."""

from collections.abc import Iterable, Iterator, Sequence


def row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def table(heads: Sequence[str], lines: Iterable[str]) -> Iterator[str]:
    """The head, the line that sets figures to the right, and the rows."""
    yield row(*heads)
    yield row("---", *("---:" for _ in heads[1:]))
    yield from lines
