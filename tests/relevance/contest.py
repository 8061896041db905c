"""All engines over the same documents and the same questions, each answer measured."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from search import Product
from tests.relevance.collection import Question
from tests.relevance.engines.ours import ours
from tests.relevance.goods import Goods
from tests.relevance.measures import ndcg, recall

OURS = "Stadtregal"
TRIGRAMS = "character trigrams"
PEERS = {
    "Whoosh, all words": ("whoosh", "whoosh_documented", {"any_word": False}),
    "Whoosh, any word": ("whoosh", "whoosh_documented", {"any_word": True}),
    "SQLite FTS5, all words": ("sqlite3", "fts5", {"any_word": False}),
    "SQLite FTS5, any word": ("sqlite3", "fts5", {"any_word": True}),
    "tantivy, all words": ("tantivy", "tantivy_stemming", {"any_word": False}),
    "tantivy, any word": ("tantivy", "tantivy_stemming", {"any_word": True}),
    TRIGRAMS: ("sklearn", "trigrams", {}),
}
ENGLISH = {
    "tantivy in English, all words": ("tantivy", "tantivy_stemming", {"any_word": False, "language": "english"}),
    "tantivy in English, any word": ("tantivy", "tantivy_stemming", {"any_word": True, "language": "english"}),
}
"""By name: the library a peer needs, the module (and function) that builds it, and how. ENGLISH: for English goods."""

Answering = Callable[[str], list[int]]


@dataclass(frozen=True)
class Score:
    """What one engine's answer to one question was worth."""

    question: Question
    ndcg: float
    recall: float
    is_empty: bool


def missing() -> list[str]:
    """The libraries of peers that are not installed here."""
    return sorted({library for library, _, _ in PEERS.values() if not find_spec(library)})


def peer(name: str, documents: Sequence[Product]) -> Answering:
    """One of the others, filled with the documents."""
    _, module, options = (PEERS | ENGLISH)[name]
    return partial(getattr(import_module(f"tests.relevance.engines.{module}"), module), **options)(documents)


def engines(goods: Goods, folder: Path, more: Iterable[str] = ()) -> dict[str, Answering]:
    """Ours, every peer that can run here, and more of them by name, filled with the goods."""
    able = [name for name, (library, _, _) in PEERS.items() if library not in missing()] + [*more]
    return {OURS: ours(goods, folder)} | {name: peer(name, goods.documents) for name in able}


def judged(answer: Answering, questions: Iterable[Question], keys: Mapping[int, str]) -> list[Score]:
    """An engine's scores, one a question, in their order."""
    scores = []
    for question in questions:
        ranked = [keys[number] for number in answer(question.text)]
        scores.append(Score(question, ndcg(ranked, question.grades), recall(ranked, question.grades), not ranked))
    return scores
