"""CHECK: every row is read and judged before any is written. Knows no database."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from marketplace.errors import Invalid
from marketplace.inventory.uploading.columns import FOR_NEW_GOODS, FOR_NEW_SERVICES, STANDS_FOR, sources
from marketplace.inventory.uploading.header import Layout
from marketplace.inventory.uploading.lines import Line
from marketplace.inventory.uploading.values import READERS
from marketplace.sentences.inventory import REMARKS

SHOWN_VALUE = 120
SHOWN_ROWS = 6
TOLD_EVERY = 2000
CLOCKS_DIFFER = timedelta(minutes=10)
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
_FORMULA_TEXT = re.compile(r'="(.*)"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row is refused, or what is remarked about it. `column` is named as the file names it."""

    column: str
    value: str
    code: str
    values: dict[str, Any]

    @property
    def is_remark(self) -> bool:
        return self.code in REMARKS


@dataclass(slots=True)
class Row:
    """One row as it was read: `given` holds what its cells say, by column; an empty cell says nothing.

    Whether it `is_service` is settled by `kinds`.
    """

    line: Line
    sku: str = ""
    is_service: bool = False
    given: dict[str, Any] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return any(not fault.is_remark for fault in self.faults)


def check(
    layout: Layout, store_code: str, arrived_at: datetime, progress: Callable[[int], None] = lambda _done: None
) -> list[Row]:
    """Every row, read and judged by itself and against its neighbours. `progress` is told how many are done."""
    rows = []
    for done, line in enumerate(layout.lines, start=1):
        rows.append(_read(layout, line, store_code, arrived_at))
        if done % TOLD_EVERY == 0:
            progress(done)
    _refuse_repeated(layout, rows)
    return rows


def refuse_incomplete(layout: Layout, rows: Iterable[Row], known: set[str]) -> None:
    """Refuse what is new to the store and lacks what a new offer needs. `known` are the skus it has."""
    for row in rows:
        if not row.sku or row.sku in known:
            continue
        tried = {fault.column for fault in row.faults}
        for name in FOR_NEW_SERVICES if row.is_service else FOR_NEW_GOODS:
            if name not in row.given and tried.isdisjoint(map(layout.name, sources(name))):
                code = f"service_{name}_missing" if row.is_service else f"{name}_missing"
                row.faults.append(Fault(layout.name(name), "", code, {}))


def clean(cell: str) -> str:
    """A cell without blanks around it, without signs nobody sees, and without Excel's `="..."` around a text."""
    bare = _UNPRINTABLE.sub("", cell).replace("\xa0", " ").strip()
    wrapped = _FORMULA_TEXT.fullmatch(bare)
    return wrapped[1].strip() if wrapped else bare


def _read(layout: Layout, line: Line, store_code: str, arrived_at: datetime) -> Row:
    row = Row(line)
    if any(cell.strip() for cell in line.cells[len(layout.names) :]):
        row.faults.append(Fault("", "", "row_too_long", {"expected": len(layout.names), "found": len(line.cells)}))
    told = {name: clean(line.cells[place]) for name, place in layout.places.items() if place < len(line.cells)}
    for name, text in told.items():
        field = STANDS_FOR.get(name, name)
        if text and (field == name or not told.get(field)):
            _read_cell(row, field, name, layout.name(name), text)
    row.sku = row.given.pop("sku", "")
    if not row.sku and not any(fault.column == layout.name("sku") for fault in row.faults):
        row.faults.append(Fault(layout.name("sku"), "", "sku_missing", {}))
    if row.given.pop("store_code", store_code) != store_code:
        named = clean(line.cells[layout.places["store_code"]])
        row.faults.append(
            _fault(layout.name("store_code"), named, "other_store", {"value": named, "store": store_code})
        )
    _judge_moment(row, layout, arrived_at)
    return row


def _read_cell(row: Row, field: str, name: str, column: str, text: str) -> None:
    """Let the column `name`, which the file calls `column`, say the row's `field`."""
    try:
        value, remark = READERS[name](text)
    except Invalid as refusal:
        row.faults.append(_fault(column, text, refusal.code, refusal.values))
        return
    if remark:
        row.faults.append(_fault(column, text, remark, {}))
    if value is not None:
        row.given[field] = value


def _judge_moment(row: Row, layout: Layout, arrived_at: datetime) -> None:
    """A count of this very day may have been made until now; one of a later moment was never made."""
    moment = row.given.get("counted_at")
    if moment is None or moment <= arrived_at:
        return
    text = clean(row.line.cells[layout.places["counted_at"]])
    is_day_alone = ":" not in text
    if moment - arrived_at <= (timedelta(days=1) if is_day_alone else CLOCKS_DIFFER):
        row.given["counted_at"] = arrived_at
    else:
        row.faults.append(_fault(layout.name("counted_at"), text, "counted_in_future", {}))


def _refuse_repeated(layout: Layout, rows: list[Row]) -> None:
    by_sku: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        if row.sku:
            by_sku[row.sku].append(row)
    for sku, same in by_sku.items():
        if len(same) > 1:
            shown = ", ".join(str(row.line.row) for row in same[:SHOWN_ROWS]) + (
                " ..." if len(same) > SHOWN_ROWS else ""
            )
            for row in same:
                row.faults.append(_fault(layout.name("sku"), sku, "sku_twice", {"value": sku, "rows": shown}))


def _fault(column: str, text: str, code: str, values: dict[str, Any]) -> Fault:
    short = {key: value[:SHOWN_VALUE] if isinstance(value, str) else value for key, value in values.items()}
    return Fault(column, text[:SHOWN_VALUE], code, short)
