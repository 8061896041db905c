"""German compounds, taken apart by a short dynamic programme over our own lists of parts (docs/decisions/004).

A word is split where every piece is known: in front a noun in one of its joining forms ("Sonnen" of Sonne), a verb stem
("wander" of wandern) or a word that only stands in front ("mini"); at the end a noun in any inflection. Only goods of
`data/retail.txt` may follow a piece that no list knows ("Quinoa-brot"). Words of `data/whole.txt` are never split.
"""

from functools import lru_cache
from typing import NamedTuple

from search.words.folding import fold
from search.words.stemming import stem
from search.words.wordlists import forms, lines, words

SHORTEST_WORD = 6
SHORTEST_UNKNOWN = 4
LONGEST_PART = 16


class Piece(NamedTuple):
    """A stretch of the word and the base form it stands for: "kinder" and "kind"."""

    text: str
    base: str


def _fronts() -> dict[str, str]:
    """Every form that may stand in front of another part, with its base form."""
    verbs = {fold(front): fold(infinitive) for front, infinitive in (line.split() for line in lines("verbs"))}
    return verbs | {word: word for word in words("fronts")} | forms("nouns") | forms("retail")


def _bases(*names: str) -> dict[str, str]:
    """Index term -> base form of the nouns that may end a word."""
    return {stem(base): base for name in names for base in forms(name).values()}


WHOLE = words("whole")
WHOLE_STEMS = frozenset(map(stem, WHOLE))
FRONTS = _fronts()
GOODS = _bases("retail")
HEADS = _bases("nouns") | GOODS


@lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[Piece, ...]:
    """The pieces of a folded compound, in order; () for a word that is not one."""
    if len(word) < SHORTEST_WORD or not word.isalpha() or stem(word) in WHOLE_STEMS:
        return ()
    found = _best(word) or _after_unknown(word)
    return found if len(found) > 1 else ()


def split(word: str) -> tuple[str, ...]:
    """The base forms of a compound's parts, the head last: "Kinderschuhe" -> ("kind", "schuh"); () if it is not one."""
    return tuple(piece.base for piece in pieces(fold(word)))


@lru_cache(maxsize=65536)
def _best(rest: str) -> tuple[Piece, ...]:
    """The cheapest reading of the rest of a word, () if there is none: fewest pieces, then the longest ones."""
    base = HEADS.get(stem(rest))
    if base:
        return (Piece(rest, base),)
    readings = []
    for end in range(2, min(len(rest) - 1, LONGEST_PART + 1)):
        front = FRONTS.get(rest[:end])
        tail = _best(rest[end:]) if front else ()
        if front and tail:
            readings.append((Piece(rest[:end], front), *tail))
    return min(readings, key=_cost, default=())


def _cost(reading: tuple[Piece, ...]) -> tuple[int, int]:
    return len(reading), -sum(len(piece.text) ** 2 for piece in reading)


def _after_unknown(word: str) -> tuple[Piece, ...]:
    """A piece that no list knows, with one of the goods behind it; the longest such end wins."""
    for end in range(SHORTEST_UNKNOWN, len(word) - SHORTEST_UNKNOWN + 1):
        base = GOODS.get(stem(word[end:]))
        if base and any(vowel in word[:end] for vowel in "aeiouäöüy"):
            return Piece(word[:end], word[:end]), Piece(word[end:], base)
    return ()
