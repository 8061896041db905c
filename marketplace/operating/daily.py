"""What is cleared away every night, by a job that puts itself off to the next one."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.insights import demand
from marketplace.inventory.models import Upload
from marketplace.jobs import Job
from marketplace.orders import reliability
from marketplace.privacy.erasing import clear_outdated

CITY_TIME = ZoneInfo("Europe/Berlin")
QUIET_HOUR = time(3, 30)
NAME = "marketplace.operating.daily:upkeep"
RANK = 8
REFUSED_ROWS_KEPT = timedelta(days=30)


def schedule(session: Session, now: datetime) -> None:
    """See to it that the nightly upkeep waits in the queue; called at every start."""
    if session.scalar(select(Job.id).where(Job.name == NAME).limit(1)) is None:
        _put_off(session, now)


def upkeep(session: Session, now: datetime) -> None:
    """The job: clear away what nobody needs any longer, measure how shops answer, and come back the next night."""
    clear(session, now)
    reliability.measure(session, now)
    _put_off(session, now)


def clear(session: Session, now: datetime) -> None:
    """Rows whose time is over by the register of personal data, past days' keys, what old uploads refused."""
    clear_outdated(session, now)
    demand.forget(session, now.astimezone(CITY_TIME).date())
    finished = (Upload.finished_at < now - REFUSED_ROWS_KEPT, Upload.content.is_not(None))
    session.execute(update(Upload).where(*finished).values(content=None))


def next_night(now: datetime) -> datetime:
    """The next quiet hour in the city's time."""
    local = now.astimezone(CITY_TIME)
    tonight = datetime.combine(local.date(), QUIET_HOUR, CITY_TIME)
    return tonight if tonight > local else datetime.combine(local.date() + timedelta(days=1), QUIET_HOUR, CITY_TIME)


def _put_off(session: Session, now: datetime) -> None:
    jobs.later(session, NAME, now, rank=RANK).run_at = next_night(now)
