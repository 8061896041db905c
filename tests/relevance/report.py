"""`python -m tests.relevance.report`: our answers beside those of other engines. Writes docs/relevance.md."""

import platform
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from sqlite3 import sqlite_version
from statistics import fmean
from tempfile import TemporaryDirectory

from tests.relevance.collection import Part, Question, questions
from tests.relevance.contest import OURS, TRIGRAMS, Score, engines, judged, missing
from tests.relevance.goods import demo_goods
from tests.relevance.measures import spread
from tests.relevance.tables import row, table

ROOT = Path(__file__).parents[2]
RESULT = ROOT / "docs" / "relevance.md"
ABOUT = Path(__file__).parent / "about.md"
Scores = Mapping[str, Sequence[Score]]


def main() -> None:
    """Let all engines answer, and write down how well."""
    if missing():
        sys.exit(f"Not installed: {', '.join(missing())}. They are in requirements-bench.lock.")
    asked, goods = questions(), demo_goods()
    with TemporaryDirectory(prefix="relevance-") as folder:
        filled = engines(goods.documents, Path(folder))
        scores = {name: judged(answer, asked, goods.keys) for name, answer in filled.items()}
    RESULT.write_text("\n".join(page(scores, asked, len(goods.documents))), encoding="utf-8")
    print(*whole(scores, "report"), sep="\n")


def page(scores: Scores, asked: Sequence[Question], goods: int) -> Iterator[str]:
    """The lines of the page, for so many goods."""
    halves = {part: sum(question.part == part for question in asked) for part in ("tune", "report")}
    yield ABOUT.read_text(encoding="utf-8").format(goods=goods, queries=len(asked), versions=versions(), **halves)
    yield "## The whole, on the half that is only reported\n"
    yield from whole(scores, "report")
    yield "\n## Kind by kind (nDCG@10), on the half that is only reported\n"
    yield from by_kind(scores, "report")
    yield f"\n{losses(scores)}\n"
    yield "## The half that was tuned on\n"
    yield from whole(scores, "tune")
    yield ""
    yield from by_kind(scores, "tune")
    yield ""


def versions() -> str:
    """What was measured with, and when."""
    peers = ", ".join(f"{name} {version(name)}" for name in ("whoosh3", "tantivy", "scikit-learn"))
    return f"{datetime.now(UTC):%d %B %Y}, Python {platform.python_version()}, {peers}, SQLite {sqlite_version}"


def of_part(scores: Sequence[Score], part: Part) -> list[Score]:
    return [score for score in scores if score.question.part == part]


def whole(scores: Scores, part: Part) -> Iterator[str]:
    """One line an engine: its measures, and how far ours is ahead, with the interval."""
    lines = []
    mine = of_part(scores[OURS], part)
    for name, all_of_it in scores.items():
        its = of_part(all_of_it, part)
        ahead = [our.ndcg - other.ndcg for our, other in zip(mine, its, strict=True)]
        low, high = spread(ahead)
        shares = (fmean(score.ndcg for score in its), fmean(score.recall for score in its))
        empty = f"{fmean(score.is_empty for score in its):.0%}"
        lead = "" if name == OURS else f"{fmean(ahead):+.3f} ({low:+.3f} to {high:+.3f})"
        lines.append(row(name, *(f"{share:.3f}" for share in shares), empty, lead))
    return table(("engine", "nDCG@10", "recall@20", "no answer", "ours is ahead by (95 %)"), lines)


def by_kind(scores: Scores, part: Part) -> Iterator[str]:
    """One line a kind of question, the best engine's figure in bold."""
    lines = []
    for kind, means in kinds(scores, part).items():
        count = sum(score.question.kind == kind for score in of_part(scores[OURS], part))
        best = max(means.values())
        lines.append(row(f"{kind} ({count})", *(f"**{x:.2f}**" if x == best else f"{x:.2f}" for x in means.values())))
    return table(("kind", *scores), lines)


def kinds(scores: Scores, part: Part) -> dict[str, dict[str, float]]:
    """The mean nDCG of every engine for every kind of question."""
    names = dict.fromkeys(score.question.kind for score in scores[OURS])
    return {
        kind: {
            name: fmean(score.ndcg for score in of_part(its, part) if score.question.kind == kind)
            for name, its in scores.items()
        }
        for kind in names
    }


def losses(scores: Scores) -> str:
    """In which kinds another engine is better on the reported half, as a sentence."""
    behind = [
        f"{kind} ({means[OURS]:.2f} against {max(means.values()):.2f})"
        for kind, means in kinds(scores, "report").items()
        if means[OURS] < max(means.values())
    ]
    if not behind:
        return "In no kind of question is another engine better."
    return f"Another engine is better in: {', '.join(behind)}. The strongest of them are the {TRIGRAMS}."


if __name__ == "__main__":
    main()
