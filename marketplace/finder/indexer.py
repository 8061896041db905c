"""The indexer process: the one writer of the index.

Two threads share its work. The first does nothing but stock changes, so that none waits while new goods are
published or the disk is full; the second does everything else in short steps. Nobody else takes this queue's jobs, so
they are read without a lease (a reader never waits for the database's writers) and struck off after they are done: a
job that was done but not struck off when the process dies is done again, which changes nothing.
"""

import gc
import sys
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta

import structlog
from flask import Flask
from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.exc import OperationalError

from marketplace import jobs
from marketplace.db import db, reading, utc_now, writing
from marketplace.finder import indexing, room
from marketplace.inventory.stock import STOCK_RANK
from marketplace.nudging import Listener, wake
from search import IndexDamaged, IndexMissing

POLL_S = 2.0
TURN_S = 0.0005
"""How long one thread computes before the other gets its turn: a stock change takes a dozen of them."""
RENEW_HOURS_EVERY = timedelta(hours=6)
LOOK_AT_INDEX_EVERY = timedelta(seconds=2)
TRY_FOR_ROOM_EVERY_S = 5.0
"""The pause between two tries; it is as long as a try where that took longer, as a rebuild may."""
log = structlog.get_logger()


class Indexer:
    """Runs until `stop` is called. Raises IndexLocked when another indexer works on the same folder.

    What is loaded at its start is kept from the garbage collector: walking through it held up stock changes for 100 ms.

    Whatever keeps it from its work (a damaged index, a lost database) ends it with that fault: its supervisor starts
    it anew, and a missing or damaged index is then built anew before anything else. Only a full disk is waited for:
    the work goes on in its order as soon as there is room, and no job is given up for it.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.stopping = False
        self.woken = threading.Event()
        self.done: set[int] = set()
        self.fault: Exception | None = None
        self.renew_at = self.look_at = utc_now()
        self.try_again_at = 0.0

    def run(self) -> None:
        sys.setswitchinterval(TURN_S)
        with self.app.app_context(), reading():
            indexing.writer()
            if indexing.needs_rebuild():
                log.warning("the index is missing or damaged and is built anew")
                indexing.rebuild(db.session, utc_now())
        gc.collect()
        gc.freeze()
        rest = threading.Thread(target=self._guard, args=[self._do_the_rest], name="indexer-rest")
        rest.start()
        self._guard(self._do_stock)
        rest.join()
        with self.app.app_context():
            indexing.close_writer()
        if self.fault:
            raise self.fault

    def _guard(self, loop: Callable[[], None]) -> None:
        """Run one of the two loops; when it ends, so does the other."""
        try:
            loop()
        except Exception as fault:
            log.exception("the indexer gives up")
            self.fault = fault
        finally:
            self.stop()

    def stop(self) -> None:
        self.stopping = True
        self.woken.set()
        wake(self.app.config["VAR_DIR"], jobs.INDEXER)

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
        while not self.stopping:
            if not self._turn():
                self.woken.wait(POLL_S)
                self.woken.clear()
        self._strike_off()

    def _turn(self) -> bool:
        """Do a little of everything but stock, unless room is waited for. Says whether there was anything to do."""
        began = time.monotonic()
        try:
            self._strike_off()
            if began < self.try_again_at:
                return False
            done = self._work()
        except Exception as fault:
            if not room.is_wanting(fault):
                raise
            if not self.try_again_at:
                log.error("the disk is full: the index stays as it is until there is room", fault=str(fault))
            failed = time.monotonic()
            self.try_again_at = failed + max(TRY_FOR_ROOM_EVERY_S, failed - began)
            return False
        if self.try_again_at:
            log.info("there is room on the disk again: the index goes on")
            self.try_again_at = 0.0
        return done

    def _work(self) -> bool:
        if utc_now() >= self.renew_at:
            self._renew_hours()
            self.renew_at = utc_now() + RENEW_HOURS_EVERY
        if self._step(jobs.Job.rank > STOCK_RANK) or self._merge():
            return True
        if utc_now() >= self.look_at:
            self._demand_whole_index()
            self.look_at = utc_now() + LOOK_AT_INDEX_EVERY
        return False

    def _step(self, which: ColumnElement[bool]) -> bool:
        """Do the jobs of one kind that wait now. Says whether there were any."""
        with self.app.app_context(), reading():
            if indexing.is_lost():
                raise IndexMissing("The folder of the index was removed.")
            waiting = db.session.scalars(
                select(jobs.Job)
                .where(jobs.Job.queue == jobs.INDEXER, jobs.Job.parked_at.is_(None), jobs.Job.run_at <= utc_now())
                .where(which, jobs.Job.id.not_in(list(self.done)))
                .order_by(jobs.Job.rank, jobs.Job.id)
                .limit(50)
            ).all()
            found = [(job.id, job.name, dict(job.values)) for job in waiting]
            db.session.rollback()
            for job_id, name, values in found:
                self._do(job_id, name, values)
            return bool(found)

    def _do(self, job_id: int, name: str, values: dict[str, Sequence[int]]) -> None:
        try:
            jobs.function(name)(db.session, now=utc_now(), **values)
            self.done.add(job_id)
        except (IndexMissing, IndexDamaged):
            raise
        except Exception as fault:
            db.session.rollback()
            if room.is_wanting(fault):
                self._note_want(job_id, traceback.format_exc(limit=-3))
                raise
            log.exception("job failed", job=job_id, name=name)
            self._note_failure(job_id, traceback.format_exc(limit=-3))
        finally:
            db.session.rollback()

    def _note_failure(self, job_id: int, fault: str) -> None:
        with self.app.app_context(), writing():
            db.session.get_one(jobs.Job, job_id).tries += 1
            jobs.failed(db.session, job_id, fault, utc_now())
            db.session.commit()

    def _note_want(self, job_id: int, fault: str) -> None:
        """Show the operator what a job waits for, if the database has room for that. It counts as no try."""
        with self.app.app_context(), writing(), suppress(OperationalError):
            db.session.get_one(jobs.Job, job_id).fault = fault
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

    def _demand_whole_index(self) -> None:
        """Raises IndexDamaged when a file was cut off or removed while nothing was to be done.

        Where offers that ended have left more places behind than there are offers, the index is built anew.
        """
        with self.app.app_context(), reading():
            if indexing.needs_rebuild():
                raise IndexDamaged("A file of the index was damaged or removed.")
            if indexing.writer().is_wasteful:
                log.info("the index is built anew, because most of its places are given up")
                indexing.rebuild(db.session, utc_now())

    def _renew_hours(self) -> None:
        """Tell the index when every store is open in the two weeks from now."""
        with self.app.app_context(), reading():
            indexing.index_stores(db.session, utc_now())

    def _merge(self) -> bool:
        """Join small parts of the index a little further. Says whether there was anything to join."""
        with self.app.app_context():
            return indexing.writer().merge_step()
