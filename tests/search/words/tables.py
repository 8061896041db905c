"""The tables of this folder: text files that a person reads and extends, one case a line, # begins a comment."""

from pathlib import Path

HERE = Path(__file__).parent


def rows(name: str) -> list[tuple[str, str]]:
    """The lines of a table as (left, right) of the first colon."""
    cases = []
    for line in (HERE / name).read_text(encoding="utf-8").splitlines():
        left, colon, right = line.partition("#")[0].partition(":")
        if colon:
            cases.append((left.strip(), right.strip()))
    return cases


def words(name: str) -> list[str]:
    """All words of a table whose lines hold words separated by spaces."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines for word in line.partition("#")[0].split()]
