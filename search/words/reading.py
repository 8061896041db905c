"""One token, understood: the term of the whole word, and the terms of what it is made of."""

import re
from dataclasses import dataclass
from functools import lru_cache

from search.formula import FORMULA
from search.words.colours import colour
from search.words.compounds import kind, pieces
from search.words.folding import fold
from search.words.negation import DENIED, free_of
from search.words.stemming import stem
from search.words.tokens import measured
from search.words.wordlists import words

PART = FORMULA.part_weight
HEAD = (1.0 + PART) / 2  # the head says what a thing is: half-way between any part and the whole word
STOP = words("stop")
_BETWEEN = re.compile(r"[^\w]+")
_SIZE = re.compile(r"(\d+)er|[wl](\d{2})", re.IGNORECASE)  # 38er shoes, jeans W29 L32
_OWNER = re.compile(r"['’]s$")


@dataclass(frozen=True, slots=True)
class Reading:
    """How one token is understood: the term of the whole, its joints between hyphens, the parts of its compounds.

    asides are found in documents but no way to meet the word: 0.5 must not stand for "0,5 l", nor Nuss for "Erdnuss".
    tails are the compounds that a longer compound ends in, likewise: a Kinderfahrradhelm is a Fahrradhelm.
    denies are the terms of what the word says there is none of ("zuckerfrei").
    """

    whole: str
    joints: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    tails: tuple[str, ...] = ()
    denies: tuple[str, ...] = ()


@lru_cache(maxsize=65536)
def read(token: str) -> Reading | None:
    """The reading of one token; None for a stop word."""
    numbers = measured(token)
    if numbers:
        return Reading(numbers[0], asides=numbers[1:])
    size = _SIZE.fullmatch(token)
    if size:
        return Reading(token.lower(), parts=(size[1] or size[2],))
    joints = [fold(joint) for joint in _BETWEEN.split(_OWNER.sub("", token)) if joint]
    if not joints or (len(joints) == 1 and joints[0] in STOP):
        return None
    free = free_of("".join(joints))
    if free:
        return Reading(stem("".join(joints)), denies=(DENIED + stem(free),))
    parts = tuple(stem(piece.base) for joint in joints for piece in pieces(joint))
    kinds = tuple(stem(found) for found in map(kind_of, [joints[-1], *_heads(joints[-1])]) if found)
    tails = tuple(map(stem, _tails(joints[-1])))
    if len(joints) == 1:
        return Reading(stem(joints[0]), (), parts, kinds, tails)
    between = tuple(stem(joint) for joint in joints if joint not in STOP)
    return Reading(stem("".join(joints)), between, parts, kinds, tails)


def kind_of(word: str) -> str | None:
    """What the end of an unsplit word says it is: a kind of nut, a smaller roll, a shade of blue."""
    return kind(word) or colour(word)


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
    reading = read(token)
    if reading is None:
        return ()
    weights: dict[str, float] = {}
    for row in (reading.asides, reading.parts, reading.joints):
        for term in row:
            weights[term] = max(PART if term != row[-1] else HEAD, weights.get(term, 0.0))
    weights.update(dict.fromkeys(reading.tails, HEAD))
    weights.update(dict.fromkeys([reading.whole, *reading.denies], 1.0))
    return tuple(sorted(weights.items(), key=lambda pair: -pair[1]))
