"""Text to tokens: words with their hyphens, and numbers with their units.

A measure is brought to one unit, so that "0,5 l" meets "500 ml"; a dimension loses its blanks ("M6 x 40" is "m6x40"),
a size of paper its DIN.
"""

import re
from functools import lru_cache

_NUMBER = r"(?:\d+(?:[.,]\d+)*|[½¼¾])"
_FRACTIONS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}
_UNITS = {
    "ml": ("ml", 1), "cl": ("ml", 10), "dl": ("ml", 100), "l": ("ml", 1000), "liter": ("ml", 1000), "ltr": ("ml", 1000),
    "litern": ("ml", 1000), "µm": ("µm", 1), "my": ("µm", 1),
    "mg": ("mg", 1), "g": ("mg", 1000), "gr": ("mg", 1000), "gramm": ("mg", 1000), "kg": ("mg", 10**6),
    "kilo": ("mg", 10**6), "pfund": ("mg", 500_000),
    "mm": ("mm", 1), "cm": ("mm", 10), "m": ("mm", 1000), "meter": ("mm", 1000),
    "zoll": ("zoll", 1), "inch": ("zoll", 1), '"': ("zoll", 1), "″": ("zoll", 1), "%": ("%", 1), "prozent": ("%", 1),
    "w": ("w", 1), "watt": ("w", 1), "kw": ("w", 1000), "v": ("v", 1), "volt": ("v", 1),
    "wh": ("wh", 1), "kwh": ("wh", 1000), "hz": ("hz", 1), "khz": ("hz", 1000), "mhz": ("hz", 10**6), "bar": ("bar", 1),
    "lm": ("lm", 1), "lumen": ("lm", 1), "kelvin": ("kelvin", 1), "db": ("db", 1), "dpi": ("dpi", 1),
    "mah": ("mah", 1), "ah": ("mah", 1000), "gb": ("gb", 1), "tb": ("gb", 1000), "mb": ("mb", 1),
    "°c": ("grad", 1), "°": ("grad", 1), "grad": ("grad", 1), "m2": ("m2", 1), "m²": ("m2", 1), "qm": ("m2", 1),
    "m³": ("m3", 1), "kubikmeter": ("m3", 1), "quadratmeter": ("m2", 1), "cm²": ("cm2", 1),
}  # fmt: skip
_UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_SIZE = rf"(?:\bm\s?)?{_NUMBER}(?:\s?[x×*]\s?{_NUMBER})+"
_AT_NUMBER = r"(?=[\dm½¼¾])(?<![^\W_])"  # where a measure may begin; nowhere else is one looked for
_MEASURE = rf"{_AT_NUMBER}(?:{_SIZE}|{_NUMBER})[\s-]?(?:{_UNIT})(?![^\W_])"
_PAPER = r"(?=[ad])(?<![^\W_])(?:din[\s-]?[abc]|a)\d(?![^\W_])"
_WORD = r"[^\W_]+(?:[-‐-‒'’&][^\W_]+)*"
TOKEN = re.compile(rf"{_MEASURE}|{_PAPER}|{_AT_NUMBER}{_SIZE}(?![^\W_])|{_NUMBER}(?![^\W_])|{_WORD}", re.IGNORECASE)
_PARSED = re.compile(rf"({_SIZE}|{_NUMBER})[\s-]?({_UNIT})?", re.IGNORECASE)
_OF_PAPER = re.compile(r"(?:din[\s-]?)?([abc]\d)", re.IGNORECASE)


def plain_number(text: str) -> str:
    """A number without thousands dots and with a decimal point: "1.000" is 1000, "0,50" is 0.5."""
    if re.fullmatch(r"[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", text):
        text = text.replace(".", "")
    number = _FRACTIONS.get(text, text).replace(",", ".")
    return number.rstrip("0").rstrip(".") if number.count(".") == 1 else number


@lru_cache(maxsize=16384)
def measured(token: str) -> tuple[str, ...]:
    """The terms of a token that is a number, a measure or a size, the whole one first; () for any other token."""
    found = _PARSED.fullmatch(token)
    if not found:
        paper = _OF_PAPER.fullmatch(token)
        return (paper[1].lower(),) if paper else ()
    numbers = [plain_number("".join(number.split())) for number in re.split("[x×*]", found[1].lower())]
    whole = "x".join(numbers)
    last = (_in_unit(numbers[-1], found[2].lower()),) if found[2] else ()
    return (*last, whole) if len(numbers) == 1 else (whole, *numbers, *last)


def _in_unit(number: str, unit: str) -> str:
    """A measure in the unit that all its kin share: ("0.5", "l") is "500ml"; "1.2.3" is no number and stays."""
    shared, factor = _UNITS[unit]
    return f"{float(number) * factor:.10g}{shared}" if number.count(".") < 2 else number + unit
