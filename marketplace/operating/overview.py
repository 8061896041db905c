"""What the operator sees of a running installation: jobs, mails, the index."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

import search
from marketplace.errors import NotFound
from marketplace.finder import room
from marketplace.jobs import Job
from marketplace.mail import Mail
from marketplace.paging import Page, page_of

SHOWN = 100
ON_A_PAGE = 50
LEAST_LEFT_BYTES = 50_000_000
REBUILD = "marketplace.finder.indexing:rebuild"


@dataclass(frozen=True, slots=True)
class Jobs:
    """Jobs that were given up, and the next of those that wait; the numbers count all of them."""

    parked: Sequence[Job]
    waiting: Sequence[Job]
    parked_in_all: int
    waiting_in_all: int


@dataclass(frozen=True, slots=True)
class IndexState:
    """The index as a reader finds it, and the room there is for a new one beside it.

    `fault` is the sentence of one that cannot be opened; the rest is empty then.
    """

    left_bytes: int
    fault: str = ""
    generation: int = 0
    products: int = 0
    stores: int = 0
    size_bytes: int = 0
    published_at: datetime | None = None

    @property
    def is_tight(self) -> bool:
        """Whether the disk has hardly room for a rebuild and for what else is written."""
        return self.left_bytes < max(self.size_bytes, LEAST_LEFT_BYTES)


def jobs(session: Session) -> Jobs:
    """The jobs that wait and those that were parked."""
    parked, waiting = Job.parked_at.is_not(None), Job.parked_at.is_(None)
    return Jobs(
        parked=session.scalars(select(Job).where(parked).order_by(Job.parked_at.desc()).limit(SHOWN)).all(),
        waiting=session.scalars(select(Job).where(waiting).order_by(Job.run_at, Job.id).limit(SHOWN)).all(),
        parked_in_all=session.scalar(select(func.count(Job.id)).where(parked)) or 0,
        waiting_in_all=session.scalar(select(func.count(Job.id)).where(waiting)) or 0,
    )


def parked_job(session: Session, job_id: int) -> Job:
    """A job that was given up. Raises NotFound("no_such_job") when it is gone or under way again."""
    job = session.scalar(select(Job).where(Job.id == job_id, Job.parked_at.is_not(None)).with_for_update())
    if job is None:
        raise NotFound("no_such_job")
    return job


def mails(session: Session, page: int) -> Page[Mail]:
    """A page of the outbox, the newest mail first."""
    return page_of(session, select(Mail).order_by(Mail.id.desc()), page, ON_A_PAGE).of(lambda row: row[0])


def index_state(folder: Path, now: datetime) -> IndexState:
    """What one more reader finds in the index's folder."""
    left_bytes = room.left_bytes(folder)
    try:
        index = search.Index.open(folder)
        found = index.search(search.Query(limit=1, at=int(now.timestamp())))
    except (search.IndexMissing, search.IndexDamaged) as fault:
        return IndexState(left_bytes, fault=str(fault))
    files = [path.stat() for path in folder.rglob("*") if path.is_file()]
    latest = max(file.st_mtime for file in files)
    return IndexState(
        left_bytes,
        generation=index.generation,
        products=found.total,
        stores=found.stores,
        size_bytes=sum(file.st_size for file in files),
        published_at=datetime.fromtimestamp(latest, UTC),
    )


def rebuild_waits(session: Session) -> bool:
    """Whether somebody has asked for a rebuild that is not done yet."""
    return session.scalar(select(Job.id).where(Job.name == REBUILD, Job.parked_at.is_(None)).limit(1)) is not None
