"""German compounds, taken apart by a short dynamic programme over our own lists of parts (docs/decisions/004).

A word is split where every piece is known: in front a noun in one of its joining forms ("Sonnen" of Sonne), a verb stem
("wander" of wandern) or a word that only stands in front ("mini"); at the end a noun in any inflection. Only goods of
`data/retail.txt` may follow a piece that no list knows ("Quinoa-brot"). Words of `data/whole.txt`
and `data/kinds.txt` are never split, but may be a piece of a longer word.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from search.words.folding import PLAIN, fold
from search.words.wordlists import forms, lines, pairs, words

SHORTEST_WORD = 6
SHORTEST_UNKNOWN = 4
LONGEST_UNKNOWN = 14
LONGEST_PART = 16
_VOWEL = re.compile("[aeiouäöüy]")
ENDINGS = ("", "n", "s", "e", "en", "er", "es", "em", "ern")


class Piece(NamedTuple):
    """A stretch of the word and the base form it stands for: "kinder" and "kind"."""

    text: str
    base: str


def _fronts() -> dict[str, str]:
    """Every form that may stand in front of another part, with its base form."""
    verbs = {fold(front): fold(infinitive) for front, infinitive in (line.split() for line in lines("verbs"))}
    alone = {word: word for word in WHOLE | words("fronts") | KINDS.keys()}
    return alone | forms("nouns") | forms("retail") | verbs


WHOLE = words("whole")
KINDS = pairs("kinds")
FRONTS = _fronts()
GOODS = frozenset(forms("retail").values())
HEADS = GOODS | frozenset(forms("nouns").values()) | WHOLE | KINDS.keys()


def _known(word: str, bases: Iterable[str]) -> str | None:
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
    if len(word) < SHORTEST_WORD or not word.isalpha() or _known(word, WHOLE) or kind(word):
        return ()
    found = _best(word) or _after_unknown(word)
    return found if len(found) > 1 else ()


def split(word: str) -> tuple[str, ...]:
    """The base forms of a compound's parts, the head last: "Kinderschuhe" -> ("kind", "schuh"); () if it is not one."""
    return tuple(piece.base for piece in pieces(fold(word)))


def kind(word: str) -> str | None:
    """What a folded word is that must not be split, where its end tells: "nuss" for "erdnüsse"; else None."""
    base = _known(word, KINDS)
    return KINDS[base] if base else None


@lru_cache(maxsize=65536)
def _best(rest: str) -> tuple[Piece, ...]:
    """The best reading of the rest of a word, () if there is none: fewest pieces, then the longest head."""
    base = _known(rest, HEADS)
    if base:
        return (Piece(rest, base),)
    readings = []
    for end in range(2, min(len(rest) - 1, LONGEST_PART + 1)):
        front = FRONTS.get(rest[:end])
        tail = _best(rest[end:]) if front else ()
        if front and tail:
            readings.append((Piece(rest[:end], front), *tail))
    return min(readings, key=lambda reading: (len(reading), -len(reading[-1].text)), default=())


def _after_unknown(word: str) -> tuple[Piece, ...]:
    """A piece that no list knows, and one of the goods behind it: the longest noun that ends the word must be one."""
    for end in range(1, len(word) - SHORTEST_UNKNOWN + 1):
        base = _known(word[end:], HEADS)
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
