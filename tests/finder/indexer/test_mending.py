"""The indexer is killed, its index harmed: nothing is lost, and the index is whole again."""

import signal
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.db import utc_now
from marketplace.finder import comparing, indexing
from marketplace.finder.answers import answer
from marketplace.finder.indexer import Indexer
from marketplace.finder.parameters import Asked
from marketplace.finder.where import Here
from marketplace.inventory.models import Offer
from tests.finder.indexer.running import (
    IN_A_JOB,
    PATIENCE_S,
    bring_bulk,
    index_of,
    no_job_is_left,
    on_sqlite,
    prices,
    reprice,
    total,
    wait_until,
)


def test_an_indexer_that_is_killed_in_between_loses_nothing(app, session, town, running):
    first = running.indexer()
    bring_bulk(app, session, town, IN_A_JOB)
    index = index_of(app)
    wait_until(lambda: total(index, "Tasse") > 200)
    first.send_signal(signal.SIGKILL)
    first.wait()
    reprice(app, session, 4_321)
    published = total(index, "Tasse")
    assert prices(index, "Leuchtturm") == [1000]

    running.indexer()

    wait_until(lambda: total(index, "Tasse") == 200 + IN_A_JOB and prices(index, "Leuchtturm") == [4_321])
    wait_until(lambda: no_job_is_left(session))
    assert comparing.compare_settled(session, utc_now()).agrees
    assert 200 < published <= 200 + IN_A_JOB


def ask(session: Session) -> bool:
    """Whether a results page would be whole."""
    city = session.scalars(select(City)).one()
    return answer(session, Asked(q="Leuchtturm"), Here(city.point, "", "middle"), city, utc_now()).is_whole


def damage(folder: Path) -> None:
    for path in folder.glob("*.arrays"):
        path.write_bytes(b"foreign")


def remove(folder: Path) -> None:
    for path in folder.iterdir():
        path.unlink()


@on_sqlite
@pytest.mark.parametrize("harm", [damage, remove])
def test_pages_answer_without_an_index_and_reindex_mends_it(app, session, town, running, harm):
    folder = app.config["VAR_DIR"] / "index"
    indexing.rebuild(session, utc_now())
    indexing.close_writer()
    session.rollback()
    harm(folder)
    whole_before = ask(session)
    session.rollback()

    command = running.flask("reindex")
    words, _ = command.communicate(timeout=PATIENCE_S)

    assert whole_before is False
    assert command.returncode == 0, words
    assert "Building the index" in words
    assert "The index is new." in words
    assert ask(session) is True


@on_sqlite
def test_an_indexer_that_finds_a_damaged_index_builds_it_anew(app, session, town, running):
    indexing.rebuild(session, utc_now())
    indexing.close_writer()
    session.rollback()
    damage(app.config["VAR_DIR"] / "index")

    running.indexer()

    assert total(index_of(app), "Tasse") == 200


@on_sqlite
def test_an_idle_indexer_notices_damage_and_ends_for_its_supervisor_to_start_it_anew(app, town, running):
    process = running.indexer()

    damage(app.config["VAR_DIR"] / "index")

    assert process.wait(20) != 0
    running.indexer()
    assert total(index_of(app), "Tasse") == 200


@on_sqlite
def test_an_indexer_whose_folder_was_removed_ends_for_its_supervisor_to_start_it_anew(app, session, town, running):
    process = running.indexer()
    remove(app.config["VAR_DIR"] / "index")

    reprice(app, session, 4_321)

    assert process.wait(20) != 0
    assert "The folder of the index was removed" in process.stdout.read()
    running.indexer()
    assert prices(index_of(app), "Leuchtturm") == [4_321]


@on_sqlite
def test_an_idle_indexer_builds_anew_what_is_mostly_given_up_places(app, session, town, monkeypatch):
    monkeypatch.setattr("search.slots.LEAST_SPARE", 10)
    indexing.rebuild(session, utc_now())
    generation = index_of(app).generation
    cups = session.scalars(select(Offer).where(Offer.price_cents == 500).order_by(Offer.id).limit(150)).all()
    for cup in cups:
        cup.ended_at = utc_now()
    session.commit()
    indexing.index_offers(session, utc_now(), [cup.id for cup in cups])
    assert indexing.writer().is_wasteful

    Indexer(app)._demand_whole_index()

    assert not indexing.writer().is_wasteful
    assert index_of(app).generation > generation + 1
    assert total(index_of(app), "Tasse") == 50
    indexing.close_writer()
