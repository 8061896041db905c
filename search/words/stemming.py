"""From a folded word to its index term: the Snowball stemmer of Whoosh, with corrections where it hurts a shop.

Corrected are words that fall on one term but are not one thing (Leder and LED, Kuchen and Küche, Reis and Reise) and
plural forms that the stemmer leaves apart (Nudel and Nudeln, Auto and Autos); see `data/stems.txt`.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from whoosh.lang.snowball.german import GermanStemmer

from search.words.folding import PLAIN
from search.words.wordlists import lines, pairs

_snowball: Callable[[str], str] = GermanStemmer().stem
_WHOLE = re.compile(r"(?:chs|hals|gans|kurs|krebs|keks|puls|fels|pils|mops|schnaps|gips|raps)$")
_PLURAL_S = re.compile(r"(?<=[a-zäöü]{2}[oyp])s$(?<!los)(?<!oos)")


def _corrections() -> dict[str, str]:
    """Words whose term is fixed by hand, and the verbs in -ern, whose stem must not lose its -er (wandern, Wand)."""
    fixed = pairs("stems")
    for word, term in list(fixed.items()):
        if term == term.translate(PLAIN):
            fixed.setdefault(word.translate(PLAIN), term)
    for front, infinitive in (line.split() for line in lines("verbs")):
        if infinitive.endswith("ern"):
            fixed.setdefault(front, front.translate(PLAIN))
            fixed.setdefault(infinitive, front.translate(PLAIN))
    return fixed


CORRECTED = _corrections()


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The index term of one folded word. Words with a digit stay as they are."""
    fixed = CORRECTED.get(word)
    if fixed:
        return fixed
    if not word.isalpha() or _WHOLE.search(word):
        return word.translate(PLAIN)
    if word.endswith("eln"):
        word = word[:-1]
    return _snowball(_PLURAL_S.sub("", word))
