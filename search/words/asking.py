"""What a query asks of the index: its words, and the ways in which each may be met.

A word may be met by its own term, by all its parts, joined with its neighbour, or by another word for the same thing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from search.formula import FORMULA
from search.words.colours import colour
from search.words.folding import fold
from search.words.hyphens import complete
from search.words.negation import DENIED, WITHOUT, Scope
from search.words.reading import HEAD, PART, Reading, read
from search.words.stemming import stem
from search.words.synonyms import key, load
from search.words.tokens import TOKEN, measured
from search.words.wordlists import pairs, words

SYNONYMS = load()
SUNDRIES = frozenset(map(stem, words("sundries")))
SENSES = {stem(word): sense for word, sense in pairs("senses").items()}
_BEFORE_A_SIZE = re.compile(
    r"(?<!\w)(?:gr(?:ö(?:ß|ss)e|oesse|\.)?|size|konfektionsgr(?:ö(?:ß|ss)e|\.))\s*$", re.IGNORECASE
)
_A_SIZE = re.compile(r"\d{2,3}|\d{2}er|\d?x{0,4}[sl]|m|[wl]\d{2}", re.IGNORECASE)
_LETTERS_OF_A_SIZE = re.compile(r"(?:x{1,4}|\d)[sl]|[wl]\d{2}|\d{2}er", re.IGNORECASE)
_MINUS = re.compile(r"(?:^|\s)[-‐-―−]$")


@dataclass(frozen=True, slots=True)
class Way:
    """One way to meet a word: all terms must be in the product. weight eases how much it counts, 1 for the word itself.

    via is the other word for the same thing by which this way came, as the list of synonyms writes it; "" for a way of
    the word itself.
    """

    terms: tuple[str, ...]
    weight: float
    via: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query as typed, and the ways to meet it; in each product they count together as one term.

    kind says what was understood: "word", "size" ("Gr. 38"), "measure" ("1,5 l", "A4", "M6x40"), "colour", "material",
    "audience" ("Kinder") or "without" ("ohne Zucker", "zuckerfrei"). A product that has none of the terms of unless
    meets the word too, at FORMULA.unsaid_score: it does not say that there is sugar.
    """

    text: str
    ways: tuple[Way, ...]
    kind: str = "word"
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Asked:
    """A token of a query that is no stop word: where it stands, and how it is read."""

    start: int
    end: int
    token: str
    reading: Reading
    denied: bool


def read_query(text: str) -> list[Word]:
    """The words of a query and how each may be met. Stop words are left out; neighbours may be one word together."""
    text = complete(text)
    asked = _asked(text)
    near = [None, *(_joined(text, left, right) for left, right in pairwise(asked)), None]
    phrases = _phrases(asked)
    found = []
    for place, one in enumerate(asked):
        if one.denied:
            found.append(_without(text, one))
        else:
            joined = [Way((term,), HEAD) for term in near[place : place + 2] if term]
            word = _word(text, one)
            found.append(replace(word, ways=_distinct([*word.ways, *joined, *phrases[place]])))
    return found if any(word.kind != "without" for word in found) else [replace(word, unless=()) for word in found]


def is_listed(word: Word) -> bool:
    """Whether the list of synonyms has the word: then it is no slip, even if no product has it."""
    own = word.ways[0].terms
    return own in SYNONYMS.same or own in SYNONYMS.wider


def _asked(text: str) -> list[_Asked]:
    """The tokens of a query without stop words; what is denied begins at its "ohne" or its minus."""
    found, scope, opened = [], Scope(), None
    for match in TOKEN.finditer(text):
        start, denied = match.start(), scope.denies(match[0])
        minus = match[0][0].isalpha() and _MINUS.search(text, max(0, start - 2), start)
        reading = read(match[0])
        if reading:
            begins = start if opened is None or not denied else opened
            found.append(_Asked(begins - bool(minus), match.end(), match[0], reading, denied or bool(minus)))
        opened = start if fold(match[0]) in WITHOUT else None
    return found


def _without(text: str, one: _Asked) -> Word:
    """What must not be in the product: said by it, or never mentioned."""
    ways = (Way((DENIED + one.reading.whole,), 1.0),)
    return Word(text[one.start : one.end], ways, "without", unless=(one.reading.whole,))


def _word(text: str, one: _Asked) -> Word:
    """A word by itself, with the "Gr." in front of a size."""
    marked = _BEFORE_A_SIZE.search(text[: one.start]) if _A_SIZE.fullmatch(one.token) else None
    kind = "size" if marked else _kind(one)
    return Word(text[marked.start() if marked else one.start : one.end], tuple(_ways(one.reading)), kind)


def _kind(one: _Asked) -> str:
    """What kind of thing a token says of goods."""
    if one.reading.denies:
        return "without"
    if measured(one.token):
        return "word" if one.token.isdigit() else "measure"
    if _LETTERS_OF_A_SIZE.fullmatch(one.token):
        return "size"
    return "colour" if colour(fold(one.token)) else SENSES.get(one.reading.whole, "word")


def _ways(reading: Reading) -> Iterator[Way]:
    """The ways of one word by itself: whole, in the pieces between its hyphens, in the parts of its compound."""
    yield Way((reading.whole,), 1.0)
    for term in reading.denies:
        yield Way((term,), 1.0)
    if reading.joints:
        yield Way(reading.joints, HEAD)
    if reading.parts:
        yield Way(reading.parts, PART)
    if reading.parts[1:] and reading.parts[-1] in SUNDRIES:
        yield Way(reading.parts[:-1], HEAD)


def _joined(text: str, left: _Asked, right: _Asked) -> str | None:
    """The term of two neighbours written as one word, None if they cannot be one."""
    both = left.token + right.token
    if left.denied or right.denied or not both.isalpha() or not text[left.end : right.start].isspace():
        return None
    return stem(fold(both))


def _phrases(asked: Sequence[_Asked]) -> list[list[Way]]:
    """For each token the ways by synonyms, its own and those of the phrases it is part of."""
    found: list[list[Way]] = [[] for _ in asked]
    for many in range(SYNONYMS.longest, 0, -1):
        for start in range(len(asked) - many + 1):
            span = asked[start : start + many]
            if not any(one.denied for one in span):
                ways = _by_synonyms(tuple(one.reading.whole for one in span))
                for place in range(start, start + many):
                    found[place] += ways
    for place, one in enumerate(asked):
        found[place] += _by_synonyms_of_parts(one.reading.parts)
    return found


@lru_cache(maxsize=4096)
def _by_synonyms(wanted: tuple[str, ...]) -> tuple[Way, ...]:
    """The ways by the other words for the same thing; of several words all must be there."""
    found = []
    for phrase in SYNONYMS.others(wanted):
        terms = key(phrase)
        ways = [Way(terms, 1.0)] if terms[1:] else _ways(read(phrase) or Reading(terms[0]))
        found += [Way(way.terms, way.weight * FORMULA.synonym_weight, phrase) for way in ways]
    return tuple(found)


@lru_cache(maxsize=4096)
def _by_synonyms_of_parts(parts: tuple[str, ...]) -> tuple[Way, ...]:
    """The ways to meet a compound with one part by another name: Karottensaft for "Möhrensaft"; the head by a kind of
    it too: Fäustlinge of Babys for "Babyhandschuhe"."""
    weight = PART * FORMULA.synonym_weight
    return tuple(
        Way((*parts[:place], *key(phrase), *parts[place + 1 :]), weight, phrase)
        for place, part in enumerate(parts)
        for phrase in (SYNONYMS.others if place == len(parts) - 1 else SYNONYMS.equals)((part,))
    )


def _distinct(ways: Sequence[Way]) -> tuple[Way, ...]:
    """The ways without repetitions, the first of each kind."""
    return tuple({way.terms: way for way in reversed(ways)}.values())[::-1]
