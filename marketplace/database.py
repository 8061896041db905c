"""Wiring of the database: where it is, when a transaction may write, how its schema is brought up to date."""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from flask import Flask, request
from sqlalchemy import Connection, inspect
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from marketplace import nudging
from marketplace.config import ROOT
from marketplace.db import BUSY_TIMEOUT_MS, db, only_reads, prepare

READING_METHODS = {"GET", "HEAD", "OPTIONS"}


def start(app: Flask) -> None:
    app.config["VAR_DIR"] = (ROOT / app.config["VAR_DIR"]).resolve()
    url = app.config["DATABASE_URL"] or f"sqlite:///{app.config['VAR_DIR'] / 'stadtregal.db'}"
    options = {} if url.startswith("postgresql") else {"connect_args": {"timeout": BUSY_TIMEOUT_MS / 1000}}
    app.config["SQLALCHEMY_ENGINES"] = {"default": {"url": make_url(url), **options}}
    db.init_app(app)
    _close_plain_sessions_only(app)
    with app.app_context():
        prepare(db.engine)
    app.before_request(_say_whether_it_writes)
    app.teardown_request(lambda _fault: only_reads(False))
    app.teardown_appcontext(lambda _fault: nudging.nudge(db.session, app.config["VAR_DIR"]))


def migrate(app: Flask) -> None:
    """Bring the schema up to the newest migration. Run inside the app's context."""
    Path(app.config["VAR_DIR"]).mkdir(parents=True, exist_ok=True)
    alembic = Config()
    alembic.set_main_option("script_location", str(ROOT / "marketplace" / "migrations"))
    with db.engine.connect() as connection, rebuilding_tables(connection):
        alembic.attributes["connection"] = connection
        command.upgrade(alembic, "head")
        connection.commit()


def has_tables(session: Session) -> bool:
    """Whether the schema was ever made here. Ends the session's transaction, which may have failed on that."""
    session.rollback()
    return inspect(session.connection()).has_table("alembic_version")


@contextmanager
def rebuilding_tables(connection: Connection) -> Iterator[None]:
    """Inside, tables may be rebuilt: SQLite replaces a table to alter it, and would delete what refers to its rows."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        yield
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys = ON")


def _close_plain_sessions_only(app: Flask) -> None:
    """Leave out the end of asynchronous sessions, of which there are none: it costs every request a thread."""
    app.teardown_appcontext_funcs = [end for end in app.teardown_appcontext_funcs if not iscoroutinefunction(end)]


def _say_whether_it_writes() -> None:
    only_reads(request.method in READING_METHODS)
