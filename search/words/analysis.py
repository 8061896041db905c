"""What the index holds for a text, and what a query asks of it: the two must agree word by word.

A word of a document gives its own term at weight 1 and, if it is a compound or has hyphens, the terms of its parts at
less. A word of a query may be met in several ways: by its own term, by all its parts, or joined with its neighbour.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from whoosh.analysis.acore import Token
from whoosh.analysis.analyzers import CompositeAnalyzer
from whoosh.analysis.filters import Filter
from whoosh.analysis.tokenizers import RegexTokenizer

from search.formula import FORMULA
from search.words.compounds import kind, pieces
from search.words.folding import fold
from search.words.hyphens import complete
from search.words.stemming import stem
from search.words.tokens import TOKEN, measured
from search.words.wordlists import words

PART = FORMULA.part_weight
HEAD = (1.0 + PART) / 2  # the head says what a thing is: half-way between any part and the whole word
STOP = words("stop")
_BETWEEN = re.compile(r"[^\w]+")
_OWNER = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a word: all terms must be in the product. weight eases its score, 1 for the word itself."""

    terms: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query as typed, and the ways to meet it; the best way counts for each product."""

    text: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """How one token is understood: the term of the whole, its joints between hyphens, the parts of its compounds.

    asides are found in documents but no way to meet the word: 0.5 must not stand for "0,5 l", nor Nuss for "Erdnuss".
    tails are the compounds that a longer compound ends in, likewise: a Kinderfahrradhelm is a Fahrradhelm.
    """

    whole: str
    joints: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def _read(token: str) -> Reading | None:
    """The reading of one token; None for a stop word."""
    numbers = measured(token)
    if numbers:
        return Reading(numbers[0], asides=numbers[1:])
    if token[:-2].isdigit() and token[-2:].lower() == "er":
        return Reading(token.lower(), parts=(token[:-2],))
    joints = [fold(joint) for joint in _BETWEEN.split(_OWNER.sub("", token)) if joint]
    if not joints or (len(joints) == 1 and joints[0] in STOP):
        return None
    parts = tuple(stem(piece.base) for joint in joints for piece in pieces(joint))
    kinds = tuple(stem(found) for found in map(kind, [joints[-1], *_heads(joints[-1])]) if found)
    tails = tuple(map(stem, _tails(joints[-1])))
    if len(joints) == 1:
        return Reading(stem(joints[0]), (), parts, kinds, tails)
    between = tuple(stem(joint) for joint in joints if joint not in STOP)
    return Reading(stem("".join(joints)), between, parts, kinds, tails)


def _heads(word: str) -> list[str]:
    """The base form of a compound's head, [] for another word."""
    return [piece.base for piece in pieces(word)[-1:]]


def _tails(word: str) -> list[str]:
    """The compounds within a compound that end where it ends, the longest first."""
    texts = [piece.text for piece in pieces(word)]
    return ["".join(texts[start:]) for start in range(1, len(texts) - 1)]


@lru_cache(maxsize=65536)
def terms(token: str) -> tuple[tuple[str, float], ...]:
    """The terms of one token of a document with their weights, the whole word first; () for a stop word."""
    reading = _read(token)
    if reading is None:
        return ()
    weights: dict[str, float] = {}
    for row in (reading.asides, reading.parts, reading.joints):
        for term in row:
            weights[term] = max(PART if term != row[-1] else HEAD, weights.get(term, 0.0))
    weights.update(dict.fromkeys(reading.tails, HEAD))
    weights[reading.whole] = 1.0
    return tuple(sorted(weights.items(), key=lambda pair: -pair[1]))


def document_terms(text: str, parts: bool = True) -> dict[str, float]:
    """Term -> frequency in a document's text, where a part of a compound counts less than 1.

    Names (a brand, a shop) are read without parts: nobody who types "Tal" means the brand Sonnental.
    """
    found: defaultdict[str, float] = defaultdict(float)
    for token in TOKEN.findall(complete(text)):
        for term, weight in terms(token) if parts else terms(token)[:1]:
            found[term] += weight
    return found


class Sentences(RegexTokenizer):
    """Whoosh's tokeniser with our tokens, after hanging hyphens are written out."""

    def __init__(self) -> None:
        super().__init__(TOKEN)

    def __call__(self, value: str, **options: Any) -> Iterator[Token]:  # type: ignore[override]
        return super().__call__(complete(value), **options)


class GermanFilter(Filter):
    """Whoosh's link between tokens and terms: replaces each token by its terms, with the weight as the boost."""

    def __call__(self, tokens: Iterable[Token]) -> Iterator[Token]:  # type: ignore[override]
        for token in tokens:
            for text, weight in terms(token.text):
                token.text, token.boost = text, weight
                yield token


def analyser() -> CompositeAnalyzer:
    """The same analysis as a Whoosh analyser, for a schema's text fields."""
    return Sentences() | GermanFilter()


def read_query(text: str) -> list[Word]:
    """The words of a query and how each may be met. Stop words are left out; neighbours may be one word together."""
    text = complete(text)
    found = list(TOKEN.finditer(text))
    joined = [_joined(text, left, right) for left, right in pairwise(found)]
    read = []
    for match, *near in zip(found, [None, *joined], [*joined, None], strict=False):
        reading = _read(match[0])
        if reading is not None:
            ways = [*_ways(reading), *(Way((term,), HEAD) for term in near if term)]
            read.append(Word(match[0], tuple(ways)))
    return read


def _ways(reading: Reading) -> Iterator[Way]:
    """The ways of one word by itself: whole, in the pieces between its hyphens, in the parts of its compound."""
    yield Way((reading.whole,), 1.0)
    if reading.joints:
        yield Way(reading.joints, HEAD)
    if reading.parts:
        yield Way(reading.parts, PART)


def _joined(text: str, left: re.Match[str], right: re.Match[str]) -> str | None:
    """The term of two neighbours written as one word, None if they cannot be one."""
    both = left[0] + right[0]
    if not both.isalpha() or not text[left.end() : right.start()].isspace():
        return None
    if fold(left[0]) in STOP or fold(right[0]) in STOP:
        return None
    return stem(fold(both))


def surface(text: str) -> list[str]:
    """The words of a text as they are shown when completing or correcting: as written, and the heads of compounds."""
    shown = []
    for token in TOKEN.findall(complete(text)):
        if measured(token) or _read(token) is None:
            continue
        if len(token) > 2:
            shown.append(token)
        tail = pieces(fold(token))
        shown += ["".join(piece.text for piece in tail[start:]).capitalize() for start in range(1, len(tail))]
    return shown
