"""Works of words: the best 20 by words alone, typing ahead, and words with a slip."""

from collections.abc import Iterator

from tests.benchmarks.nearby.answers import Reader
from tests.benchmarks.nearby.questions import Question, begun, either, in_rounds, misspelt
from tests.benchmarks.nearby.timing import Doing, Row, interleaved, spread

WHOLE_INDEX = ("ours", "tantivy_stores", "fts5", "postgres", "whoosh_documented")
MENDING = ("ours", "tantivy_areas", "tantivy_stores", "whoosh_documented")


def measured(readers: dict[str, Reader], questions: list[Question], rounds: int) -> Iterator[Row]:
    """The rows. Only engines with an index of everywhere, or with means against slips, take part where it matters."""
    for mode, asked in (("and", questions), ("or", either(questions))):
        best = {name: reader.best for name, reader in readers.items() if name in WHOLE_INDEX}
        yield from timed("best 20 by words alone", best, asked, rounds, mode)
    find = {name: reader.find for name, reader in readers.items()}
    yield from timed("typing ahead", find, begun(questions), rounds)
    mending = {name: ask for name, ask in find.items() if name in MENDING}
    yield from timed("a word with a slip", mending, misspelt(questions), rounds)


def timed(work: str, doing: Doing, asked: list[Question], rounds: int, mode: str = "") -> Iterator[Row]:
    """One round to warm up, then the rows of one work."""
    interleaved(doing, [asked])
    for name, seconds in interleaved(doing, in_rounds(asked, rounds)).items():
        yield spread(work, name, seconds, mode)
