"""Whoosh as its documentation shows it: fields of text, a query parser over all of them, and its own matchers."""

from pathlib import Path

import numpy as np
from whoosh import index
from whoosh.fields import TEXT, Schema
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

from tests.benchmarks.nearby import columns
from tests.benchmarks.nearby.answers import Answer
from tests.benchmarks.nearby.corpus import FIELDS, Corpus, texts
from tests.benchmarks.nearby.questions import Question

TITLE = "Whoosh as documented + NumPy join"


def schema() -> Schema:
    """Names weigh three times as much as descriptions; positions are left out, as nobody asks for phrases."""
    names = {name: TEXT(phrase=False, field_boost=3.0) for name in FIELDS[:3]}
    return Schema(description=TEXT(phrase=False), **names)


def build(corpus: Corpus, folder: Path) -> None:
    """Index the products in the order of the shelf, so that a document's number is its place there."""
    columns.save_towns(corpus, folder / "towns")
    (folder / "words").mkdir()
    writer = index.create_in(folder / "words", schema()).writer(limitmb=512)
    for product in columns.save_shelf(corpus, folder / "shelf").tolist():
        writer.add_document(**texts(corpus, product))
    writer.commit(optimize=True)


class Reader:
    """An open searcher, with the columns beside it."""

    def __init__(self, folder: Path) -> None:
        self.towns = columns.Towns(folder / "towns")
        self.shelf = columns.Shelf(folder / "shelf", self.towns)
        self.searcher = index.open_dir(folder / "words").searcher()
        self.all, self.any = (
            MultifieldParser(FIELDS, self.searcher.schema, group=group) for group in (AndGroup, OrGroup)
        )

    def find(self, question: Question) -> Answer:
        """All matches, then the join."""
        parser = self.any if question.any_word else self.all
        results = self.searcher.search(parser.parse(" ".join(question.words)), limit=None)
        pairs = np.array(list(results.items())).reshape(-1, 2)
        return self.shelf.join(question, pairs[:, 0].astype(np.int64), pairs[:, 1], self.towns.metres(question))

    def told(self, found: Answer) -> Answer:
        """It is one."""
        return found

    def close(self) -> None:
        """Close the searcher."""
        self.searcher.close()
