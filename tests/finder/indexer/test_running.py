"""The indexer begins, ends, and is handed work."""

import signal

from sqlalchemy import select

from marketplace.db import utc_now
from marketplace.finder import headway, indexing
from marketplace.jobs import Job
from tests.finder.indexer.running import PATIENCE_S, index_of, on_sqlite, prices, reprice, total, wait_until


@on_sqlite
def test_it_ends_when_asked_and_leaves_the_index_to_the_next(app, town, running):
    process = running.indexer()

    process.send_signal(signal.SIGTERM)

    assert process.wait(10) == 0
    with app.app_context():
        indexing.writer()
        indexing.close_writer()


@on_sqlite
def test_a_second_indexer_says_so_and_ends(app, town, running):
    running.indexer()

    second = running.flask("index")

    words, _ = second.communicate(timeout=30)
    assert second.returncode == 1
    assert "Another process is writing the index" in words
    assert "Traceback" not in words


@on_sqlite
def test_reindex_hands_the_work_to_the_running_indexer(app, session, town, running):
    running.indexer()
    generation = index_of(app).generation
    index = index_of(app)
    begun = utc_now()

    command = running.flask("reindex")
    words, _ = command.communicate(timeout=PATIENCE_S)

    assert command.returncode == 0, words
    assert "Building the index" in words
    assert "The running indexer has built the index anew." in words
    with app.app_context():
        done, total_told = headway.told_since(begun)
    assert done == total_told > 0
    assert index.generation > generation
    assert total(index, "Tasse") == 200


@on_sqlite
def test_a_job_that_fails_is_tried_again_and_holds_up_no_other(app, session, town, running):
    running.indexer()
    index = index_of(app)
    now = utc_now()
    session.add(Job(queue="indexer", rank=1, name="no.such:thing", values={}, run_at=now, created_at=now))
    reprice(app, session, 4_321)

    wait_until(lambda: prices(index, "Leuchtturm") == [4_321])
    wait_until(lambda: session.rollback() or session.scalars(select(Job.tries)).all() == [1])
    [left] = session.scalars(select(Job)).all()

    assert left.name == "no.such:thing"
    assert "ModuleNotFoundError" in left.fault
    assert left.run_at > utc_now()
