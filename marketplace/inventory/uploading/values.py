"""What a cell says: pieces, barcodes, moments and measures as tills and people write them.

Every reader returns the value and the code of a remark on it, or None where there is nothing to remark. Each raises
Invalid with a code.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from marketplace.catalogue import gtin
from marketplace.catalogue.models import GOODS, SERVICE
from marketplace.errors import Invalid
from marketplace.inventory.stock import CITY_TIME
from marketplace.inventory.uploading.columns import folded
from marketplace.money import read_price

Read = tuple[Any, str | None]
MOST_PIECES = 1_000_000
MOST_MILLI = 100_000_000
LONGEST = {
    "sku": 100,
    "title": 300,
    "brand": 100,
    "category": 300,
    "description": 10_000,
    "size": 60,
    "colour": 60,
    "place": 100,
    "mpn": 100,
    "item_group_id": 100,
    "store_code": 100,
    "duration": 60,
}
MEASURES = {
    "g": (1, "kg"),
    "kg": (1000, "kg"),
    "ml": (1, "l"),
    "cl": (10, "l"),
    "l": (1000, "l"),
    "cm": (10, "m"),
    "m": (1000, "m"),
    "m2": (1000, "m2"),
    "m²": (1000, "m2"),
    "sqm": (1000, "m2"),
}
_PIECES = re.compile(r"\s*(stk|st|stück|pcs|x)\.?$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,0+)?|\d{1,3}(,\d{3})+\.0+|\d{1,3}(,\d{3}){2,}")
_WHOLE = re.compile(r"\d+([.,]0*)?")
_EITHER = re.compile(r"[1-9]\d{0,2},\d{3}")
_BROKEN = re.compile(r"\d*[.,]\d+")
_FOREIGN = re.compile(r"\b(USD|GBP|CHF|PLN|DKK|SEK|CZK)\b|[$£]|\bkr\b|\bzł", re.IGNORECASE)
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?(?: Uhr)?")
_MEASURE = re.compile(r"(\d+(?:[.,]\d+)?)\s*([a-zA-Z]+[2²]?)")
_PRESENT = {"instock", "limitedavailability", "auflager", "vorraetig", "verfuegbar"}
_ABSENT = {
    *("outofstock", "preorder", "backorder", "ondisplaytoorder"),
    *("nichtauflager", "nichtvorraetig", "nichtverfuegbar", "ausverkauft", "vergriffen"),
}
_KINDS = {
    **dict.fromkeys(("service", "services", "dienstleistung", "dienstleistungen", "leistung"), SERVICE),
    **dict.fromkeys(("goods", "good", "product", "article", "item", "simple", "physical"), GOODS),
    **dict.fromkeys(("ware", "waren", "produkt", "artikel", "lagerartikel", "handelsware"), GOODS),
}
_FROM = re.compile(r"(?:ab|von|from)\s+(.+)", re.IGNORECASE)
_BY_EFFORT = {"nachaufwand", "aufanfrage", "preisaufanfrage", "byquote", "byeffort", "onrequest", "priceonrequest"}
_NO_CODE = {"-", "–", "n/a", "keine", "ohne"}


def pieces(text: str) -> Read:
    """`12`, `26.067,00`, `3 Stk`. Less than nothing is nothing, with a remark.

    Raises Invalid with "quantity_is_word", "quantity_ambiguous", "quantity_not_whole", "quantity_too_large" or
    "quantity_unreadable".
    """
    bare = re.sub(r"[\s'’]", "", _PIECES.sub("", text))
    negative = bare.startswith(("-", "−")) or bare.endswith("-")
    bare = bare.strip("+-−")
    if _EITHER.fullmatch(bare):
        raise Invalid("quantity_ambiguous", value=text, one=int(bare.split(",")[0]), other=int(bare.replace(",", "")))
    if _GROUPED.fullmatch(bare):
        number = int(re.sub(r"[.,]", "", _without_decimals(bare)))
    elif _WHOLE.fullmatch(bare):
        number = int(re.split(r"[.,]", bare)[0])
    elif _BROKEN.fullmatch(bare):
        raise Invalid("quantity_not_whole", value=text)
    else:
        has_digit = any(sign.isdigit() for sign in text)
        raise Invalid("quantity_unreadable" if has_digit else "quantity_is_word", value=text)
    if number > MOST_PIECES:
        raise Invalid("quantity_too_large", value=text, most=MOST_PIECES)
    return (0, "quantity_negative") if negative and number else (number, None)


def presence(text: str) -> Read:
    """Pieces where a file only says `in_stock` or `out_of_stock`: the one that is surely there, with a remark, or none.

    What can only be ordered is not there. Raises Invalid("availability_unreadable").
    """
    word = folded(text)
    if word in _PRESENT:
        return 1, "quantity_at_least_one"
    if word in _ABSENT:
        return 0, None
    raise Invalid("availability_unreadable", value=text)


@dataclass(frozen=True, slots=True)
class Worded:
    """A price as only services have it: `cents` are the least it costs, None where it goes by effort."""

    text: str
    cents: int | None

    @property
    def pricing(self) -> str:
        return "effort" if self.cents is None else "from"


def price(text: str) -> Read:
    """Cents of a price in euros, or Worded for `ab 15 €` and `nach Aufwand`.

    Raises Invalid as money.read_price does, and with "price_foreign_currency".
    """
    if _FOREIGN.search(text):
        raise Invalid("price_foreign_currency", value=text)
    if folded(text) in _BY_EFFORT:
        return Worded(text, None), None
    least = _FROM.fullmatch(text)
    return (Worded(text, read_price(least[1])) if least else read_price(text)), None


def kind(text: str) -> Read:
    """Whether it is goods or a service; None with a remark for a word that says neither, as other systems have them."""
    found = _KINDS.get(folded(text))
    return found, None if found else "kind_unknown"


def global_number(text: str) -> Read:
    """The 14 digits of a GTIN; None with a remark where it cannot be one for all shops. Raises Invalid as gtin does."""
    if text.lower() in _NO_CODE or not text.strip("0"):
        return None, None
    if gtin.is_destroyed(text):
        return None, "gtin_destroyed"
    digits = gtin.read_gtin(text)
    return (None, "gtin_in_store") if gtin.is_in_store(digits) else (digits, None)


def moment(text: str) -> Read:
    """A day, or a day with a time, in the city's clock: `23.11.2026 18:30`, `2026-11-23T18:30+01:00`.

    A day alone means its end. Raises Invalid("moment_unreadable").
    """
    try:
        return _german_moment(text) or _iso_moment(text), None
    except ValueError:
        raise Invalid("moment_unreadable", value=text) from None


def measure(text: str) -> Read:
    """`500 g` as (500, "kg"): thousandths of the unit that unit prices are given in; None for anything else."""
    found = _MEASURE.fullmatch(text.strip())
    if found is None or found[2].lower() not in MEASURES:
        return None, None
    factor, unit = MEASURES[found[2].lower()]
    milli = round(float(found[1].replace(",", ".")) * factor)
    return ((milli, unit) if 0 < milli <= MOST_MILLI else None), None


def words(field: str) -> Callable[[str], Read]:
    """A reader of text that refuses what is longer than the field may be. It raises Invalid("text_too_long")."""
    longest = LONGEST[field]

    def read(text: str) -> Read:
        if len(text) > longest:
            raise Invalid("text_too_long", longest=longest)
        return text, None

    return read


READERS: dict[str, Callable[[str], Read]] = {
    "price": price,
    "quantity": pieces,
    "availability": presence,
    "gtin": global_number,
    "counted_at": moment,
    "measure": measure,
    "kind": kind,
    **{field: words(field) for field in LONGEST},
}


def _without_decimals(grouped: str) -> str:
    """`26.067,00` as `26.067`: the last sign separates decimals where it is another than the first."""
    signs = re.findall(r"[.,]", grouped)
    return grouped.rpartition(signs[-1])[0] if signs[-1] != signs[0] else grouped


def _german_moment(text: str) -> datetime | None:
    found = _GERMAN_DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year, hour, minute, second = (int(part) if part else None for part in found.groups())
    on = date(year or 0, month or 0, day or 0)
    return _at(on, None if hour is None else time(hour, minute or 0, second or 0))


def _iso_moment(text: str) -> datetime:
    if len(text) == len("2026-11-23"):
        return _at(date.fromisoformat(text), None)
    found = datetime.fromisoformat(text)
    return (found if found.tzinfo else found.replace(tzinfo=CITY_TIME)).astimezone(UTC)


def _at(day: date, clock: time | None) -> datetime:
    return datetime.combine(day, clock or time(23, 59, 59), CITY_TIME).astimezone(UTC)
