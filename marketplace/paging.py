"""Long lists, page by page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Generic, TypeVar, TypeVarTuple

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

Shown = TypeVar("Shown")
Made = TypeVar("Made")
Columns = TypeVarTuple("Columns")


@dataclass(frozen=True, slots=True)
class Page(Generic[Shown]):
    """One page of a list, counted from 1; `total` counts the entries on all of its `pages`."""

    items: Sequence[Shown]
    total: int
    page: int
    pages: int

    def of(self, make: Callable[[Shown], Made]) -> "Page[Made]":
        """The same page of what `make` makes of each entry."""
        return Page([make(item) for item in self.items], self.total, self.page, self.pages)


def page_of(session: Session, found: Select[*Columns], asked: int, length: int) -> Page[Row[*Columns]]:
    """The page asked for of all that a statement finds, or the nearest there is. Two statements."""
    total = session.scalar(select(func.count()).select_from(found.order_by(None).subquery())) or 0
    pages = max(1, ceil(total / length))
    page = min(max(1, asked), pages)
    rows = session.execute(found.limit(length).offset((page - 1) * length)).all()
    return Page(rows, total, page, pages)
