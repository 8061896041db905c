import signal
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace import working
from marketplace.accounts.models import Throttle
from marketplace.jobs import MOST_TRIES, WORKER, Job, later
from marketplace.nudging import nudge
from marketplace.working import Worker

HERE = "tests.test_working"


def keep(session: Session, now: datetime, key: str) -> None:
    """A job that works."""
    session.add(Throttle(key=key, last_failure_at=now))


def keep_and_fail(session: Session, now: datetime, key: str) -> None:
    """A job that fails half done."""
    keep(session, now, key)
    session.flush()
    raise ConnectionError("nobody answers")


def pass_on(session: Session, now: datetime, key: str) -> None:
    """A job that writes another one."""
    later(session, f"{HERE}:keep", now, key=key)


def kept(session: Session) -> list[str]:
    keys = list(session.scalars(select(Throttle.key).order_by(Throttle.key)))
    session.rollback()
    return keys


def order(session: Session, name: str, **values: object) -> int:
    job = later(session, f"{HERE}:{name}", datetime.now(UTC), **values)
    session.flush()
    job_id = job.id
    session.commit()
    return job_id


def test_a_job_is_done_and_struck_off_in_one_transaction(app, session):
    order(session, "keep", key="a")

    assert Worker(app, WORKER).step() is True

    assert kept(session) == ["a"]
    assert session.scalars(select(Job)).all() == []
    assert Worker(app, WORKER).step() is False


def test_a_job_that_fails_leaves_nothing_behind_but_its_fault(app, session):
    order(session, "keep_and_fail", key="a")

    Worker(app, WORKER).step()

    assert kept(session) == []
    job = session.scalars(select(Job)).one()
    assert "ConnectionError: nobody answers" in job.fault
    assert job.leased_until is None
    assert job.tries == 1
    assert timedelta(seconds=20) < job.run_at - datetime.now(UTC) <= timedelta(seconds=30)


def test_one_bad_job_does_not_hold_up_the_next(app, session):
    order(session, "keep_and_fail", key="a")
    order(session, "keep", key="b")
    worker = Worker(app, WORKER)

    while worker.step():
        pass

    assert kept(session) == ["b"]


@pytest.mark.parametrize("name", ["nothing", "no.such.module:at_all"])
def test_a_job_that_nobody_can_do_is_tried_later(app, session, name):
    job = later(session, name if ":" in name else f"{HERE}:{name}", datetime.now(UTC))
    session.commit()

    Worker(app, WORKER).step()

    session.refresh(job)
    assert "Error" in job.fault


def test_a_job_that_kills_its_worker_each_time_is_parked_in_the_end(app, session):
    job = session.get_one(Job, order(session, "keep", key="a"))
    job.tries, job.leased_until = MOST_TRIES, datetime.now(UTC) - timedelta(seconds=1)
    session.commit()

    Worker(app, WORKER).step()

    session.refresh(job)
    assert job.parked_at
    assert "died each time" in job.fault
    assert kept(session) == []


def test_a_worker_waits_for_nudges_finishes_what_it_does_and_ends(app, session, monkeypatch):
    monkeypatch.setattr(working, "POLL_S", 60)
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    worker = Worker(app, WORKER)
    thread = threading.Thread(target=worker.run)
    thread.start()
    socket = app.config["VAR_DIR"] / "worker.sock"
    while not socket.exists():
        time.sleep(0.01)

    order(session, "pass_on", key="a")
    nudge(session, app.config["VAR_DIR"])
    until = time.monotonic() + 5
    while kept(session) != ["a"] and time.monotonic() < until:
        time.sleep(0.01)
    worker._stop(signal.SIGTERM, None)
    thread.join(5)

    assert kept(session) == ["a"]
    assert not thread.is_alive()


def running_worker(app) -> tuple[Worker, threading.Thread]:
    worker = Worker(app, WORKER)
    thread = threading.Thread(target=worker.run)
    thread.start()
    return worker, thread


def wait_for(happens) -> None:
    until = time.monotonic() + 5
    while not happens() and time.monotonic() < until:
        time.sleep(0.01)


def test_a_new_worker_takes_up_at_once_what_a_dead_one_held(app, session, monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    held = order(session, "keep", key="a")
    session.get_one(Job, held).leased_until = datetime.now(UTC) + timedelta(minutes=9)
    session.commit()

    worker, thread = running_worker(app)
    wait_for(lambda: kept(session) == ["a"])
    worker._stop(signal.SIGTERM, None)
    thread.join(5)

    assert kept(session) == ["a"]


def test_a_second_worker_leaves_alone_what_the_first_is_doing(app, session, monkeypatch):
    monkeypatch.setattr(signal, "signal", lambda *_: None)
    order(session, "keep", key="a")
    first, first_thread = running_worker(app)
    wait_for(lambda: kept(session) == ["a"])
    under_way = later(session, f"{HERE}:keep", datetime.now(UTC), key="b")
    under_way.leased_until = datetime.now(UTC) + timedelta(minutes=9)
    session.commit()
    order(session, "keep", key="c")

    second, second_thread = running_worker(app)
    wait_for(lambda: kept(session) == ["a", "c"])
    for worker, thread in ((first, first_thread), (second, second_thread)):
        worker._stop(signal.SIGTERM, None)
        thread.join(5)

    assert kept(session) == ["a", "c"]
