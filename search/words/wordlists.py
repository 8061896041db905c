"""The word lists in `data/`: plain text, one entry a line, `#` begins a comment; everything is folded on reading."""

from collections.abc import Iterator
from pathlib import Path

from search.words.folding import fold

DATA = Path(__file__).parent / "data"


def lines(name: str) -> Iterator[str]:
    """The entries of a list, without comments and empty lines."""
    for line in (DATA / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        entry = line.partition("#")[0].strip()
        if entry:
            yield entry


def words(name: str) -> frozenset[str]:
    """A list whose lines hold one or more words, separated by spaces; folded."""
    return frozenset(fold(word) for line in lines(name) for word in line.split())


def pairs(name: str) -> dict[str, str]:
    """A list of `word word ... = meaning`: every word on the left, folded, with what stands on the right, folded."""
    found = {}
    for line in lines(name):
        left, _, right = line.partition("=")
        found.update({fold(word): fold(right.strip()) for word in left.split()})
    return found


def forms(name: str) -> dict[str, str]:
    """A list of `Base: form form, Base`: every form that may stand in front of another part, with its base; folded.

    Without forms the base itself stands in front. A base that does not end in e may always stand in front.
    """
    found = {}
    for entry in (entry for line in lines(name) for entry in line.split(",")):
        base, _, others = entry.partition(":")
        base = fold(base.strip())
        fronts = [fold(form) for form in others.split()]
        if not fronts or not base.endswith("e"):
            fronts.append(base)
        found.update(dict.fromkeys(fronts, base))
    return found
