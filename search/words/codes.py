"""Codes that name one product: GTIN-8, -12, -13, -14 and ISBN-10, -13."""

import re

_FORM = re.compile(r"[0-9]{8}|[0-9]{12,14}")
_ISBN_10 = re.compile(r"[0-9]{9}[0-9X]")
_BETWEEN = re.compile(r"[\s\u00a0\u2010-\u2013-]+")


def as_code(text: str) -> str | None:
    """The 14 digits of a GTIN or ISBN with a right check digit, or None if the text is anything else.

    Spaces and hyphens between the digits are as people print them. An ISBN-10 becomes its ISBN-13.
    """
    digits = _BETWEEN.sub("", text.strip()).upper()
    if _ISBN_10.fullmatch(digits):
        return _from_isbn_10(digits)
    if not _FORM.fullmatch(digits) or not digits.strip("0"):
        return None
    return digits.zfill(14) if check_digit(digits[:-1]) == digits[-1] else None


def check_digit(digits: str) -> str:
    """The GTIN check digit for the digits before it: weights 3 and 1 by turns, from the right."""
    total = sum(int(digit) * (1 if place % 2 else 3) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def _from_isbn_10(isbn: str) -> str | None:
    values = [10 if sign == "X" else int(sign) for sign in isbn]
    if sum(value * weight for value, weight in zip(values, range(10, 0, -1), strict=True)) % 11:
        return None
    body = "978" + isbn[:9]
    return "0" + body + check_digit(body)
