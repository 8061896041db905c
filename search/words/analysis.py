"""What the index holds for a text. What a query asks of it is in `asking.py`; the two must agree word by word.

A word of a document gives its own term at weight 1 and, if it is a compound or has hyphens, the terms of its parts at
less.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import CompositeAnalyzer
from whoosh.analysis.filters import Filter
from whoosh.analysis.tokenizers import RegexTokenizer

from search.words.compounds import pieces
from search.words.folding import fold
from search.words.hyphens import complete
from search.words.negation import DENIED, Scope, says_without
from search.words.reading import read, terms
from search.words.tokens import TOKEN, measured


def document_terms(text: str, parts: bool = True) -> dict[str, float]:
    """Term -> frequency in a document's text, where a part of a compound counts less than 1.

    Names (a brand, a shop) are read without parts: nobody who types "Tal" means the brand Sonnental.
    """
    found: defaultdict[str, float] = defaultdict(float)
    scope = Scope() if says_without(text) else None
    for token in _tokens(text):
        denied = DENIED if scope and scope.denies(token) else ""
        for term, weight in terms(token) if parts else terms(token)[:1]:
            found[denied + term] += weight
    return found


@lru_cache(maxsize=2)
def _tokens(text: str) -> list[str]:
    """The tokens of a text; kept for a moment, because a document's text is read for its terms and for its words."""
    return TOKEN.findall(complete(text))


class Sentences(RegexTokenizer):
    """Whoosh's tokeniser with our tokens, after hanging hyphens are written out."""

    def __init__(self) -> None:
        super().__init__(TOKEN)

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:  # type: ignore[override]
        return super().__call__(complete(value), **options)


class GermanFilter(Filter):
    """Whoosh's link between tokens and terms: replaces each token by its terms, with the weight as the boost."""

    def __call__(self, tokens: Iterable[Token]) -> Iterator[Token]:  # type: ignore[override]
        scope = Scope()
        for token in tokens:
            denied = DENIED if scope.denies(token.text) else ""
            for text, weight in terms(token.text):
                token.text, token.boost = denied + text, weight
                yield token


def analyser() -> CompositeAnalyzer:
    """The same analysis as a Whoosh analyser, for a schema's text fields."""
    return Sentences() | GermanFilter()


def surface(text: str) -> list[str]:
    """The words of a text as they are shown when completing or correcting: as written, and the heads of compounds."""
    return [word for token in _tokens(text) for word in _shown(token)]


@lru_cache(maxsize=65536)
def _shown(token: str) -> tuple[str, ...]:
    if measured(token) or read(token) is None:
        return ()
    tail = pieces(fold(token))
    heads = ["".join(piece.text for piece in tail[start:]).capitalize() for start in range(1, len(tail))]
    return (token, *heads) if len(token) > 2 else tuple(heads)
