"""What became of a file, for the command's JSON, the page and the file of refused rows."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext

from marketplace.errors import Invalid
from marketplace.inventory.models import Upload, UploadRow
from marketplace.inventory.uploading.checking import Fault
from marketplace.inventory.uploading.plans import Step
from marketplace.inventory.uploading.preparing import Checked
from marketplace.sentences import refusals

RESULTS = ("created", "changed", "unchanged", "refused")


def as_json(faults: Iterable[Fault]) -> list[dict[str, Any]]:
    """Faults as an upload row keeps them: with the sentence's values, not the sentence."""
    return [
        {"column": fault.column, "value": fault.value, "code": fault.code, "values": fault.values} for fault in faults
    ]


def of_fault(refusal: Invalid) -> dict[str, Any]:
    """The report on a file that cannot be used at all."""
    fault = {"column": "", "value": "", "code": refusal.code, **refusals.both(refusal.code, refusal.values)}
    return {"summary": dict.fromkeys(RESULTS, 0), "errors": [fault], "rows": []}


def of_file(checked: Checked, steps: Sequence[Step]) -> dict[str, Any]:
    """The report on a checked file: one entry for each row, in the order of the file."""
    results = {step.row.line.row: step.result for step in steps}
    rows = [
        {
            "row": row.line.row,
            "sku": row.sku,
            "result": results.get(row.line.row, "refused"),
            "errors": [_said(fault) for fault in row.faults],
        }
        for row in checked.rows
    ]
    summary = dict.fromkeys(RESULTS, 0)
    for row in rows:
        summary[str(row["result"])] += 1
    return {"summary": summary, "errors": [], "rows": rows}


def sentence(error: dict[str, Any]) -> str:
    """What an error of an upload row says, in the language of the page."""
    return refusals.words(error["code"], error["values"])


def refused_file(checked: Checked) -> bytes | None:
    """The refused rows as they stood in the file, to be mended and uploaded again; None where there are none."""
    rows = [row.line.cells for row in checked.refused]
    return as_table([checked.names, *rows]) if rows else None


def with_reasons(content: bytes, rows: Iterable[UploadRow]) -> bytes:
    """The refused rows with a last column that says what is wrong with each."""
    table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    width = max(len(cells) for cells in table)
    reasons = [gettext("Hinweis"), *(" ".join(sentence(error) for error in row.errors) for row in rows)]
    return as_table(
        [[*cells, *[""] * (width - len(cells)), reason] for cells, reason in zip(table, reasons, strict=False)]
    )


def as_table(rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV file that a German Excel opens as a table: semicolons, a byte order mark, CRLF."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";").writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def counted(upload: Upload) -> dict[str, int]:
    """How many rows came to which result."""
    return {result: getattr(upload, result) for result in RESULTS}


def _said(fault: Fault) -> dict[str, Any]:
    said = refusals.both(fault.code, fault.values)
    return {"column": fault.column, "value": fault.value, "code": fault.code, **said}
