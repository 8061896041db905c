"""tantivy with its own stemmer and stop words, and its query parser over all fields."""

from collections.abc import Callable, Sequence

import tantivy

from search import Product
from tests.relevance.engines.fields import WEIGHTS, fields


def tantivy_stemming(
    documents: Sequence[Product], any_word: bool, language: str = "german"
) -> Callable[[str], list[int]]:
    """Answers with the ids of the first twenty products that have all words, or any."""
    builder = tantivy.SchemaBuilder().add_unsigned_field("number", stored=True)
    for name in WEIGHTS:
        builder.add_text_field(name, tokenizer_name=language)
    index = tantivy.Index(builder.build())
    index.register_tokenizer(language, stemming(language))
    writer = index.writer()
    for document in documents:
        writer.add_document(tantivy.Document(number=document.id, **fields(document)))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def answer(text: str) -> list[int]:
        query, _ = index.parse_query_lenient(text, list(WEIGHTS), dict(WEIGHTS), conjunction_by_default=not any_word)
        return [searcher.doc(place)["number"][0] for _, place in searcher.search(query, 20).hits]

    return answer


def stemming(language: str) -> tantivy.TextAnalyzer:
    """Words in small letters, without stop words, stemmed."""
    return (
        tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
        .filter(tantivy.Filter.lowercase())
        .filter(tantivy.Filter.stopword(language))
        .filter(tantivy.Filter.stemmer(language))
        .build()
    )
