"""Inventory files as the tests need them, built here and never copied from anybody."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import xlsxwriter
from sqlalchemy.orm import Session

from marketplace.codes import new_code
from marketplace.inventory.models import Upload
from marketplace.inventory.uploading import applying, checking, header, kinds, preparing
from marketplace.inventory.uploading.checking import Row
from marketplace.inventory.uploading.lines import Line
from marketplace.inventory.uploading.preparing import Checked, Limits
from marketplace.stores.models import Store

LIMITS = Limits(2_000_000, 5_000)
ARRIVED = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)
"""A Monday, 12:00 in the city."""
HEADER = ["Artikelnummer", "Bezeichnung", "Preis", "Bestand"]


def text(rows: list[list[str]], delimiter: str = ";", encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    """A text file of these rows."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=delimiter, lineterminator=end).writerows(rows)
    return written.getvalue().encode(encoding)


def goods(*rows: list[str], extra: tuple[str, ...] = ()) -> bytes:
    """A file with our usual header, more columns behind it, and these rows."""
    return text([[*HEADER, *extra], *rows])


def xlsx(rows: list[list[Any]]) -> bytes:
    """An Excel workbook with one sheet; numbers are written as numbers."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(written, {"in_memory": True, "default_date_format": "dd.mm.yyyy"}) as book:
        sheet = book.add_worksheet("Bestand")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return written.getvalue()


def checked(session: Session, store: Store, content: bytes, at: datetime = ARRIVED) -> Checked:
    """A file read and checked."""
    return preparing.prepare(session, store, content, LIMITS, at)


def bring_in(session: Session, store: Store, content: bytes, at: datetime = ARRIVED, **values: Any) -> Upload:
    """A file read, checked and applied, and committed."""
    session.commit()
    found = checked(session, store, content, at)
    upload = Upload(code=new_code(), store_id=store.id, file_name="bestand.csv", state="done", created_at=at, **values)
    session.add(upload)
    session.flush()
    applying.apply(session, upload, found, at)
    session.commit()
    return upload


def codes(found: Checked) -> list[list[str]]:
    """What is said about each row."""
    return [[fault.code for fault in row.faults] for row in found.rows]


def rows_of(*rows: list[str], names: list[str] | None = None) -> list[Row]:
    """Rows below a header, checked; the store has goods under the sku `A-1`, and under `S-1` a service."""
    lines = [Line(n, cells) for n, cells in enumerate([names or HEADER, *rows], start=1)]
    layout = header.recognise([lines], 100)
    found = checking.check(layout, "laden", ARRIVED)
    kinds.settle(layout, found, goods={"A-1"}, services={"S-1"})
    checking.refuse_incomplete(layout, found, known={"A-1", "S-1"})
    return found


def said(*rows: list[str], names: list[str] | None = None) -> list[list[str]]:
    """The codes of each row's faults and remarks."""
    return [[fault.code for fault in row.faults] for row in rows_of(*rows, names=names)]
