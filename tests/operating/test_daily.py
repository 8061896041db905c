"""What is cleared away every night."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from marketplace import jobs
from marketplace.accounts import inviting, sessions
from marketplace.accounts.models import Invitation, SignIn, Throttle
from marketplace.insights.models import DayKey
from marketplace.inventory.models import Upload
from marketplace.jobs import Job
from marketplace.operating import daily
from marketplace.working import Worker
from tests import make
from tests.desks import town
from tests.make import NOON


def test_what_nobody_needs_is_cleared_away(session) -> None:
    here = town(session)
    for age in (sessions.LIFETIME + timedelta(days=1), timedelta(days=1)):
        session.add(
            SignIn(user=here.shopper, token_hash=str(age), browser="", created_at=NOON - age, last_seen_at=NOON - age)
        )
    session.add_all(Throttle(key=str(days), last_failure_at=NOON - timedelta(days=days)) for days in (1, 8))
    inviting.invite(session, "alt@x.example", "staff", here.store.retailer_id, here.owner, NOON - timedelta(days=60))
    inviting.invite(session, "neu@x.example", "staff", here.store.retailer_id, here.owner, NOON)
    session.add_all(DayKey(day=(NOON - timedelta(days=days)).date(), key=b"k") for days in (0, 1))

    daily.clear(session, NOON)

    assert len(session.scalars(select(SignIn)).all()) == 1
    assert session.scalars(select(Throttle.key)).all() == ["1"]
    assert session.scalars(select(Invitation.email)).all() == ["neu@x.example"]
    assert session.scalars(select(DayKey.day)).all() == [NOON.date()]


@pytest.mark.parametrize(
    ("state", "finished_days_ago", "kept"),
    [("waiting", None, True), ("working", None, True), ("done", 29, True), ("done", 31, False), ("failed", 31, False)],
)
def test_files_are_kept_until_nobody_mends_them(session, state: str, finished_days_ago: int | None, kept: bool) -> None:
    finished_at = None if finished_days_ago is None else NOON - timedelta(days=finished_days_ago)
    times = {"created_at": NOON - timedelta(days=40), "finished_at": finished_at}
    upload = Upload(code="A", store=make.store(session), file_name="a.csv", content=b"x", state=state, **times)
    make.kept(session, upload)

    daily.clear(session, NOON)

    session.expire_all()
    assert (upload.content is not None) == kept


@pytest.mark.parametrize(
    ("now", "night"),
    [
        (datetime(2026, 11, 23, 11, tzinfo=UTC), datetime(2026, 11, 24, 2, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 1, tzinfo=UTC), datetime(2026, 11, 23, 2, 30, tzinfo=UTC)),
        (datetime(2026, 11, 23, 2, 30, tzinfo=UTC), datetime(2026, 11, 24, 2, 30, tzinfo=UTC)),
        (datetime(2026, 7, 1, 11, tzinfo=UTC), datetime(2026, 7, 2, 1, 30, tzinfo=UTC)),
    ],
)
def test_nights_are_those_of_the_city(now: datetime, night: datetime) -> None:
    assert daily.next_night(now) == night


def test_a_start_schedules_one_night_and_the_night_the_next(app, session) -> None:
    daily.schedule(session, NOON)
    session.flush()
    daily.schedule(session, NOON)
    job = session.scalars(select(Job)).one()
    assert (job.name, job.queue, job.run_at) == (daily.NAME, jobs.WORKER, daily.next_night(NOON))

    first, job.run_at = job.id, NOON
    session.commit()
    assert Worker(app, jobs.WORKER).step()

    following = session.scalars(select(Job)).one()
    assert following.id != first
    assert following.name == daily.NAME
