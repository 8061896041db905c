"""Transactions on SQLite: readers never wait, writers wait for each other. Moments are aware everywhere."""

import threading
import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError, StatementError
from sqlalchemy.orm import Session

from marketplace import create_app
from marketplace.accounts.models import Role, Throttle
from marketplace.database import migrate
from marketplace.db import db, only_reads, reading, writing
from tests.checked_client import CheckedClient
from tests.conftest import FOR_TESTS
from tests.make import NOON

SOON_S = 0.2
"""Who still has not got its turn after this long was made to wait."""


@pytest.fixture
def town(tmp_path) -> Flask:
    """The application on SQLite, whatever else the suite runs on."""
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path, "DATABASE_URL": ""})
    app.test_client_class = CheckedClient
    with app.app_context():
        migrate(app)
        yield app
        db.session.close()
        db.engine.dispose()


@pytest.fixture
def upload(town):
    """A long writing transaction of somebody else, already begun."""
    with Session(db.engine) as session:
        session.add(Throttle(key="upload", last_failure_at=NOON))
        session.flush()
        yield session


def in_thread(work) -> tuple[threading.Thread, list[object]]:
    """Start work in a thread with transactions of its own; what it returns or raises comes in the list."""
    answers: list[object] = []

    def run() -> None:
        try:
            answers.append(work())
        except Exception as fault:
            answers.append(fault)

    thread = threading.Thread(target=run)
    thread.start()
    return thread, answers


def read(engine) -> int:
    with reading(), Session(engine) as session:
        return session.scalar(text("SELECT count(*) FROM throttles")) or 0


def write(engine) -> str:
    with Session(engine) as session:
        session.add(Throttle(key="hand", last_failure_at=NOON))
        session.commit()
        return "written"


def test_a_reader_does_not_wait_for_a_writer_and_sees_nothing_unfinished(upload):
    engine = db.engine

    thread, answers = in_thread(lambda: read(engine))
    thread.join(SOON_S)

    assert answers == [0]


def test_a_second_writer_waits_instead_of_failing(upload):
    engine = db.engine
    thread, answers = in_thread(lambda: write(engine))
    thread.join(SOON_S)
    assert answers == []

    upload.commit()
    thread.join(5)

    assert answers == ["written"]
    assert read(engine) == 2


def test_a_writer_that_reads_first_never_finds_its_reading_overtaken(town):
    engine = db.engine

    def add_one() -> None:
        for _ in range(20):
            with Session(engine) as session:
                row = session.get_one(Throttle, "counter")
                row.failures += 1
                session.commit()

    with Session(engine) as session:
        session.add(Throttle(key="counter", last_failure_at=NOON))
        session.commit()
    threads = [in_thread(add_one) for _ in range(3)]
    for thread, _answers in threads:
        thread.join()

    assert [answers for _thread, answers in threads] == [[None]] * 3
    with reading(), Session(engine) as session:
        assert session.get_one(Throttle, "counter").failures == 60


def test_a_page_that_only_shows_something_does_not_wait_for_an_upload(town, upload):
    client = town.test_client()
    started = time.monotonic()

    answer = client.get("/sign-in")

    assert answer.status_code == 200
    assert time.monotonic() - started < 5


@pytest.mark.parametrize(("method", "waits"), [("GET", False), ("HEAD", False), ("POST", True)])
def test_only_a_request_that_writes_takes_the_lock_at_its_beginning(tmp_path, method, waits):
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path, "DATABASE_URL": ""})
    app.add_url_rule(
        "/a/page/that/reads/all", view_func=lambda: str(db.session.scalar(text("SELECT 1"))), methods=["GET", "POST"]
    )
    client = app.test_client()
    with app.app_context():
        migrate(app)
        with db.engine.connect() as other:
            other.execute(text("SELECT 1"))
            thread, answers = in_thread(lambda: client.open("/a/page/that/reads/all", method=method).status_code)
            thread.join(SOON_S)
            waited = answers == []
        thread.join(5)
        db.engine.dispose()

    assert waited is waits
    assert answers == [200]


def test_inside_a_page_that_reads_something_may_be_written(upload):
    only_reads(True)
    engine = db.engine
    upload.rollback()

    try:
        with writing():
            write(engine)
    finally:
        only_reads(False)

    assert read(engine) == 1


def test_a_broken_reference_is_refused(town):
    db.session.add(Role(user_id=9, kind="operator"))

    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        db.session.flush()
    db.session.rollback()


def test_a_moment_comes_back_in_utc_whatever_zone_it_was_given_in(session):
    in_new_york = NOON.astimezone(timezone(timedelta(hours=-5)))
    session.add(Throttle(key="a", last_failure_at=in_new_york))
    session.commit()

    kept = session.get_one(Throttle, "a").last_failure_at

    assert kept == NOON
    assert kept.tzinfo is UTC


def test_a_moment_without_a_zone_is_refused(session):
    session.add(Throttle(key="a", last_failure_at=datetime(2026, 11, 23, 12)))

    with pytest.raises(StatementError, match="has no time zone"):
        session.flush()
    session.rollback()


def test_an_impatient_writer_is_told_that_the_database_is_locked(town, upload):
    with db.engine.connect() as impatient:
        raw = impatient.connection.driver_connection
        raw.execute("PRAGMA busy_timeout = 50")

        with pytest.raises(OperationalError, match="locked"):
            impatient.execute(text("SELECT 1"))
        raw.execute("PRAGMA busy_timeout = 10000")
