"""The indexer process: the one writer of the index.

Two threads share its work. The first does nothing but stock changes, so that none waits while new goods are
published; the second does everything else in short steps. Nobody else takes this queue's jobs, so they are read
without a lease (a reader never waits for the database's writers) and struck off after they are done: a job that was
done but not struck off when the process dies is done again, which changes nothing.
"""

import threading
import traceback
from collections.abc import Callable, Sequence
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy import ColumnElement, delete, select

from marketplace import jobs
from marketplace.db import db, reading, utc_now
from marketplace.finder import indexing
from marketplace.inventory.stock import STOCK_RANK
from marketplace.nudging import Listener
from search import IndexDamaged, IndexMissing

POLL_S = 2.0
CHECK_HOURS_EVERY = timedelta(hours=6)
log = structlog.get_logger()


class Indexer:
    """Runs until `stop` is called. Raises IndexLocked when another indexer works on the same folder."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.stopping = False
        self.woken = threading.Event()
        self.done: set[int] = set()

    def run(self) -> None:
        with self.app.app_context():
            indexing.writer()
        rest = threading.Thread(target=self._do_the_rest, name="indexer-rest")
        rest.start()
        self._do_stock()
        self.woken.set()
        rest.join()

    def stop(self) -> None:
        self.stopping = True

    def _do_stock(self) -> None:
        with self.app.app_context():
            listener = Listener(self.app.config["VAR_DIR"], jobs.INDEXER, db.engine)
        while not self.stopping:
            done = self._step(jobs.Job.rank == STOCK_RANK)
            self.woken.set()
            if not done:
                listener.wait(POLL_S)
        listener.close()

    def _do_the_rest(self) -> None:
        renew_at = utc_now()
        while not self.stopping:
            if utc_now() >= renew_at:
                self._alone(indexing.index_stores)
                renew_at = utc_now() + CHECK_HOURS_EVERY
            done = self._step(jobs.Job.rank > STOCK_RANK)
            self._strike_off()
            if not done:
                self.woken.wait(POLL_S)
                self.woken.clear()
                self._merge()
        self._strike_off()

    def _step(self, which: ColumnElement[bool]) -> bool:
        """Do the jobs of one kind that wait now. Says whether there were any."""
        with self.app.app_context(), reading():
            waiting = db.session.scalars(
                select(jobs.Job)
                .where(
                    jobs.Job.queue == jobs.INDEXER, jobs.Job.parked_at.is_(None), jobs.Job.run_at <= utc_now(), which
                )
                .order_by(jobs.Job.rank, jobs.Job.id)
                .limit(50)
            ).all()
            found = [(job.id, job.name, dict(job.values)) for job in waiting if job.id not in self.done]
            db.session.rollback()
            for job_id, name, values in found:
                self._do(job_id, name, values)
            return bool(found)

    def _do(self, job_id: int, name: str, values: dict[str, Sequence[int]]) -> None:
        try:
            jobs.function(name)(db.session, now=utc_now(), **values)
            self.done.add(job_id)
        except Exception:
            log.exception("job failed", job=job_id, name=name)
            db.session.rollback()
            self._note_failure(job_id, traceback.format_exc(limit=-3))
        finally:
            db.session.rollback()

    def _note_failure(self, job_id: int, fault: str) -> None:
        with self.app.app_context():
            db.session.get_one(jobs.Job, job_id).tries += 1
            jobs.failed(db.session, job_id, fault, utc_now())
            db.session.commit()

    def _strike_off(self) -> None:
        """Delete the jobs that are done. It may wait for the database's writers; nothing waits for it."""
        finished = list(self.done)[:500]
        if not finished:
            return
        with self.app.app_context():
            db.session.execute(delete(jobs.Job).where(jobs.Job.id.in_(finished)))
            db.session.commit()
        self.done.difference_update(finished)

    def _alone(self, work: Callable[..., None]) -> None:
        """Do something that no job asked for. Without an index there is nothing to do: a rebuild makes it whole."""
        with self.app.app_context(), reading():
            try:
                work(db.session, now=utc_now())
            except (IndexMissing, IndexDamaged) as fault:
                log.warning("the index needs to be rebuilt", fault=str(fault))
            finally:
                db.session.rollback()

    def _merge(self) -> None:
        with self.app.app_context():
            indexing.writer().merge_step()
