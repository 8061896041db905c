"""What a text asks for besides words to look for: a price, a shop, a place, only what is there, only who is open.

Such phrases are recognised by fixed patterns, German and English; names of shops and places are known to the caller.
What stands in quotation marks is left as words.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from search.words.asking import read_query

Wish = Literal["price", "open_now", "in_stock", "store", "place"]
Known = Callable[[str], str | None]
"""What the caller calls the shop or place of this name; None for a name it does not know."""

MOST_NAME_WORDS = 5
_AMOUNT = r"(\d{1,6}(?:[.,]\d{1,2})?)"
_EURO = r"\s?(?:€|euros?|eur)"
_PRICE = rf"{_AMOUNT}{_EURO}"
_LAST = rf"{_AMOUNT}(?:{_EURO}|(?=\s*$))"
_QUOTED = re.compile(r"[\"„“”][^\"„“”]*[\"„“”]")
_SEPARATE = re.compile(r"\S+")


def _phrase(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\s,;(])(?:{pattern})(?![^\s,;.!?)])", re.IGNORECASE)


_BETWEEN = _phrase(
    rf"(?:(?:zwischen|von|ab|between|from)\s+)?{_AMOUNT}(?:{_EURO})?\s*(?:-|–|bis|und|and|to)\s*{_PRICE}"
)
_BELOW = _phrase(rf"(?:unter|weniger\s+als|under|below|less\s+than)\s+{_LAST}")
_AT_MOST = _phrase(
    rf"(?:bis(?:\s+zu)?|höchstens|maximal|max\.?|nicht\s+(?:mehr|teurer)\s+als|up\s+to|at\s+most)\s+{_PRICE}"
)
_ABOVE = _phrase(rf"(?:über|mehr\s+als|over|above|more\s+than)\s+{_PRICE}")
_AT_LEAST = _phrase(rf"(?:ab|mindestens|from|at\s+least)\s+{_PRICE}")
_OPEN = _phrase(r"(?:jetzt|gerade|noch|aktuell|now|currently)\s+(?:geöffnet|offen|auf|open)|open\s+now")
_THERE = _phrase(r"(?:nur\s+)?(?:vorrätig|auf\s+lager|sofort\s+(?:verfügbar|da)|in\s+stock)")
_FLAGS: tuple[tuple[Wish, re.Pattern[str]], ...] = (("open_now", _OPEN), ("in_stock", _THERE))
_SHOP = _phrase(r"bei|beim|at")
_PLACE = _phrase(r"in\s+der\s+nähe\s+(?:von|vom)|nahe|in|im|near")
_POSTCODE = _phrase(r"\d{5}")


@dataclass(frozen=True, slots=True)
class Understood:
    """A phrase as typed, the kind of wish it is, and its value: a price as cents "500-2000", else what Known said."""

    kind: Wish
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Meaning:
    """A text taken apart: `words` are what is left to look for, `understood` the phrases in the order of the text."""

    words: str
    understood: tuple[Understood, ...] = ()
    price_min_cents: int | None = None
    price_max_cents: int | None = None

    def value(self, kind: Wish) -> str | None:
        """The value of the first phrase of a kind, None without one."""
        return next((each.value for each in self.understood if each.kind == kind), None)

    def spelt(self, words: str) -> str:
        """The whole text again with other words, as a better spelling has them."""
        return " ".join([words, *(each.text for each in self.understood)])


@dataclass(slots=True)
class _Text:
    """The text while phrases are taken out of it."""

    left: str
    taken: list[tuple[int, Understood]] = field(default_factory=list)

    def take(self, start: int, end: int, kind: Wish, value: str = "") -> None:
        self.taken.append((start, Understood(kind, self.left[start:end], value)))
        self.left = self.left[:start] + " " * (end - start) + self.left[end:]

    def found(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """The places of a pattern outside quotation marks, one after another while the text shrinks."""
        quoted = [match.span() for match in _QUOTED.finditer(self.left)]
        for match in pattern.finditer(self.left):
            if not any(start < match.end() and match.start() < end for start, end in quoted):
                yield match


def understand(text: str, shop: Known | None = None, place: Known | None = None) -> Meaning:
    """Take a text apart. Without `shop` or `place` no names are known; of a kind the first phrase counts."""
    rest = _Text(text)
    least, most = _take_prices(rest)
    for kind, pattern in _FLAGS:
        for match in rest.found(pattern):
            rest.take(*match.span(), kind)
    if shop:
        _take_name(rest, "store", _SHOP, shop)
    if place:
        _take_name(rest, "place", _PLACE, place)
        _take_postcode(rest, place)
    return Meaning(
        words=_words(rest),
        understood=tuple(understood for _start, understood in sorted(rest.taken, key=lambda taken: taken[0])),
        price_min_cents=least,
        price_max_cents=most,
    )


def _words(rest: _Text) -> str:
    """What is left to look for: nothing where phrases took every word ("in Rheydt!"). A text of signs alone is kept."""
    left = " ".join(rest.left.split())
    words = left.strip(" ,;") or left
    return "" if rest.taken and not read_query(words) else words


def _take_prices(rest: _Text) -> tuple[int | None, int | None]:
    """The least and the most to pay, in cents: "unter 20 Euro" leaves 20 Euro out, "bis 20 Euro" does not."""
    least: int | None = None
    most: int | None = None
    for match in rest.found(_BETWEEN):
        if _cents(match[1]) < _cents(match[2]):
            least, most = _cents(match[1]), _cents(match[2])
            rest.take(*match.span(), "price", f"{least}-{most}")
    for pattern, step in ((_BELOW, -1), (_AT_MOST, 0)):
        for match in rest.found(pattern):
            most = _cents(match[1]) + step
            rest.take(*match.span(), "price", f"-{most}")
    for pattern, step in ((_ABOVE, 1), (_AT_LEAST, 0)):
        for match in rest.found(pattern):
            least = _cents(match[1]) + step
            rest.take(*match.span(), "price", f"{least}-")
    return least, most


def _cents(amount: str) -> int:
    return int(Decimal(amount.replace(",", ".")) * 100)


def _take_name(rest: _Text, kind: Wish, lead: re.Pattern[str], known: Known) -> None:
    """Take the first name behind a leading word that the caller knows, the longest one it can be."""
    for match in rest.found(lead):
        words = list(_SEPARATE.finditer(rest.left, match.end()))[:MOST_NAME_WORDS]
        for last in reversed(words):
            name = rest.left[words[0].start() : last.end()].strip(",;.!?")
            value = known(name) if name else None
            if value is not None:
                rest.take(match.start(), words[0].start() + len(name), kind, value)
                return


def _take_postcode(rest: _Text, known: Known) -> None:
    """A postcode beside other words is a place; alone it may be the number of an article."""
    for match in rest.found(_POSTCODE):
        value = known(match[0]) if rest.left.strip() != match[0] else None
        if value is not None:
            rest.take(*match.span(), "place", value)
            return
