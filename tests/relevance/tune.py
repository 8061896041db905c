"""`python -m tests.relevance.tune`: one number of the formula changed at a time, on the half that may be tuned on.

Prints a table: what each value would gain, and within which bounds. A change is worth making where it gains more than
chance (its interval lies above nothing) and does no harm to English goods. Takes a few minutes. Nearness is measured in
`nearness.py`: the judged questions have no place.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import fmean

from tests.relevance.measures import spread
from tests.relevance.tables import row, table

ROOT = Path(__file__).parents[2]
VALUES: dict[str, tuple[float, ...]] = {
    "title": (3.0, 4.0, 6.0, 8.0),
    "title_rest": (0.5, 2.0, 3.0),
    "brand": (2.0, 4.0, 5.0),
    "category": (1.0, 2.0, 4.0),
    "category_words": (0.5, 2.0),
    "description": (0.5, 1.5),
    "attributes": (0.5, 1.5, 2.0),
    "k1": (0.9, 1.6, 2.0),
    "b": (0.2, 0.3, 0.5, 0.6),
    "part_weight": (0.3, 0.5, 0.6),
    "synonym_weight": (0.5, 0.6, 0.7, 0.9, 1.0),
    "unsaid_score": (0.0, 0.1, 0.4, 2.0),
}
OF_WAYS = ("part_weight", "synonym_weight", "unsaid_score")
"""How much a word counts that is met in another way than by itself: the table of docs/relevance.md."""


def main() -> None:
    """Try every value by itself."""
    for line in sweep(VALUES):
        print(line, flush=True)


def sweep(names: Iterable[str]) -> Iterator[str]:
    """The table of the trials of these numbers."""
    return table(("change", "nDCG@10", "gain (95 %)", "English"), trials(names))


def trials(names: Iterable[str]) -> Iterator[str]:
    """One row a trial, the formula as it is first."""
    usual = tried({})
    yield row("none", f"{fmean(usual['tune']):.4f}", "", f"{fmean(usual['english']):.4f}")
    for name in names:
        for value in VALUES[name]:
            scores = tried({name: value})
            gains = [one - other for one, other in zip(scores["tune"], usual["tune"], strict=True)]
            low, high = spread(gains)
            gain = f"{fmean(gains):+.4f} ({low:+.4f} to {high:+.4f})"
            yield row(f"{name} {value}", f"{fmean(scores['tune']):.4f}", gain, f"{fmean(scores['english']):.4f}")


def tried(changes: dict[str, float]) -> dict[str, list[float]]:
    """The answers of one trial."""
    command = [sys.executable, "-m", "tests.relevance.trial", json.dumps(changes)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return json.loads(done.stdout)


if __name__ == "__main__":
    main()
