import threading
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.db import db
from marketplace.jobs import INDEXER, LEASE, MOST_TRIES, WORKER, Job, claim, failed, function, later, retry, waiting
from tests.make import NOON

NAME = "marketplace.mail:deliver"


def test_a_job_is_claimed_once_and_its_lease_keeps_it(session):
    later(session, NAME, NOON, mail_id=7)
    session.commit()

    job = claim(session, WORKER, NOON)

    assert job is not None
    assert (job.name, job.values, job.tries) == (NAME, {"mail_id": 7}, 1)
    assert job.leased_until == NOON + LEASE
    assert claim(session, WORKER, NOON + LEASE) is None


def test_a_dead_workers_job_is_free_after_its_lease(session):
    later(session, NAME, NOON)
    session.commit()
    first = claim(session, WORKER, NOON)

    again = claim(session, WORKER, NOON + LEASE + timedelta(seconds=1))

    assert again is first
    assert again.tries == 2


def test_a_job_does_not_outlive_the_change_that_was_undone(session):
    later(session, NAME, NOON)
    session.rollback()

    assert claim(session, WORKER, NOON) is None


def test_a_smaller_rank_goes_first_then_the_older_one(session):
    for rank, number in ((5, 1), (1, 2), (5, 3), (1, 4)):
        later(session, NAME, NOON, rank=rank, number=number)
    session.commit()

    claimed = [claim(session, WORKER, NOON).values["number"] for _ in range(4)]

    assert claimed == [2, 4, 1, 3]


def test_each_process_takes_its_own_queue_only(session):
    later(session, NAME, NOON, INDEXER)
    session.commit()

    assert claim(session, WORKER, NOON) is None
    assert claim(session, INDEXER, NOON) is not None


def test_a_job_for_later_waits_for_its_time(session):
    later(session, NAME, NOON + timedelta(hours=1))
    session.commit()

    assert claim(session, WORKER, NOON) is None
    assert claim(session, WORKER, NOON + timedelta(hours=1)) is not None


def test_an_unknown_queue_is_refused_by_the_database(session):
    job = later(session, NAME, NOON)
    session.flush()
    job.queue = "nobody"

    with pytest.raises(IntegrityError):
        session.flush()
    session.rollback()


def test_workers_together_do_every_job_once(app, session):
    for number in range(60):
        later(session, NAME, NOON, number=number)
    session.commit()
    engine, together = db.engine, threading.Barrier(4)
    done: list[int] = []
    faults: list[Exception] = []

    def work() -> None:
        together.wait()
        try:
            with Session(engine) as own:
                while job := claim(own, WORKER, NOON):
                    done.append(job.values["number"])
                    own.rollback()
        except Exception as fault:
            faults.append(fault)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert faults == []
    assert sorted(done) == list(range(60))


def test_a_second_worker_takes_the_next_job_while_the_first_still_claims(session):
    """On PostgreSQL a claim under way locks its row; on SQLite claims wait for each other."""
    later(session, NAME, NOON, number=1)
    later(session, NAME, NOON, number=2)
    session.commit()
    if session.get_bind().dialect.name == "sqlite":
        assert claim(session, WORKER, NOON).values == {"number": 1}
        session.rollback()
    else:
        session.scalars(select(Job).where(Job.rank == 5).order_by(Job.id).limit(1).with_for_update()).all()

    with Session(db.engine) as other:
        assert claim(other, WORKER, NOON).values == {"number": 2}


def test_no_id_is_given_out_twice(session):
    first = later(session, NAME, NOON)
    session.commit()
    first_id = first.id
    session.delete(first)
    session.commit()

    second = later(session, NAME, NOON)
    session.flush()

    assert second.id > first_id


def test_waiting_says_what_claim_would_do(session):
    later(session, NAME, NOON + timedelta(minutes=1))
    session.commit()
    soon = NOON + timedelta(minutes=1)

    assert not waiting(session, WORKER, NOON)
    assert waiting(session, WORKER, soon)
    assert not waiting(session, INDEXER, soon)
    claim(session, WORKER, soon)
    assert not waiting(session, WORKER, soon)
    assert waiting(session, WORKER, soon + LEASE + timedelta(seconds=1))


def test_a_failure_is_tried_again_after_a_pause_that_doubles_then_parked(session):
    later(session, NAME, NOON)
    session.commit()
    now, pauses = NOON, []

    while job := claim(session, WORKER, now):
        failed(session, job.id, "no answer", now)
        session.commit()
        pauses.append((job.run_at - now).total_seconds())
        now = max(now, job.run_at)

    assert pauses == [30, 60, 120, 240, 480, 960, 1920, 0]
    parked = session.scalars(select(Job)).one()
    assert (parked.tries, parked.parked_at, parked.fault) == (MOST_TRIES, now, "no answer")


def test_a_parked_job_is_taken_up_as_if_it_were_new(session):
    job = later(session, NAME, NOON)
    job.tries, job.parked_at, job.fault = MOST_TRIES, NOON, "no answer"
    session.commit()
    session.info.pop("nudge", None)

    retry(session, job.id, NOON + timedelta(hours=2))
    session.commit()

    assert session.info["nudge"] == {WORKER}
    assert claim(session, WORKER, NOON + timedelta(hours=2)).tries == 1


def test_a_job_names_its_function():
    assert function("marketplace.jobs:claim") is claim
    with pytest.raises(AttributeError):
        function("marketplace.jobs:nothing")


def test_writing_a_job_says_which_process_to_wake(session):
    later(session, NAME, NOON, INDEXER)

    assert session.info["nudge"] == {INDEXER}
    assert session.scalar(select(func.count(jobs.Job.id))) == 1
