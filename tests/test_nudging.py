import threading
import time
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from marketplace.db import db
from marketplace.jobs import WORKER, later
from marketplace.nudging import Listener, address, nudge
from tests.make import NOON

LONG_S = 5.0


@pytest.fixture
def listener(app, session):
    listener = Listener(app.config["VAR_DIR"], WORKER, db.engine)
    yield listener
    listener.close()


def waited_s(listener: Listener, seconds: float = LONG_S) -> float:
    started = time.monotonic()
    listener.wait(seconds)
    return time.monotonic() - started


def test_a_nudge_after_the_commit_ends_the_wait(app, session, listener):
    later(session, "marketplace.mail:deliver", NOON)
    session.commit()

    nudge(session, app.config["VAR_DIR"])

    assert waited_s(listener) < 1
    assert "nudge" not in session.info


def test_nudges_that_come_together_wake_once(app, session, listener):
    for _ in range(5):
        session.info["nudge"] = {WORKER}
        nudge(session, app.config["VAR_DIR"])
    listener.wait(LONG_S)

    assert waited_s(listener, 0.1) >= 0.1


def test_a_nudge_wakes_who_is_already_waiting(app, session, listener):
    session.info["nudge"] = {WORKER}
    threading.Timer(0.1, nudge, [session, app.config["VAR_DIR"]]).start()

    assert 0.05 < waited_s(listener) < 1


def test_without_a_nudge_the_wait_has_an_end(listener):
    assert 0.1 <= waited_s(listener, 0.1) < 1


def test_nobody_listening_is_no_fault(app, session):
    session.info["nudge"] = {WORKER}

    nudge(session, app.config["VAR_DIR"])

    assert session.info == {}


def test_a_listener_takes_over_from_one_that_died(app, session, listener):
    again = Listener(app.config["VAR_DIR"], WORKER, db.engine)
    session.info["nudge"] = {WORKER}

    nudge(session, app.config["VAR_DIR"])

    assert waited_s(again) < 1
    again.close()


def test_a_request_nudges_by_itself_when_it_ends(app, session, listener):
    with app.app_context():
        later(db.session, "marketplace.mail:deliver", datetime.now(UTC))
        db.session.commit()

    assert waited_s(listener) < 1


def test_on_postgresql_the_commit_itself_wakes_a_listener_on_another_machine(app, session, listener):
    if db.engine.dialect.name != "postgresql":
        return
    with Session(db.engine) as elsewhere:
        later(elsewhere, "marketplace.mail:deliver", NOON)
        assert waited_s(listener, 0.1) >= 0.1
        elsewhere.commit()

    assert waited_s(listener) < 1


def test_the_address_is_a_socket_in_the_var_folder(tmp_path):
    assert address(tmp_path, WORKER) == str(tmp_path / "worker.sock")
