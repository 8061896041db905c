"""`python -m tests.benchmarks.nearby`: our engine beside its peers.

Builds the same town in every engine, makes sure that all answer alike, and takes times. Writes search.json and a
picture to build/bench and prints a table; `--page` also writes docs/search-performance.md.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.nearby import finding, keeping
from tests.benchmarks.nearby.corpus import Size, made
from tests.benchmarks.nearby.peers import NAMES, OURS, missing, opened
from tests.benchmarks.nearby.questions import asked
from tests.benchmarks.nearby.table import table
from tests.benchmarks.nearby.timing import Row

ROOT = Path(__file__).parents[3]
RESULT = ROOT / "build" / "bench" / "search.json"


def main() -> None:
    """Measure and report."""
    options = read_options()
    names = able(options.engines.split(","))
    size = Size(options.products, options.cities)
    with TemporaryDirectory(prefix="nearby-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        rows = list(measured(size, names, options, folder))
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps([row.as_dict() for row in rows], indent=1))
    print(table(rows, names))


def read_options() -> argparse.Namespace:
    """What is to be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.nearby", description=__doc__)
    parser.add_argument("--products", type=int, default=100_000, help="default 100000")
    parser.add_argument("--cities", type=int, default=40, help="50 stores with 1,350 offers each; default 40")
    parser.add_argument("--questions", type=int, default=180, help="default 180")
    parser.add_argument("--rounds", type=int, default=3, help="a question's time is the median of so many; default 3")
    parser.add_argument("--engines", default=",".join(NAMES), help=f"default {','.join(NAMES)}")
    return parser.parse_args()


def able(names: Sequence[str]) -> list[str]:
    """Ours, and the peers that can run here; the others are named. Ends for a name nobody knows."""
    unknown = set(names) - set(NAMES)
    if unknown:
        raise SystemExit(f"No engine is called {', '.join(sorted(unknown))}. There are: {', '.join(NAMES)}")
    for name in names:
        if missing(name):
            print(f"Left out: {name}, because {missing(name)}.")
    return [OURS, *(name for name in names if name != OURS and not missing(name))]


def measured(size: Size, names: Sequence[str], options: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """All rows."""
    corpus = made(size)
    questions = asked(corpus, options.questions)
    for name in names:
        print(f"Building {name} ...", flush=True)
        yield from keeping.built(corpus, name, folder)
    with opened(names, folder) as readers:
        print("Asking ...", flush=True)
        yield from finding.measured(readers, questions, options.rounds)
        for name in names:
            yield from keeping.started(name, folder, questions)
            yield from keeping.remembered(name, folder, questions)


if __name__ == "__main__":
    main()
