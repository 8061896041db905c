"""German folding: one spelling for ä and ae, ß and ss, é and e, whatever the case.

The folded form keeps ä, ö, ü, because compounds and corrections need them; the stemmer drops them at the end. "ae",
"oe" and "ue" are read as umlauts, except after a vowel or q (Feuer, neue, Quelle), at the end of a word (blue, Aloe)
and in the roots of `data/no_umlaut.txt` (Israel, aktuell, Baguette).
"""

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

UMLAUTS = {"ae": "ä", "oe": "ö", "ue": "ü"}
KEPT = "äöü"
PLAIN = str.maketrans("äöü", "aou")


def _accents() -> dict[int, str]:
    """Latin letters with accents, each with its bare letter; the German umlauts stay."""
    bare = {"æ": "ä", "ø": "ö", "œ": "ö", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "™": " ", "®": " ", "©": " "}
    for code in range(0xC0, 0x250):
        letter = chr(code).lower()
        if letter not in KEPT and letter not in bare:
            bare[letter] = unicodedata.normalize("NFD", letter)[0]
    return {ord(letter): plain for letter, plain in bare.items() if len(letter) == 1}


def _digraphs() -> re.Pattern[str]:
    text = (Path(__file__).parent / "data" / "no_umlaut.txt").read_text(encoding="utf-8")
    roots = [line.partition("#")[0].strip() for line in text.splitlines()]
    kept = "|".join(sorted(filter(None, roots), key=len, reverse=True))
    return re.compile(rf"({kept})|(?:ae|oe|(?<![aeoqäöü])ue)(?!s?$)|(?<=men)ue(?=s?$)")


ACCENTS = _accents()
DIGRAPHS = _digraphs()


def letters(word: str) -> str:
    """One word in small letters, ss for ß, without accents other than the umlauts; "ae" stays as it was typed."""
    if word.isascii():
        return word.lower()
    return unicodedata.normalize("NFKC", word.translate(ACCENTS)).lower().translate(ACCENTS)


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """One word in small letters with umlauts written as umlauts, ss for ß, and no other accents."""
    return DIGRAPHS.sub(lambda found: found[1] or UMLAUTS[found[0]], letters(word))


def plain(word: str) -> str:
    """The folded word without umlauts: what is left when somebody types "Kuhlschrank"."""
    return fold(word).translate(PLAIN)
