"""tantivy with one index: the words, and a filter on the stores in reach; then the join over all offers."""

from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from tests.benchmarks.nearby import columns
from tests.benchmarks.nearby.answers import Answer
from tests.benchmarks.nearby.corpus import Array, Corpus, texts
from tests.benchmarks.nearby.engines.tantivy_words import Words, schema, write
from tests.benchmarks.nearby.questions import Question

TITLE = "tantivy, store filter"


def build(corpus: Corpus, folder: Path) -> None:
    """One document a product, with the numbers of the stores that sell it."""
    columns.save_towns(corpus, folder / "towns")
    sold = columns.save_shelf(corpus, folder / "shelf").tolist()
    stores = np.split(corpus.store, corpus.ends[1:-1])
    write(folder / "words", ({**texts(corpus, product), "store": stores[product].tolist()} for product in sold))


class Reader:
    """An open index, with the columns beside it."""

    def __init__(self, folder: Path) -> None:
        self.towns = columns.Towns(folder / "towns")
        self.shelf = columns.Shelf(folder / "shelf", self.towns)
        self.words, self.schema = Words(folder / "words"), schema()

    def find(self, question: Question) -> Answer:
        """All matches that a store in reach sells, then the join."""
        metres = self.towns.metres(question)
        found, scores = self.words.matches(self._query(question, metres <= question.radius_m))
        return self.shelf.join(question, found, scores, metres)

    def _query(self, question: Question, in_reach: Array) -> Any:
        stores = tantivy.Query.term_set_query(self.schema, "store", np.flatnonzero(in_reach).tolist())
        nearby = tantivy.Query.const_score_query(stores, 0.0)
        both = [(tantivy.Occur.Must, self.words.query(question)), (tantivy.Occur.Must, nearby)]
        return tantivy.Query.boolean_query(both)

    def best(self, question: Question) -> list[int]:
        """Its own search for the first page."""
        return self.words.best(question)

    def told(self, found: Answer) -> Answer:
        """It is one."""
        return found

    def close(self) -> None:
        """Mapped files close by themselves."""
