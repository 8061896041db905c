"""Global trade item numbers: 8, 12, 13 or 14 digits outside, 14 inside."""

import re

from stdnum import ean

from marketplace.errors import Invalid

LENGTHS = (8, 12, 13, 14)
_IN_STORE = re.compile(r"0(2|02|04)|000000[02]")
_SPREADSHEET = re.compile(r"\d+(?:[.,]\d+)?E\+?\d+", re.IGNORECASE)
_ROUNDED = re.compile(r"(?=\d{12,14}$)\d{1,6}0{6,}")


def check_digit(digits: str) -> str:
    """The last digit of a number that has none yet (GS1 General Specifications, 7.9)."""
    return str(ean.calc_check_digit(digits))


def read_gtin(text: str) -> str:
    """The 14 digits of a GTIN or ISBN-13 as people and files write it, with blanks and hyphens.

    Raises Invalid with "gtin_unreadable" or "gtin_wrong_check_digit".
    """
    digits = re.sub(r"[\s\-]", "", text)
    if not digits.isdigit() or not digits.isascii() or len(digits) not in LENGTHS:
        raise Invalid("gtin_unreadable", value=text)
    if check_digit(digits[:-1]) != digits[-1]:
        raise Invalid("gtin_wrong_check_digit", value=text, right=digits[:-1] + check_digit(digits[:-1]))
    return digits.zfill(14)


def is_in_store(gtin: str) -> bool:
    """Whether 14 digits are one that shops give out themselves (prefixes 20-29, 02, 04; 0 and 2 of eight digits)."""
    return bool(_IN_STORE.match(gtin))


def is_destroyed(text: str) -> bool:
    """Whether a spreadsheet has made a rounded number of a barcode: `8,72E+12`, or `8720000000000` once read again.

    A number of at most six digits and then only noughts is taken for rounded: as a key it would make one thing of many.
    """
    bare = text.strip()
    return bool(_SPREADSHEET.fullmatch(bare) or _ROUNDED.fullmatch(bare))
