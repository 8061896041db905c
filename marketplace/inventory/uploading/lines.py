"""One line of a table, as every format gives it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """Cells as text, and the number of the row as a spreadsheet shows it (the first is 1)."""

    row: int
    cells: list[str]
