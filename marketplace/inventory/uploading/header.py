"""Where a table begins: the header line below any letterhead, and which of its columns we know."""

from collections.abc import Iterable
from dataclasses import dataclass

from marketplace.errors import Invalid
from marketplace.inventory.uploading import columns
from marketplace.inventory.uploading.lines import Line

LOOKED_AT = 30
LEAST_KNOWN = 2
FOUND_SHOWN = 12


@dataclass(frozen=True, slots=True)
class Layout:
    """The header's cells as they stand in the file, the place of each column we know, and the lines below."""

    names: list[str]
    places: dict[str, int]
    lines: list[Line]

    def name(self, field: str) -> str:
        """What the file calls a column; our own word where it has none."""
        return self.names[self.places[field]] if field in self.places else columns.GERMAN[field]


def recognise(tables: list[list[Line]], most_rows: int) -> Layout:
    """The table with the header that names the most columns. Raises Invalid.

    The codes are "upload_header_missing", "upload_column_twice", "upload_columns_missing", "upload_no_rows" and
    "upload_too_many_rows".
    """
    candidates = [
        (columns.known_among(line.cells), n, table) for table in tables for n, line in enumerate(table[:LOOKED_AT])
    ]
    known, position, table = max(candidates, key=lambda found: found[0], default=(0, 0, []))
    if known < LEAST_KNOWN:
        raise Invalid("upload_header_missing", found=_shown(next((line.cells for part in tables for line in part), [])))
    names, lines = [cell.strip() for cell in table[position].cells], table[position + 1 :]
    places = _places(names)
    if "sku" not in places:
        raise Invalid("upload_columns_missing", missing=columns.GERMAN["sku"], found=_shown(names))
    if not lines:
        raise Invalid("upload_no_rows")
    if len(lines) > most_rows:
        raise Invalid("upload_too_many_rows", most=most_rows)
    return Layout(names, places, lines)


def demand_columns(layout: Layout, needed: Iterable[str]) -> None:
    """Refuse a file that could only change offers, when it is to bring new ones. Raises Invalid."""
    missing = [columns.GERMAN[field] for field in needed if layout.places.keys().isdisjoint(columns.sources(field))]
    if missing:
        raise Invalid("upload_columns_missing", missing=", ".join(missing), found=_shown(layout.names))


def _places(names: list[str]) -> dict[str, int]:
    best: dict[str, tuple[int, int]] = {}
    for place, name in enumerate(names):
        found = columns.meaning(name)
        if found is None:
            continue
        field, rank = found
        if field in best and best[field][0] == rank:
            raise Invalid("upload_column_twice", column=name)
        best[field] = min(best.get(field, (rank, place)), (rank, place))
    return {field: place for field, (_rank, place) in best.items()}


def _shown(names: list[str]) -> str:
    given = [name.strip()[:40] for name in names if name.strip()]
    return ", ".join(given[:FOUND_SHOWN]) + (" ..." if len(given) > FOUND_SHOWN else "")
