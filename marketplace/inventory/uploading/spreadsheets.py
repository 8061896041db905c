"""Tables of Excel workbooks (xlsx), with numbers and dates as they were typed.

A workbook is a zip of XML: a small file can claim to be a huge table. Its parts are therefore weighed before a reader
that keeps whole tables in memory sees them.
"""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from typing import IO

import python_calamine

from marketplace.errors import Invalid
from marketplace.inventory.uploading.lines import Line

MOST_UNPACKED_BYTES = 300_000_000
MOST_CELLS = 4_000_000
PIECE = 1_000_000
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<>]*?r=\"([A-Z]{1,3})(\d{1,7})\"[^<>]*?(?<!/)>")

Value = int | float | str | bool | time | date | datetime | timedelta


def read(content: bytes, most_lines: int) -> list[list[Line]]:
    """Every sheet of a workbook, in its order. Raises Invalid.

    The codes are "upload_no_table", "upload_format_unread", "upload_damaged", "upload_too_big_unpacked" and
    "upload_too_many_rows".
    """
    try:
        _weigh(content, most_lines)
        with python_calamine.load_workbook(io.BytesIO(content)) as book:
            return [_lines(book.get_sheet_by_name(name)) for name in book.sheet_names]
    except (zipfile.BadZipFile, python_calamine.CalamineError, EOFError, NotImplementedError, RuntimeError, OSError):
        raise Invalid("upload_damaged") from None
    except BaseException as fault:
        if type(fault).__name__ == "PanicException":  # the reader's own way to fail; it is no Exception
            raise Invalid("upload_damaged") from None
        raise


def typed(value: Value) -> str:
    """A cell as it was typed: whole numbers without a point, so that a barcode in a number cell is not destroyed.

    A number with three decimals gets a fourth: `1.234` would be read as one thousand two hundred thirty-four.
    """
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        digits = format(value, ".15g")
        return digits + "0" if re.fullmatch(r"-?\d+\.\d{3}", digits) else digits
    if isinstance(value, datetime):
        return value.isoformat(" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _lines(sheet: python_calamine.CalamineSheet) -> list[Line]:
    rows = sheet.to_python(skip_empty_area=False)
    lines = [Line(row, [typed(value) for value in values]) for row, values in enumerate(rows, start=1)]
    return [line for line in lines if any(line.cells)]


def _weigh(content: bytes, most_lines: int) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = parts.namelist()
        if "xl/workbook.xml" not in names:
            is_sheet = "mimetype" in names and b"opendocument" in parts.read("mimetype")[:200]
            raise Invalid("upload_format_unread", kind="ods") if is_sheet else Invalid("upload_no_table", kind="zip")
        if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED_BYTES:
            raise Invalid("upload_too_big_unpacked")
        for name in names:
            if name.endswith(".xml") and name != "xl/sharedStrings.xml":
                with parts.open(name) as part:
                    _measure(part, most_lines)


def _measure(part: IO[bytes], most_lines: int) -> None:
    """Refuse a sheet whose outermost filled cells span more than we keep, however few are filled."""
    last_row, last_column, rest = 0, 0, b""
    while piece := part.read(PIECE):
        piece = rest + piece
        for column, row in _CELL.findall(piece):
            last_row, last_column = max(last_row, int(row)), max(last_column, _column(column))
        rest = piece[piece.rfind(b"<") :][-500:]
    if last_row > most_lines:
        raise Invalid("upload_too_many_rows", most=most_lines)
    if last_row * last_column > MOST_CELLS:
        raise Invalid("upload_too_big_unpacked")


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
