"""Somebody leaves, or a time limit is over: rows go as the register says."""

from datetime import datetime, timedelta

from sqlalchemy import Column, delete, update
from sqlalchemy.orm import Session

from marketplace.privacy.entry import DELETED, UNNAMED, Entry
from marketplace.privacy.finding import Holding, Person, holdings, theirs
from marketplace.privacy.register import by_table


def erase(session: Session, person: Person) -> list[Holding]:
    """Delete what is a person's, take her name off what others need. Returns what was hers, also what stays."""
    found = holdings(session, person)
    held = {holding.entry.table for holding in found}
    for entry in by_table():
        if entry.table in held and entry.on_leaving == DELETED:
            session.execute(delete(entry.rows).where(theirs(entry, person)))
        elif entry.table in held and entry.on_leaving == UNNAMED:
            session.execute(update(entry.rows).where(theirs(entry, person)).values(_emptied(entry)))
    return found


def clear_outdated(session: Session, now: datetime) -> None:
    """Delete every row whose time is over."""
    for entry in by_table():
        if entry.days:
            session.execute(delete(entry.rows).where(entry.rows.c[entry.since] < now - timedelta(days=entry.days)))


def _emptied(entry: Entry) -> dict[str, str | None]:
    columns: list[Column[object]] = [entry.rows.c[name] for name in (*entry.link_columns, *entry.blanked.split())]
    return {column.name: None if column.nullable else "" for column in columns}
