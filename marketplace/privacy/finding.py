"""Which rows are somebody's."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from marketplace.privacy.entry import ACCOUNT_EMAIL, ACCOUNT_ID, Entry
from marketplace.privacy.register import REGISTER


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by her account and her address; a guest has the address only."""

    email: str
    user_id: int | None = None


@dataclass(frozen=True, slots=True)
class Holding:
    """How many rows of a table are somebody's."""

    entry: Entry
    rows: int


def theirs(entry: Entry, person: Person) -> ColumnElement[bool]:
    """The condition under which a row of the entry's table is the person's."""
    return or_(false(), *(_points_to(entry, column, target, person) for column, target in entry.person.items()))


def holdings(session: Session, person: Person) -> list[Holding]:
    """What is kept of a person, in the order of the register. One small query a table."""
    counted = (
        Holding(entry, session.scalar(select(func.count()).select_from(entry.rows).where(theirs(entry, person))) or 0)
        for entry in REGISTER
    )
    return [holding for holding in counted if holding.rows]


def _points_to(entry: Entry, name: str, target: str, person: Person) -> ColumnElement[bool]:
    column = entry.rows.c[name]
    if target == ACCOUNT_ID:
        return column == person.user_id if person.user_id is not None else false()
    if target == ACCOUNT_EMAIL:
        return func.lower(column) == person.email.lower()
    table, _, key = target.partition(".")
    owner = next(other for other in REGISTER if other.table == table)
    return column.in_(select(owner.rows.c[key]).where(theirs(owner, person)))
