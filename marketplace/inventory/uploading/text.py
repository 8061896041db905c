"""Tables as text: encoding and delimiter are recognised, quoted line breaks belong to their cell."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice

from marketplace.errors import Invalid
from marketplace.inventory.uploading.columns import known_among
from marketplace.inventory.uploading.lines import Line

DELIMITERS = ";,\t|"
LOOKED_AT = 30
SAMPLE = 64_000
MOST_CONTROLS = 0.01
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f]")
_SAID = re.compile(r"sep=(.)\r?\n")


def read(content: bytes, most_lines: int) -> list[Line]:
    """The table of a CSV or TSV file. Raises Invalid.

    The codes are "upload_encoding", "upload_no_table", "upload_quotes" and "upload_too_many_rows".
    """
    words = decoded(content)
    said = _SAID.match(words)
    if said:
        words = words[said.end() :]
    delimiter = said[1] if said else delimiter_of(words)
    try:
        return list(_lines(words, delimiter, most_lines))
    except csv.Error:
        if delimiter != "\t":
            raise
        return list(_lines(words, delimiter, most_lines, csv.QUOTE_NONE))


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 or Windows-1252. Raises Invalid where it is no text at all."""
    for encoding in _encodings(content):
        try:
            words = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        words = words.removeprefix("\ufeff").rstrip("\x1a")
        if "\x00" in words or len(_CONTROLS.findall(words)) > MOST_CONTROLS * len(words):
            raise Invalid("upload_no_table", kind="binary")
        return words
    raise Invalid("upload_no_table", kind="binary") if b"\x00" in content else Invalid("upload_encoding")


def delimiter_of(words: str) -> str:
    """The sign between cells: the one with which a line near the top names the most columns we know."""
    return max(DELIMITERS, key=lambda sign: _fit(words[:SAMPLE], sign))


def _encodings(content: bytes) -> tuple[str, ...]:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return (encoding,)
    sample = content[:4000]
    if sample[1::2].count(0) > 0.4 * len(sample[1::2]):
        return ("utf-16-le",)
    if sample[0::2].count(0) > 0.4 * len(sample[0::2]):
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _fit(sample: str, delimiter: str) -> tuple[int, int]:
    best = (0, 0)
    try:
        for cells in islice(_records(sample, delimiter), LOOKED_AT):
            best = max(best, (known_among(cells), len(cells)))
    except csv.Error:
        pass
    return best


def _records(words: str, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> Iterator[list[str]]:
    strict = quoting != csv.QUOTE_NONE
    return csv.reader(io.StringIO(words, newline=""), delimiter=delimiter, quoting=quoting, strict=strict)  # type: ignore[arg-type]


def _lines(words: str, delimiter: str, most_lines: int, quoting: int = csv.QUOTE_MINIMAL) -> Iterator[Line]:
    """Blank lines are counted and left out. A quote that is not closed would swallow rows: it refuses the file."""
    row = 0
    try:
        for row, cells in enumerate(_records(words, delimiter, quoting), start=1):
            if row > most_lines:
                raise Invalid("upload_too_many_rows", most=most_lines)
            if any(cells):
                yield Line(row, cells)
    except csv.Error:
        if delimiter == "\t" and quoting != csv.QUOTE_NONE:
            raise
        raise Invalid("upload_quotes", row=row + 1) from None
