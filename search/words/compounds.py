"""German compounds, taken apart by a short dynamic programme over our own lists of parts (docs/decisions/004).

A word is split where every piece is known: in front a noun in one of its joining forms ("Sonnen" of Sonne), a verb stem
("wander" of wandern, "ausstech" of ausstechen), a word that only stands in front ("mini") or one whose ending makes its
joining form certain ("Sicherheits"); at the end a noun in any inflection, or its diminutive. Only goods of
`data/retail.txt` may follow a piece that no list knows ("Quinoa-brot"). Words of `data/whole.txt`
and `data/kinds.txt` are never split, but may be a piece of a longer word.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from search.words.folding import PLAIN, fold
from search.words.wordlists import forms, lines, pairs, words

SHORTEST_WORD, LONGEST_WORD = 6, 60
SHORTEST_UNKNOWN = 4
LONGEST_UNKNOWN = 14
LONGEST_PART = 16
_VOWEL = re.compile("[aeiouäöüy]")
ENDINGS = ("", "n", "s", "e", "en", "er", "es", "em", "ern")
DIMINUTIVE = re.compile(r"(.{3,})(chen|lein)s?")
JOINED_BY_S = re.compile(r"(.{2,}(?:ung|heit|keit|schaft|tät|ion))s")
APART = (
    "ab",
    "an",
    "auf",
    "aus",
    "ein",
    "um",
    "unter",
    "vor",
    "zu",
)  # a verb's prefix that leaves it in the infinitive


class Piece(NamedTuple):
    """A stretch of the word and the base form it stands for: "kinder" and "kind"."""

    text: str
    base: str


def _fronts() -> dict[str, str]:
    """Every form that may stand in front of another part, with its base form."""
    verbs = {fold(front): fold(infinitive) for front, infinitive in (line.split() for line in lines("verbs"))}
    prefixed = {prefix + stem: prefix + verb for stem, verb in verbs.items() for prefix in APART}
    alone = {word: word for word in WHOLE | words("fronts") | KINDS.keys()}
    return prefixed | alone | forms("nouns") | forms("retail") | verbs


WHOLE = words("whole")
KINDS = pairs("kinds")
FRONTS = _fronts()
GOODS = frozenset(forms("retail").values())
HEADS = GOODS | frozenset(forms("nouns").values()) | WHOLE | KINDS.keys()


def known(word: str, bases: Iterable[str]) -> str | None:
    """The base that the word is, or is an inflected form of; a plural may have an umlaut that its base has not."""
    for ending in ENDINGS:
        if word.endswith(ending):
            body = word[: len(word) - len(ending)]
            for base in (body, body.translate(PLAIN)):
                if base in bases:
                    return base
    return None


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[Piece, ...]:
    """The pieces of a folded compound, in order; () for a word that is not one."""
    if not SHORTEST_WORD <= len(word) <= LONGEST_WORD or not word.isalpha() or known(word, WHOLE) or kind(word):
        return ()
    found = _best(word) or _after_unknown(word)
    return found if len(found) > 1 else ()


def split(word: str) -> tuple[str, ...]:
    """The base forms of a compound's parts, the head last: "Kinderschuhe" -> ("kind", "schuh"); () if it is not one."""
    return tuple(piece.base for piece in pieces(fold(word)))


def kind(word: str) -> str | None:
    """What an unsplit folded word is, where its end tells: "nuss" for "erdnüsse", "rolle" for "röllchen"; else None."""
    base = known(word, KINDS)
    return KINDS[base] if base else _enlarged(word)


def _enlarged(word: str) -> str | None:
    """The noun of a diminutive, which may have lost its e: "rolle" for "röllchen"; None for another word."""
    found = None if word in HEADS else DIMINUTIVE.fullmatch(word)
    bodies = (found[1], found[1] + "e", found[1] + found[2][0]) if found else ()
    return next((base for body in bodies for base in (body, body.translate(PLAIN)) if base in HEADS), None)


def _head(word: str) -> str | None:
    """The base form of a word that may end a compound; a diminutive is its own."""
    return known(word, HEADS) or (word.removesuffix("s") if _enlarged(word) else None)


def front_of(text: str) -> str | None:
    """The base form of a piece that may stand in front, None for another."""
    found = FRONTS.get(text) or JOINED_BY_S.fullmatch(text)
    return found[1] if isinstance(found, re.Match) else found


@lru_cache(maxsize=65536)
def _best(rest: str) -> tuple[Piece, ...]:
    """The best reading of the rest of a word, () if there is none: fewest pieces, then the longest head."""
    base = _head(rest)
    if base:
        return (Piece(rest, base),)
    readings = []
    for end in range(2, min(len(rest) - 1, LONGEST_PART + 1)):
        front = front_of(rest[:end])
        tail = _best(rest[end:]) if front else ()
        if front and tail:
            readings.append((Piece(rest[:end], front), *tail))
    return min(readings, key=lambda reading: (len(reading), -len(reading[-1].text)), default=())


def _after_unknown(word: str) -> tuple[Piece, ...]:
    """A piece that no list knows, and one of the goods behind it: the longest noun that ends the word must be one."""
    for end in range(1, len(word) - SHORTEST_UNKNOWN + 1):
        base = known(word[end:], HEADS)
        if base:
            front = word[:end]
            fits = (
                base in GOODS
                and len(base) >= SHORTEST_UNKNOWN
                and SHORTEST_UNKNOWN <= end <= LONGEST_UNKNOWN
                and _VOWEL.search(front)
            )
            return (Piece(front, front), Piece(word[end:], base)) if fits else ()
    return ()
