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

from tests.relevance import nearness, tune
from tests.relevance.collection import Part, Question, questions
from tests.relevance.contest import ENGLISH, OURS, Score, engines, judged, missing
from tests.relevance.english.goods import english_goods, english_questions
from tests.relevance.goods import Goods, demo_goods
from tests.relevance.measures import spread
from tests.relevance.tables import row, table
from tests.search.words import measure

ROOT = Path(__file__).parents[2]
RESULT = ROOT / "docs" / "relevance.md"
HERE = Path(__file__).parent
Scores = Mapping[str, Sequence[Score]]


def main() -> None:
    """Let all engines answer, and write down how well."""
    if missing():
        sys.exit(f"Not installed: {', '.join(missing())}. They are in requirements-bench.lock.")
    asked, goods = questions(), demo_goods()
    german = scored(goods, asked)
    english = scored(english_goods(), english_questions(), ENGLISH)
    RESULT.write_text("\n".join(page(german, english, asked, len(goods.documents))), encoding="utf-8")
    print(*whole(of_part(german, "report")), sep="\n")


def scored(goods: Goods, asked: Sequence[Question], more: Sequence[str] | Mapping[str, object] = ()) -> Scores:
    """The scores of all engines over these goods, and of more peers by name."""
    with TemporaryDirectory(prefix="relevance-") as folder:
        filled = engines(goods, Path(folder), more)
        return {name: judged(answer, asked, goods.keys) for name, answer in filled.items()}


def page(german: Scores, english: Scores, asked: Sequence[Question], goods: int) -> Iterator[str]:
    """The lines of the page."""
    reported, tuned = of_part(german, "report"), of_part(german, "tune")
    halves = {"report": len(reported[OURS]), "tune": len(tuned[OURS])}
    about = (HERE / "about.md").read_text(encoding="utf-8")
    yield about.format(goods=goods, queries=len(asked), versions=versions(), **halves)
    yield "## The whole, on the half that is only reported\n"
    yield from whole(reported)
    yield "\n## Kind by kind (nDCG@10), on the half that is only reported\n"
    yield from by_kind(reported)
    yield f"\n{losses(reported)}\n"
    yield "## The half that was tuned on\n"
    yield from whole(tuned)
    yield ""
    yield from by_kind(tuned)
    yield "\n## English goods\n"
    yield f"{len(english[OURS])} English questions, graded by rule (`tests/relevance/english/`).\n"
    yield from whole(english)
    yield "\n## Words met in another way than by themselves (`python -m tests.relevance.tune`), tuning half\n"
    yield from tune.sweep(tune.OF_WAYS)
    yield "\n## Near and there (`python -m tests.relevance.nearness`), tuning half\n"
    yield (HERE / "nearness.md").read_text(encoding="utf-8")
    yield from nearness.report()
    yield "\n## Words by themselves (`python -m tests.search.words.measure`)\n"
    yield from table(("measured", "figure"), (row(*line) for line in measure.report()))
    yield ""


def versions() -> str:
    """What was measured with, and when."""
    peers = ", ".join(f"{name} {version(name)}" for name in ("whoosh3", "tantivy", "scikit-learn"))
    return f"{datetime.now(UTC):%d %B %Y}, Python {platform.python_version()}, {peers}, SQLite {sqlite_version}"


def of_part(scores: Scores, part: Part) -> Scores:
    """The scores of one half of the questions."""
    return {name: [score for score in its if score.question.part == part] for name, its in scores.items()}


def whole(scores: Scores) -> Iterator[str]:
    """One line an engine: its measures, and how far ours is ahead, with the interval."""
    lines = []
    for name, its in scores.items():
        ahead = [our.ndcg - other.ndcg for our, other in zip(scores[OURS], its, strict=True)]
        low, high = spread(ahead)
        lead = "" if name == OURS else f"{fmean(ahead):+.3f} ({low:+.3f} to {high:+.3f})"
        empty = f"{fmean(score.is_empty for score in its):.0%}"
        shares = (fmean(score.ndcg for score in its), fmean(score.recall for score in its))
        lines.append(row(name, *(f"{share:.3f}" for share in shares), empty, lead))
    return table(("engine", "nDCG@10", "recall@20", "no answer", "ours is ahead by (95 %)"), lines)


def by_kind(scores: Scores) -> Iterator[str]:
    """One line a kind of question, the best engine's figure in bold."""
    lines = []
    for kind, means in kinds(scores).items():
        count = sum(score.question.kind == kind for score in scores[OURS])
        best = max(means.values())
        lines.append(row(f"{kind} ({count})", *(f"**{x:.2f}**" if x == best else f"{x:.2f}" for x in means.values())))
    return table(("kind", *scores), lines)


def kinds(scores: Scores) -> dict[str, dict[str, float]]:
    """The mean nDCG of every engine for every kind of question."""
    names = dict.fromkeys(score.question.kind for score in scores[OURS])
    return {
        kind: {name: fmean(score.ndcg for score in its if score.question.kind == kind) for name, its in scores.items()}
        for kind in names
    }


def losses(scores: Scores) -> str:
    """In which kinds another engine is better, as a sentence."""
    behind = []
    for kind, means in kinds(scores).items():
        best = max(means, key=lambda name: means[name])
        if means[OURS] < means[best]:
            behind.append(f"{kind} ({means[OURS]:.2f} against {means[best]:.2f} of {best})")
    if not behind:
        return "In no kind of question is another engine better."
    return f"Another engine is better in: {', '.join(behind)}."


if __name__ == "__main__":
    main()
