"""Prices: integer cents inside, the shopper's notation outside."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from math import inf

from marketplace.errors import Invalid

MOST_CENTS = 99_999_999
"""What costs a million or more is no price but a number from another column."""
_PLAIN = re.compile(r"\d+([.,]\d{1,2})?")
_THOUSANDS_DOT = re.compile(r"[1-9]\d{0,2}(\.\d{3})+(,\d{1,2})?")
_THOUSANDS_COMMA = re.compile(r"[1-9]\d{0,2}(,\d{3})+\.\d{1,2}")
_THOUSANDS_BLANK = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")
_CURRENCY = re.compile(r"^(€|EUR)\s*|\s*(€|EUR)$", re.IGNORECASE)


def read_price(text: str) -> int:
    """Cents of a price as people and tills write it: `12,90 €`, `1.299,00`, `1 299,00`, `19.99 EUR`, `5`.

    Raises Invalid("price_unreadable") for anything else, among it other currencies and what could be read in two
    ways (`1,299`), and Invalid("price_not_positive") for zero and below.
    """
    bare = _THOUSANDS_BLANK.sub("", _CURRENCY.sub("", text.strip()).strip())
    if re.fullmatch(r"-[\d.,]+|0+([.,]0{1,2})?", bare):
        raise Invalid("price_not_positive", value=text)
    if _THOUSANDS_DOT.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _THOUSANDS_COMMA.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _PLAIN.fullmatch(bare):
        bare = bare.replace(",", ".")
    else:
        raise Invalid("price_unreadable", value=text)
    cents = int(Decimal(bare) * 100)
    if cents > MOST_CENTS:
        raise Invalid("price_unreadable", value=text)
    return cents


def dear(cents: int | None) -> float:
    """A price to compare by: what has none beforehand comes after every price."""
    return inf if cents is None else cents


def lowest(prices: Iterable[int | None]) -> int | None:
    """The lowest price in cents, None where nothing has one. Raises ValueError for no prices at all."""
    return min(prices, key=dear)


def euros(cents: int) -> Decimal:
    """The amount in euros, exact to the cent."""
    return Decimal(cents) / 100


def unit_price_cents(price_cents: int, measure_milli: int) -> int:
    """Cents for one whole unit (kg, l, m, m2) of goods of which a piece holds measure_milli thousandths; half up."""
    return int((Decimal(price_cents) * 1000 / measure_milli).quantize(Decimal(1), ROUND_HALF_UP))
