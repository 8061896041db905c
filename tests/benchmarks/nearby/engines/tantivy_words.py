"""What both tantivy engines share: a schema of weighted fields, one segment, and matches as arrays.

Documents are added by one thread into one segment, in the order of a shelf, so that a document's number is its place on
the shelf and no stored field is read.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import tantivy

from tests.benchmarks.nearby.answers import LIMIT
from tests.benchmarks.nearby.corpus import FIELDS, Array
from tests.benchmarks.nearby.questions import Question

WEIGHTS = dict.fromkeys(FIELDS, 3.0) | {"description": 1.0}
HEAP = 1 << 30


def schema() -> Any:
    """Fields of words without positions, and the stores that sell the product."""
    builder = tantivy.SchemaBuilder()
    for name in FIELDS:
        builder.add_text_field(name, index_option="freq")
    builder.add_unsigned_field("store", indexed=True, fast=True)
    return builder.build()


def write(folder: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Write documents as one segment."""
    folder.mkdir(parents=True)
    fields = schema()
    writer = tantivy.Index(fields, str(folder)).writer(HEAP, num_threads=1)
    for row in rows:
        writer.add_document(tantivy.Document.from_dict(row, fields))
    writer.commit()
    writer.wait_merging_threads()


class Words:
    """An open index of one segment."""

    def __init__(self, folder: Path) -> None:
        self.index = tantivy.Index.open(str(folder))
        self.searcher = self.index.searcher()
        if self.searcher.num_segments > 1:
            raise ValueError("Documents lie in several segments: their numbers are no places on the shelf.")

    def query(self, question: Question) -> Any:
        """Each word in any field; all words, or any of them; or the beginning of one, or one with a slip."""
        if question.manner != "whole":
            return self._like(question.words[0], question.manner == "begun")
        return self.index.parse_query(
            " ".join(question.words), list(FIELDS), WEIGHTS, conjunction_by_default=not question.any_word
        )

    def _like(self, word: str, is_begun: bool) -> Any:
        """Documents with a word that begins so, or that is one slip away."""
        queries = []
        for name, weight in WEIGHTS.items():
            if is_begun:
                query = tantivy.Query.regex_query(self.index.schema, name, f"{word}.*")
            else:
                query = tantivy.Query.fuzzy_term_query(self.index.schema, name, word)
            queries.append((tantivy.Occur.Should, tantivy.Query.boost_query(query, weight)))
        return tantivy.Query.boolean_query(queries)

    def best(self, question: Question) -> list[int]:
        """The first page."""
        return [address.doc for _, address in self.searcher.search(self.query(question), LIMIT, count=False).hits]

    def matches(self, query: Any) -> tuple[Array, Array]:
        """All documents that match, best first, and their scores."""
        hits = self.searcher.search(query, limit=max(self.searcher.num_docs, 1), count=False).hits
        documents = np.fromiter((address.doc for _, address in hits), dtype=np.int64, count=len(hits))
        return documents, np.fromiter((score for score, _ in hits), dtype=np.float64, count=len(hits))
