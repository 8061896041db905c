"""A disk runs full under a running indexer: the last good generation serves, it is said, and the rest comes later."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Timer

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from marketplace.db import utc_now
from marketplace.finder import comparing, indexing
from marketplace.finder.indexer import TRY_FOR_ROOM_EVERY_S
from marketplace.jobs import Job
from tests import make
from tests.conftest import REPOSITORY
from tests.finder.indexer.disks import Disk, mounted
from tests.finder.indexer.running import (
    PATIENCE_S,
    bring_bulk,
    index_of,
    lighthouse,
    no_job_is_left,
    on_sqlite,
    prices,
    reprice,
    total,
    wait_until,
)
from tests.operating.test_serving import free_port

BULK = 1_000
FULL, ROOM_AGAIN = "the disk is full", "there is room on the disk again"
AT_ONCE_S = TRY_FOR_ROOM_EVERY_S - 1.0


@pytest.fixture
def disk_of_index(tmp_path: Path) -> Iterator[Disk]:
    """The index has a disk of its own; the database is elsewhere."""
    with mounted(tmp_path / "index", megabytes=4) as disk:
        yield disk


@pytest.fixture
def disk_of_all(tmp_path: Path) -> Iterator[Disk]:
    """Index and database share one disk."""
    with mounted(tmp_path, megabytes=24) as disk:
        yield disk


def jobs_that_wait(session: Session) -> list[Job]:
    session.rollback()
    return list(session.scalars(select(Job).order_by(Job.id)))


@on_sqlite
def test_the_index_catches_up_by_itself_when_there_is_room_again(disk_of_index, app, session, town, client, running):
    indexer = running.indexer()
    wait_until(lambda: total(index_of(app), "Tasse") == 200)
    operator = make.user(session, "Gül")
    make.role(session, operator, "operator")
    session.commit()
    client.sign_in(operator)
    here = index_of(app)
    disk_of_index.fill()

    bring_bulk(app, session, town, BULK)
    wait_until(lambda: any(job.fault for job in jobs_that_wait(session)))

    for cents in range(4_001, 4_021):
        reprice(app, session, cents)
        wait_until(lambda cents=cents: prices(here, "Leuchtturm") == [cents], AT_ONCE_S)
    wait_until(lambda: len(jobs_that_wait(session)) == BULK // 500)
    assert {(job.tries, job.parked_at) for job in jobs_that_wait(session)} == {(0, None)}
    assert "No space left on device" in client.get("/operator").text
    assert " 0 MB sind noch frei" in client.get("/operator/index").text
    assert total(here, "Tasse") == total(index_of(app), "Tasse") == 200

    disk_of_index.clear()

    wait_until(lambda: total(here, "Tasse") == 200 + BULK)
    wait_until(lambda: no_job_is_left(session))
    assert comparing.compare_settled(session, utc_now()).agrees
    assert ended_saying(indexer) == [FULL, ROOM_AGAIN]


@on_sqlite
def test_what_was_committed_before_the_disk_of_the_database_was_full_arrives(disk_of_all, app, session, town, running):
    indexer = running.indexer()
    here = index_of(app)
    wait_until(lambda: no_job_is_left(session))
    indexer.send_signal(signal.SIGSTOP)
    bring_bulk(app, session, town, BULK)
    disk_of_all.fill()
    indexer.send_signal(signal.SIGCONT)

    with pytest.raises(OperationalError, match="full"):
        reprice_until_it_fails(app, session)
    session.rollback()
    before = lighthouse(session).price_cents
    session.rollback()
    hear(indexer, FULL)
    assert total(here, "Tasse") < 200 + BULK

    disk_of_all.clear()

    wait_until(lambda: total(here, "Tasse") == 200 + BULK and prices(here, "Leuchtturm") == [before])
    wait_until(lambda: no_job_is_left(session))
    assert comparing.compare_settled(session, utc_now()).agrees
    assert ended_saying(indexer) == [ROOM_AGAIN]


def reprice_until_it_fails(app: Flask, session: Session) -> None:
    """A few changes may still find room in what the database had taken for itself."""
    for cents in range(1_001, 3_000):
        reprice(app, session, cents)


def ended_saying(indexer: subprocess.Popen[str]) -> list[str]:
    """What an indexer said about the disk, once it was told to end."""
    assert indexer.poll() is None, "it went on all the time"
    indexer.send_signal(signal.SIGTERM)
    words, _ = indexer.communicate(timeout=PATIENCE_S)
    assert indexer.returncode == 0, words
    return re.findall(f"{FULL}|{ROOM_AGAIN}", words)


def hear(process: subprocess.Popen[str], words: str) -> None:
    """Wait until a process says something; one that keeps silent is killed."""
    patience = Timer(PATIENCE_S, process.kill)
    patience.start()
    try:
        assert any(words in line for line in process.stdout)
    finally:
        patience.cancel()


@on_sqlite
def test_reindex_says_that_there_is_no_room_and_leaves_the_old_index(disk_of_index, app, session, town, running):
    indexing.rebuild(session, utc_now())
    indexing.close_writer()
    session.rollback()
    disk_of_index.fill()

    command = running.flask("reindex")
    words, _ = command.communicate(timeout=PATIENCE_S)

    assert command.returncode == 1
    assert "The index could not be written: [Errno 28] No space left on device" in words
    assert "Traceback" not in words
    assert total(index_of(app), "Tasse") == 200
    disk_of_index.clear()
    assert running.flask("reindex").wait(PATIENCE_S) == 0


@on_sqlite
def test_a_start_on_a_full_disk_ends_with_a_sentence(disk_of_all, app, running):
    disk_of_all.fill()

    found = subprocess.run(
        [sys.executable, "-m", "marketplace.operating.serving"],
        cwd=REPOSITORY,
        env=running.environment | {"PORT": str(free_port())},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
    )

    assert found.returncode == 1
    assert "There is no room left on the disk of" in found.stderr
    assert "Traceback" not in found.stderr
