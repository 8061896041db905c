"""SQLite FTS5. It has no German stemmer, so it is fed Snowball's stems, without stop words, as its users do."""

import re
import sqlite3
from collections.abc import Callable, Sequence

from whoosh.lang.snowball.german import GermanStemmer
from whoosh.lang.stopwords import stoplists

from search import Product
from tests.relevance.engines.fields import WEIGHTS, fields

_stem = GermanStemmer().stem
STOP = stoplists["de"]


def stems(text: str) -> list[str]:
    """The stems of a text's words, stop words left out."""
    return [_stem(word) for word in re.findall(r"\w+", text.lower()) if word not in STOP]


def fts5(documents: Sequence[Product], any_word: bool) -> Callable[[str], list[int]]:
    """Answers with the ids of the first twenty products that have all words, or any, by weighted BM25."""
    base = sqlite3.connect(":memory:")
    base.execute(f"CREATE VIRTUAL TABLE goods USING fts5({', '.join(WEIGHTS)})")
    places = ", ".join("?" * (1 + len(WEIGHTS)))
    for document in documents:
        texts = [" ".join(stems(text)) for text in fields(document).values()]
        base.execute(f"INSERT INTO goods(rowid, {', '.join(WEIGHTS)}) VALUES ({places})", (document.id, *texts))
    weights = ", ".join(map(str, WEIGHTS.values()))
    ask = f"SELECT rowid FROM goods WHERE goods MATCH ? ORDER BY bm25(goods, {weights}) LIMIT 20"

    def answer(text: str) -> list[int]:
        words = [f'"{stem}"' for stem in stems(text)]
        return [row[0] for row in base.execute(ask, ((" OR " if any_word else " ").join(words),))] if words else []

    return answer
