"""All that is kept of somebody, in one file to take along."""

import json
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from flask import render_template
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.privacy.entry import Entry
from marketplace.privacy.finding import Person, theirs
from marketplace.privacy.register import REGISTER


def archive(session: Session, person: Person, now: datetime) -> bytes:
    """A zip with the same rows twice: as JSON for programs, as a page to read, in the language of the moment."""
    found = [(entry, rows) for entry in REGISTER if (rows := _rows(session, entry, person))]
    tables = {entry.table: rows for entry, rows in found}
    told = {"email": person.email, "made_at": now, "tables": tables}
    page = render_template("accounts/data.html", email=person.email, found=found, made_at=now)
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as written:
        written.writestr("stadtregal.json", json.dumps(told, ensure_ascii=False, indent=2, default=_plain))
        written.writestr(_("Meine Daten.html"), page)
    return file.getvalue()


def _rows(session: Session, entry: Entry, person: Person) -> list[dict[str, Any]]:
    withheld = entry.withheld.split()
    columns = [column for column in entry.rows.c if column.name not in withheld]
    rows = session.execute(select(*columns).where(theirs(entry, person)).order_by(*entry.rows.primary_key))
    return [dict(row) for row in rows.mappings()]


def _plain(value: Any) -> str:
    """A moment or a day as ISO 8601; nothing else stands in a row that JSON does not know."""
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    raise TypeError(f"{value!r} has no form in JSON")
