"""A text with its compounds taken apart, for a search that is content with some of the words."""

import re

from search.words.compounds import pieces
from search.words.folding import fold
from search.words.tokens import TOKEN, measured


def apart(text: str) -> str:
    """The text with "Kinder regen jacke" for "Kinderregenjacke"; measures and other words stay as they are."""
    return TOKEN.sub(_parts, text)


def _parts(match: re.Match[str]) -> str:
    word = match[0]
    folded = fold(word)
    found = () if measured(word) else pieces(folded)
    if not found:
        return word
    if len(folded) != len(word):
        return " ".join(piece.text for piece in found)
    ends = [sum(len(piece.text) for piece in found[: count + 1]) for count in range(len(found))]
    return " ".join(word[start:end] for start, end in zip([0, *ends], ends, strict=False))
