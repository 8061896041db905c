"""What every engine answers, and how the answers of two engines are held against each other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, Protocol

from tests.benchmarks.nearby.changes import Changer
from tests.benchmarks.nearby.corpus import Corpus
from tests.benchmarks.nearby.questions import Question

LIMIT = 20
MOST_VALUES = 200
METRES_APART = 2

Counts = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A product of the first page, with its nearest store, the lowest price and the number of stores."""

    product: int
    store: int
    metres: float
    price_cents: int
    stores: int


@dataclass(frozen=True, slots=True)
class Answer:
    """The first page, and what is true of the whole answer; facets most frequent first, at most 200 values."""

    total: int
    categories: Counts
    brands: Counts
    hits: Sequence[Hit]


class Reader(Protocol):
    """An open index. find may answer in the engine's own terms, told turns that into an Answer and is never timed."""

    def find(self, question: Question) -> Any:
        """Answer a question."""

    def best(self, question: Question) -> Any:
        """The best 20 products by words alone, wherever they are sold."""

    def told(self, found: Any) -> Answer:
        """What find answered."""

    def close(self) -> None:
        """Let go of files and connections."""


class Engine(Protocol):
    """A module of the folder engines. Only those that keep stock have a Changer."""

    TITLE: str
    build: Callable[[Corpus, Path], None]
    Reader: Callable[[Path], Reader]
    Changer: Callable[[Path, Corpus], Changer]


class Disagreement(Exception):  # noqa: N818
    """Two engines answer one question differently: no time of theirs may be compared."""


def most_frequent(counts: Iterable[tuple[str, int]]) -> Counts:
    """The values of a facet in the order of a page: by count, then name."""
    ranked = sorted(sorted(counts), key=itemgetter(1), reverse=True)
    return list(islice(ranked, MOST_VALUES))


def hold_against(question: Question, ours: Answer, theirs: Answer, name: str) -> None:
    """Raise Disagreement unless total, facets and the facts of every common hit are equal.

    Which products stand on the first page is each engine's own matter: they weigh words differently.
    """
    for part in ("total", "categories", "brands"):
        if getattr(ours, part) != getattr(theirs, part):
            raise Disagreement(
                f"{name}: {part} {getattr(theirs, part)} instead of {getattr(ours, part)} for {question}"
            )
    if len(ours.hits) != len(theirs.hits):
        raise Disagreement(f"{name}: {len(theirs.hits)} hits instead of {len(ours.hits)} for {question}")
    known = {hit.product: hit for hit in ours.hits}
    for hit in theirs.hits:
        one = known.get(hit.product, hit)
        same = (one.store, one.price_cents, one.stores) == (hit.store, hit.price_cents, hit.stores)
        if not same or abs(one.metres - hit.metres) > METRES_APART:
            raise Disagreement(f"{name}: {hit} instead of {one} for {question}")
