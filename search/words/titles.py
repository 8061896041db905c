"""Titles name a thing first, and say behind it what goes with it: "Ersatzschnürsenkel für Wanderschuhe".

That may begin with a preposition, or be a noun right behind a compound: "Kernseife Olivenöl", "Displaytausch Handy".
"""

import re
from functools import lru_cache
from itertools import pairwise

from search.words.compounds import GOODS, known, pieces
from search.words.folding import fold
from search.words.wordlists import words

PREPOSITIONS = words("prepositions")
_SENTENCE = re.compile(r"(?<=[.:!?])\s+")
_WORD = re.compile(r"\S+")
_AFTER = ",;.:!?)"


@lru_cache(maxsize=2)
def named(title: str) -> tuple[str, str]:
    """The words of a title that name the thing, and in each of its sentences those from where the name ends.

    A preposition that begins a sentence belongs to a name: "Mit Kindern in den Wald" names "Mit Kindern". So does a
    noun behind one that is no compound, for shops write "Kaffee Tasse" as well as "Kaffeetasse".
    """
    names, rests = [], []
    for sentence in _SENTENCE.split(title):
        start = _end_of_name(sentence)
        names.append(sentence[:start].rstrip())
        rests.append(sentence[start:])
    return " ".join(filter(None, names)), " ".join(filter(None, rests))


def _end_of_name(sentence: str) -> int:
    """Where the first word stands that tells no more what the thing is; the length of the sentence without one."""
    pairs = pairwise(_WORD.finditer(sentence))
    return next((word.start() for before, word in pairs if _ends_name(before[0], word[0])), len(sentence))


def _ends_name(before: str, word: str) -> bool:
    """Whether a word is a preposition, or goods named right behind a compound."""
    if fold(word.lstrip("(")) in PREPOSITIONS:
        return True
    return word[0].isupper() and bool(pieces(fold(before))) and _is_goods(fold(word.rstrip(_AFTER)))


def _is_goods(word: str) -> bool:
    """Whether a folded word, or the head of a compound, is something that shops sell."""
    tail = pieces(word)
    return (tail[-1].base if tail else known(word, GOODS)) in GOODS
