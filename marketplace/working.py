"""The loop of a background process: claim a job, do it in one transaction, wait for a nudge."""

import fcntl
import signal
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import structlog
from flask import Flask

from marketplace import jobs
from marketplace.db import db, reading, utc_now
from marketplace.nudging import Listener, wake

POLL_S = 2.0
log = structlog.get_logger()


class Worker:
    """Does the jobs of one queue until it is told to stop; a job under way is finished first."""

    def __init__(self, app: Flask, queue: str) -> None:
        self.app, self.queue, self.stopping = app, queue, False

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        with self._alone() as is_alone, self.app.app_context():
            listener = Listener(self.app.config["VAR_DIR"], self.queue, db.engine)
            if is_alone:
                jobs.give_back(db.session, self.queue)
                db.session.commit()
            while not self.stopping:
                if not self.step():
                    listener.wait(POLL_S)
            listener.close()

    @contextmanager
    def _alone(self) -> Iterator[bool]:
        """Whether no other process on this machine works on the queue; as long as this lasts, none can say so too."""
        with (self.app.config["VAR_DIR"] / f"{self.queue}.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True

    def step(self) -> bool:
        """Do the next job, if there is one. Says whether there was."""
        with self.app.app_context():
            with reading():
                found = jobs.waiting(db.session, self.queue, utc_now())
                db.session.rollback()
            job = jobs.claim(db.session, self.queue, utc_now()) if found else None
            if job is None:
                return False
            job_id, name, values, tries = job.id, job.name, dict(job.values), job.tries
            db.session.rollback()
            self._do(job_id, name, values, tries)
            return True

    def _do(self, job_id: int, name: str, values: dict[str, object], tries: int) -> None:
        session = db.session
        try:
            if tries > jobs.MOST_TRIES:
                raise LookupError("The process died each time it did this job.")
            jobs.function(name)(session, now=utc_now(), **values)
            session.delete(session.get_one(jobs.Job, job_id))
            session.commit()
        except Exception:
            session.rollback()
            log.exception("job failed", job=job_id, name=name)
            jobs.failed(session, job_id, traceback.format_exc(limit=-3), utc_now())
            session.commit()

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopping = True
        wake(self.app.config["VAR_DIR"], self.queue)
