"""`python -m tests.benchmarks.nearby`: our engine beside its peers.

Builds the same town in every engine, makes sure that all answer alike, and takes times. Writes search.json and a
picture to build/bench and prints a table; with --page it also writes docs/search-performance.md.
"""

import argparse
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.nearby import changing, finding, growing, keeping, page, picture, wording
from tests.benchmarks.nearby.corpus import Corpus, Size, made
from tests.benchmarks.nearby.peers import NAMES, OURS, missing, opened
from tests.benchmarks.nearby.questions import asked
from tests.benchmarks.nearby.table import table
from tests.benchmarks.nearby.targets import judged
from tests.benchmarks.nearby.timing import Row

ROOT = Path(__file__).parents[3]
RESULTS = ROOT / "build" / "bench"
PAGE, PICTURE = ROOT / "docs" / "search-performance.md", ROOT / "docs" / "pictures" / "search-performance.svg"
WORKS = ("find", "keep", "change", "words", "grow")
GROWING = (OURS, "fts5")


def main() -> None:
    """Measure and report."""
    options = read_options()
    names = able(options.engines.split(","))
    size, load = Size(options.products, options.cities), os.getloadavg()[0]
    corpus = made(size)
    with TemporaryDirectory(prefix="nearby-") as name:
        folder = Path(name)
        folder.chmod(0o755)
        rows, is_whole = taken_in(measured(corpus, names, options, folder))
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "search.json").write_text(json.dumps([row.as_dict() for row in rows], indent=1))
    if any(row.work == finding.WORK for row in rows):
        (RESULTS / "search.svg").write_text(picture.drawn(rows), encoding="utf-8")
    if options.page and is_whole:
        run = page.Run(size, len(corpus.product), options.questions, options.rounds, load)
        PAGE.write_text(page.page(rows, names, run), encoding="utf-8")
        PICTURE.write_text(picture.drawn(rows), encoding="utf-8")
    print(table(rows, names))
    for target, value in judged(rows):
        print(f"{target.what:<60} {value:8.2f}  {'' if target.keeps(value) else f'not reached: {target.limit:g}'}")


def taken_in(rows: Iterator[Row]) -> tuple[list[Row], bool]:
    """The rows, and whether all of them came: Ctrl-C leaves those that were taken until then."""
    found: list[Row] = []
    try:
        found.extend(rows)
    except KeyboardInterrupt:
        return found, False
    return found, True


def read_options() -> argparse.Namespace:
    """What is to be measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.nearby", description=__doc__)
    parser.add_argument("--products", type=int, default=100_000, help="default 100000")
    parser.add_argument("--cities", type=int, default=40, help="50 stores with 1,350 offers each; default 40")
    parser.add_argument("--questions", type=int, default=180, help="default 180")
    parser.add_argument("--rounds", type=int, default=3, help="a question's time is the median of so many; default 3")
    parser.add_argument("--engines", default=",".join(NAMES), help=f"default {','.join(NAMES)}")
    works = ",".join(WORKS)
    parser.add_argument(
        "--works", default=works, help=f"what to measure; all but grow begin with find; default {works}"
    )
    parser.add_argument("--page", action="store_true", help="write docs/search-performance.md and its picture")
    return parser.parse_args()


def able(names: Sequence[str]) -> list[str]:
    """Ours, and the peers that can run here; the others are named. Ends for a name nobody knows."""
    unknown = set(names) - set(NAMES)
    if unknown:
        raise SystemExit(f"No engine is called {', '.join(sorted(unknown))}. There are: {', '.join(NAMES)}")
    for name in names:
        if missing(name):
            print(f"Left out: {name}. {missing(name)} is not here.")
    return [OURS, *(name for name in names if name != OURS and not missing(name))]


def measured(corpus: Corpus, names: Sequence[str], options: argparse.Namespace, folder: Path) -> Iterator[Row]:
    """All rows."""
    works = options.works.split(",")
    if set(works) != {"grow"}:
        yield from standing(corpus, names, works, options, folder)
    if "grow" in works:
        print("Growing ...", flush=True)
        growers = [name for name in names if name in GROWING]
        yield from growing.measured(corpus.size, growers, options.questions // 2, options.rounds, folder)


def standing(
    corpus: Corpus, names: Sequence[str], works: Sequence[str], options: argparse.Namespace, folder: Path
) -> Iterator[Row]:
    """The rows of one town."""
    questions = asked(corpus, options.questions)
    for name in names:
        print(f"Building {name} ...", flush=True)
        yield from keeping.built(corpus, name, folder)
    with opened(names, folder) as readers:
        print("Asking ...", flush=True)
        yield from finding.measured(readers, questions, options.rounds)
        for name in names if "keep" in works else ():
            yield from keeping.started(name, folder, questions)
            yield from keeping.remembered(name, folder, questions)
        if "change" in works:
            yield from changing.measured(corpus, names, folder)
        if "words" in works:
            yield from wording.measured(readers, questions[::3], options.rounds)


if __name__ == "__main__":
    main()
