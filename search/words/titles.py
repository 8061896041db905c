"""Titles name a thing first, and say what goes with it after a preposition: "Ersatzschnürsenkel für Wanderschuhe"."""

import re
from functools import lru_cache
from itertools import islice

from search.words.folding import fold
from search.words.wordlists import words

PREPOSITIONS = words("prepositions")
_SENTENCE = re.compile(r"(?<=[.:!?])\s+")
_WORD = re.compile(r"\S+")


@lru_cache(maxsize=2)
def named(title: str) -> tuple[str, str]:
    """The words of a title that name the thing, and those behind the first preposition of each of its sentences.

    A preposition that begins a sentence belongs to a name: "Mit Kindern in den Wald" names "Mit Kindern".
    """
    names, rests = [], []
    for sentence in _SENTENCE.split(title):
        start = _first_preposition(sentence)
        names.append(sentence[:start].rstrip())
        rests.append(sentence[start:])
    return " ".join(filter(None, names)), " ".join(filter(None, rests))


def _first_preposition(sentence: str) -> int:
    """Where the first preposition after the first word stands; the length of the sentence without one."""
    others = islice(_WORD.finditer(sentence), 1, None)
    return next((word.start() for word in others if fold(word[0].lstrip("(")) in PREPOSITIONS), len(sentence))
