"""Invented words that every engine reads alike: German to the ear, yet nothing for stemmers or splitters of compounds.

The engines are to be compared, not their German. A word is kept when our analysis leaves it exactly as it is, in a
document and in a query; then the plain tokens of the peers are our terms, and totals and facets must be equal.
"""

import re
from functools import lru_cache

import numpy as np

from search import read_query, terms

ONSETS = re.findall(r"\w+", "b bl br d dr f fl g gl gr h j k kl kn kr l m n p pf pl pr r s sch schl st t tr v w z zw")
NUCLEI = ["a", "a", "e", "e", "i", "i", "o", "o", "u", "u", "au", "ei"]
CODAS = [*[""] * 8, "l", "m", "n", "r", "t", "nd", "ng", "nk", "rk", "ft", "ck"]
LAST = ["a", "i", "o", "um", "in", "ik", "an", "or", "al", "it", "il", "ax", "ox"]


@lru_cache(maxsize=1)
def invented(wanted: int, seed: int) -> list[str]:
    """So many different words, always the same for a seed."""
    random = np.random.default_rng([seed, 1])
    found: dict[str, None] = {}
    while len(found) < wanted:
        found.update(dict.fromkeys(filter(is_plain, map("".join, syllables(random, wanted)))))
    return list(found)[:wanted]


def syllables(random: np.random.Generator, many: int) -> list[list[str]]:
    """One or two syllables and an ending for each of so many words."""
    shape = (many, 2)
    parts = (random.choice(ONSETS, shape), random.choice(NUCLEI, shape), random.choice(CODAS, shape))
    whole = np.char.add(np.char.add(parts[0], parts[1]), parts[2])
    whole[random.random(many) < 0.3, 1] = ""
    ends = np.char.add(random.choice(ONSETS, many), random.choice(LAST, many))
    return np.column_stack([whole, ends]).tolist()


def is_plain(word: str) -> bool:
    """Whether our analysis knows but one way to read the word: as it is written."""
    if not 4 <= len(word) <= 14 or terms(word) != ((word, 1.0),):
        return False
    return [(way.terms, way.weight) for read in read_query(word) for way in read.ways] == [((word,), 1.0)]
