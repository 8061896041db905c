"""Writing thousands of rows with a handful of statements.

The tables themselves are written, not the mapped classes: the ORM's bulk insert leaves NULLs out and so makes a
statement of its own for every change between rows with and without them (measured: 38 s instead of 2).
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Table, bindparam, insert, select, update
from sqlalchemy.orm import Session

from marketplace.catalogue.matching import sliced
from marketplace.db import Base

Rows = Sequence[dict[str, Any]]


def insert_all(session: Session, model: type[Base], rows: Rows) -> None:
    """Insert rows with the same keys."""
    if rows:
        session.execute(insert(_table(model)), rows)


def insert_for_ids(session: Session, model: type[Base], rows: Rows, key: str, **scope: Any) -> dict[str, int]:
    """Insert rows with the same keys; their ids by the column `key`, which tells rows apart within the `scope`.

    The ids are asked for afterwards: returned by the insert they would cost a statement a row on SQLite, and on
    PostgreSQL statements so long that the driver takes seconds to read them.
    """
    insert_all(session, model, rows)
    table, found = _table(model), dict[str, int]()
    within = [table.c[name] == value for name, value in scope.items()]
    for names in sliced([row[key] for row in rows]):
        made = session.execute(select(table.c[key], table.c.id).where(table.c[key].in_(names), *within))
        found.update({name: new_id for name, new_id in made})  # noqa: C416 - rows are no pairs to mypy
    return found


def update_by_id(session: Session, model: type[Base], rows: Rows) -> None:
    """Update rows with the same keys, each by its `id`."""
    if not rows:
        return
    table = _table(model)
    changed = {name: bindparam(f"new_{name}", type_=table.c[name].type) for name in rows[0] if name != "id"}
    statement = update(table).where(table.c.id == bindparam("new_id")).values(changed)
    session.connection().execute(statement, [{f"new_{name}": value for name, value in row.items()} for row in rows])


def _table(model: type[Base]) -> Table:
    table: Table = model.__table__  # type: ignore[assignment]
    return table
