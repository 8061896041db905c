"""A shopping list as somebody types or pastes it, and as it stands in an address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

LONGEST_LIST = 600
LONGEST_THING = 100
MOST_PIECES = 99
GLUE = "\N{WORD JOINER}"
"""Stands behind a sign or a blank that parts nothing."""

_BLANKS = re.compile(r"[^\S\n]+")
_QUOTED = re.compile(r"(?:[„“«»]|(?<!\w)\")((?:[^„“”\"«»\n]|(?<=\d)\")+)[“”\"«»]")
_MARKS = re.compile(r"[„“”«»]|(?<!\d)\"")
"""Quotation marks, but not the sign of an inch."""
_BETWEEN = re.compile(rf"(?:[;\n]|(?<!\d),|,(?!\d))(?!{GLUE})|(?<![-‐–]) (?:und|and) ", re.IGNORECASE)
_RANGE = re.compile(r"(?:zwischen|between) \d+(?:[.,]\d+)?(?: ?(?:€|euro))? (?:und|and) (?=\d)", re.IGNORECASE)
"""The beginning of "zwischen 5 und 10 Euro"."""
_BULLET = re.compile(r"^(?:[-–—*•·▪☐☑✓]|\[[ x]?\]|\d{1,2}[.)])\s+", re.IGNORECASE)
_PIECES = re.compile(r"^(\d{1,2}) ?(?:x|×|mal|stk\.?|stück) (?=\S)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing on a list, in the shopper's words, and how many pieces of it she needs."""

    text: str
    pieces: int = 1

    def __str__(self) -> str:
        """As it can be written on a list again."""
        text = f"„{self.text}“" if _BETWEEN.search(_prices_glued(self.text)) else self.text
        return f"{self.pieces}x {text}" if self.pieces > 1 else text


def read(typed: str) -> list[Thing]:
    """The things of a list: line by line, or with commas, semicolons or "und" between them, each once.

    The comma of a number ("1,5 l"), the "und" behind a hyphen ("Salz- und Pfeffermühle") or between two prices and all
    that stands in quotation marks part nothing. Bullets and numbers of lines are left out; "3x" in front is the number
    of pieces.
    """
    text = _BLANKS.sub(" ", typed[:LONGEST_LIST].replace(GLUE, ""))
    text = _QUOTED.sub(lambda quoted: _glued(quoted[1]), text)
    found: dict[str, Thing] = {}
    for part in _BETWEEN.split(_prices_glued(text)):
        thing = _thing(_BULLET.sub("", part.strip(" ")))
        if any(sign.isalnum() for sign in thing.text):
            known = found.get(thing.text.casefold(), Thing(thing.text, 0))
            pieces = min(known.pieces + thing.pieces, MOST_PIECES)
            found[thing.text.casefold()] = Thing(known.text, pieces)
    return list(found.values())


def _glued(text: str) -> str:
    """A text whose signs and blanks part nothing."""
    return re.sub("([,; ])", rf"\1{GLUE}", text)


def _prices_glued(text: str) -> str:
    """A text where the "und" between two prices parts nothing."""
    return _RANGE.sub(lambda prices: _glued(prices[0]), text)


def _thing(part: str) -> Thing:
    """One thing from its line."""
    counted = _PIECES.match(part)
    text = _MARKS.sub("", part[counted.end() if counted else 0 :]).replace(GLUE, "")
    return Thing(" ".join(text[:LONGEST_THING].split()), max(1, int(counted[1])) if counted else 1)


def written(things: Iterable[Thing]) -> str:
    """The list as it stands in an address."""
    return ", ".join(map(str, things))
