"""Work for later: one table, no broker.

A job is written in the transaction that causes it, claimed on a lease by one of two background processes
(`worker`, `indexer`), tried again with growing pauses and parked where the operator sees it when it keeps failing.
"""

import importlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, Index, or_, select, text, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace import nudging
from marketplace.db import Base

LEASE = timedelta(minutes=10)
MOST_TRIES = 8
WORKER, INDEXER = "worker", "indexer"


class Job(Base):
    """One call to make. `name` is `package.module:function`; a smaller `rank` goes first. No id is given out twice."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("queue IN ('worker', 'indexer')", name="queue_is_known"),
        Index("ix_jobs_queue_rank_id", "queue", "rank", "id"),
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    queue: Mapped[str]
    rank: Mapped[int] = mapped_column(default=5)
    name: Mapped[str]
    values: Mapped[dict[str, Any]]
    run_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    parked_at: Mapped[datetime | None]
    fault: Mapped[str | None]
    created_at: Mapped[datetime]


def later(session: Session, name: str, now: datetime, queue: str = WORKER, rank: int = 5, **values: Any) -> Job:
    """Write a job into the caller's transaction; the edge nudges its process after the commit."""
    job = Job(queue=queue, rank=rank, name=name, values=values, run_at=now, created_at=now)
    session.add(job)
    session.info.setdefault("nudge", set()).add(queue)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"NOTIFY {nudging.channel(queue)}"))
    return job


def claim(session: Session, queue: str, now: datetime) -> Job | None:
    """Take the next free job on a lease, or None. Commits.

    Two workers never hold the same one; a dead worker's lease ends.
    """
    free = (
        Job.queue == queue,
        Job.parked_at.is_(None),
        Job.run_at <= now,
        or_(Job.leased_until.is_(None), Job.leased_until < now),
    )
    following = select(Job.id).where(*free).order_by(Job.rank, Job.id).limit(1).with_for_update(skip_locked=True)
    job = session.scalar(
        update(Job)
        .where(Job.id == following.scalar_subquery(), *free)
        .values(leased_until=now + LEASE, tries=Job.tries + 1)
        .returning(Job)
    )
    session.commit()
    return job


def give_back(session: Session, queue: str) -> None:
    """End the leases of a queue whose only process has just started: who held them is dead."""
    session.execute(update(Job).where(Job.queue == queue, Job.leased_until.is_not(None)).values(leased_until=None))


def waiting(session: Session, queue: str, now: datetime) -> bool:
    """Whether claim() would find something. Reads only, so that idle processes never take the write lock."""
    return (
        session.scalar(
            select(Job.id)
            .where(Job.queue == queue, Job.parked_at.is_(None), Job.run_at <= now)
            .where(or_(Job.leased_until.is_(None), Job.leased_until < now))
            .limit(1)
        )
        is not None
    )


def function(name: str) -> Callable[..., None]:
    """The function a job names. It takes the session, `now` and the job's values; its commit is the runner's."""
    module, _, attribute = name.partition(":")
    found: Callable[..., None] = getattr(importlib.import_module(module), attribute)
    return found


def failed(session: Session, job_id: int, fault: str, now: datetime) -> None:
    """Note a failure: try again after a pause that doubles from 30 s; after MOST_TRIES park it for the operator."""
    job = session.get_one(Job, job_id)
    job.fault, job.leased_until = fault, None
    if job.tries >= MOST_TRIES:
        job.parked_at = now
    else:
        job.run_at = now + timedelta(seconds=30 * 2 ** (job.tries - 1))


def retry(session: Session, job_id: int, now: datetime) -> Job:
    """Take a parked job up again, as if it were new."""
    job = session.get_one(Job, job_id)
    job.parked_at, job.leased_until, job.tries, job.run_at = None, None, 0, now
    session.info.setdefault("nudge", set()).add(job.queue)
    return job
