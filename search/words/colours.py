"""Colours and their shades: what is dunkelblau, himmelblau or marine is found by "blau", not the other way round."""

import re

from search.words.compounds import HEADS, front_of, known
from search.words.wordlists import pairs

SHADES = pairs("colours")
_ENDS_IN_ONE = re.compile(rf"(.{{3,}})({'|'.join(sorted(set(SHADES.values())))})(?:e[nmrs]?)?")


def colour(word: str) -> str | None:
    """The plain colour of a folded word that is a colour or a shade; None for another word, "Eiweiß" and "Brot" too."""
    base = known(word, SHADES)
    if base:
        return SHADES[base]
    found = _ENDS_IN_ONE.fullmatch(word)
    return found[2] if found and not known(word, HEADS) and front_of(found[1]) else None
