"""Whoosh as its documentation shows it: fields of text, a query parser over all of them, and its own matchers."""

from pathlib import Path

import numpy as np
from whoosh import index
from whoosh.fields import TEXT, Schema
from whoosh.qparser import AndGroup, FuzzyTermPlugin, MultifieldParser, OrGroup
from whoosh.query import Query

from tests.benchmarks.nearby import columns
from tests.benchmarks.nearby.answers import LIMIT, Answer
from tests.benchmarks.nearby.corpus import FIELDS, Corpus, texts
from tests.benchmarks.nearby.questions import Question

MARKS = {"whole": "", "begun": "*", "misspelt": "~"}
TITLE = "Whoosh as documented"


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
        self.all.add_plugin(FuzzyTermPlugin())

    def find(self, question: Question) -> Answer:
        """All matches, then the join."""
        results = self.searcher.search(self._query(question), limit=None)
        pairs = np.array(list(results.items())).reshape(-1, 2)
        return self.shelf.join(question, pairs[:, 0].astype(np.int64), pairs[:, 1], self.towns.metres(question))

    def best(self, question: Question) -> list[int]:
        """Its own search for the first page."""
        return [hit.docnum for hit in self.searcher.search(self._query(question), limit=LIMIT)]

    def _query(self, question: Question) -> Query:
        parser = self.any if question.any_word else self.all
        return parser.parse(" ".join(question.words) + MARKS[question.manner])

    def told(self, found: Answer) -> Answer:
        """It is one."""
        return found

    def close(self) -> None:
        """Close the searcher."""
        self.searcher.close()
