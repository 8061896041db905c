"""The database: one file by default, PostgreSQL when a town grows."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, TypeDecorator, event
from sqlalchemy.orm import DeclarativeBase

BUSY_TIMEOUT_MS = 10_000
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

db = SQLAlchemy()
_reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)


class UTCDateTime(TypeDecorator[datetime]):
    """A moment: aware UTC in Python, whatever the database keeps. Refuses naive values."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What every table is declared on."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {datetime: UTCDateTime, dict[str, Any]: JSON, list[Any]: JSON}  # noqa: RUF012 - read by SQLAlchemy


def utc_now() -> datetime:
    """The present moment. Only edges ask; rules are told."""
    return datetime.now(UTC)


@contextmanager
def reading() -> Iterator[None]:
    """Transactions begun inside only read, so that on SQLite they never wait for a writer."""
    with _said(True):
        yield


@contextmanager
def writing() -> Iterator[None]:
    """Transactions begun inside may write, even while a page that only reads is being made."""
    with _said(False):
        yield


@contextmanager
def _said(reads_only: bool) -> Iterator[None]:
    token = _reads_only.set(reads_only)
    try:
        yield
    finally:
        _reads_only.reset(token)


def only_reads(answer: bool) -> None:
    """Say for the rest of this request whether its transactions only read."""
    _reads_only.set(answer)


def prepare(engine: Engine) -> None:
    """Give an engine the settings the rules rely on. Does nothing outside SQLite.

    A writing transaction takes SQLite's write lock at its beginning (BEGIN IMMEDIATE): upgrading a read
    later would fail instead of waiting. The driver's own transaction handling is switched off for that.
    """
    if engine.dialect.name != "sqlite":
        return
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)


def _configure(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode = WAL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "synchronous = NORMAL",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN" if _reads_only.get() else "BEGIN IMMEDIATE")
