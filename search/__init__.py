"""Find things for sale nearby: words, places, prices and stock in one small library. README.md shows its use."""

from search.checking import check, listed_offers, listed_stores, outdated
from search.errors import BadCursor, IndexDamaged, IndexLocked, IndexMissing
from search.formula import FORMULA, Formula
from search.model import (
    Explanation,
    Hit,
    Offer,
    Part,
    Point,
    Product,
    Published,
    Query,
    Results,
    Stock,
    Store,
    Suggestion,
)
from search.reader import Index
from search.stock import kept
from search.understanding import Meaning, Understood, Wish, understand
from search.words.apart import apart
from search.words.asking import Word, read_query
from search.words.reading import terms
from search.words.titles import named
from search.words.tokens import TOKEN
from search.writer import Writer

__all__ = [
    "FORMULA",
    "TOKEN",
    "BadCursor",
    "Explanation",
    "Formula",
    "Hit",
    "Index",
    "IndexDamaged",
    "IndexLocked",
    "IndexMissing",
    "Meaning",
    "Offer",
    "Part",
    "Point",
    "Product",
    "Published",
    "Query",
    "Results",
    "Stock",
    "Store",
    "Suggestion",
    "Understood",
    "Wish",
    "Word",
    "Writer",
    "apart",
    "check",
    "kept",
    "listed_offers",
    "listed_stores",
    "named",
    "outdated",
    "read_query",
    "terms",
    "understand",
]
