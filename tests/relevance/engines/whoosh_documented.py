"""Whoosh as its documentation shows it: the German analyser, one parser over all fields, BM25F."""

from collections.abc import Callable, Sequence

from whoosh.analysis import LanguageAnalyzer
from whoosh.fields import NUMERIC, TEXT, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import AndGroup, MultifieldParser, OrGroup

from search import Product
from tests.relevance.engines.fields import WEIGHTS, fields


def whoosh_documented(documents: Sequence[Product], any_word: bool) -> Callable[[str], list[int]]:
    """Answers with the ids of the first twenty products that have all words, or any."""
    german = LanguageAnalyzer("de")
    schema = Schema(number=NUMERIC(stored=True), **{name: TEXT(analyzer=german) for name in WEIGHTS})
    index = RamStorage().create_index(schema)
    writer = index.writer()
    for document in documents:
        writer.add_document(number=document.id, **fields(document))
    writer.commit()
    searcher = index.searcher()
    parser = MultifieldParser(list(WEIGHTS), schema, dict(WEIGHTS), group=OrGroup if any_word else AndGroup)
    return lambda text: [hit["number"] for hit in searcher.search(parser.parse(text), limit=20)]
