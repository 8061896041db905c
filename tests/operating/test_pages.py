"""The operator's pages: jobs, index, outbox."""

import pytest
from sqlalchemy import select

from marketplace import jobs
from marketplace.db import utc_now
from marketplace.finder import indexing, room
from marketplace.jobs import Job
from marketplace.operating import overview
from tests import make
from tests.checked_client import CheckedClient
from tests.desks import Town, town
from tests.make import NOON


@pytest.fixture
def here(session, client) -> Town:
    """A town whose operator is signed in."""
    found = town(session)
    client.sign_in(found.operator)
    return found


def parked(session) -> Job:
    job = jobs.later(session, "marketplace.mail:deliver", NOON, mail_id=7)
    session.flush()
    job.tries = jobs.MOST_TRIES
    jobs.failed(session, job.id, "Traceback\nConnectionRefusedError: nobody there", NOON)
    session.flush()
    return job


def test_a_parked_job_is_shown_with_its_fault_and_taken_up_again(session, client, here: Town) -> None:
    job = parked(session)
    page = client.get("/operator").text
    plain, _, folded = page.partition("<summary>Technische Angaben</summary>")
    assert "<strong>E-Mail verschicken</strong>" in plain
    assert "deliver" not in plain
    assert "ConnectionRefusedError: nobody there" in folded
    assert "mail_id" in folded

    client.post(f"/operator/jobs/{job.id}/retry")

    session.refresh(job)
    assert (job.parked_at, job.tries) == (None, 0)
    assert "Nichts ist liegen geblieben." in client.get("/operator").text


def test_a_parked_job_is_dropped(session, client, here: Town) -> None:
    job_id = parked(session).id

    assert client.post(f"/operator/jobs/{job_id}/removal").status_code == 303

    assert session.scalar(select(Job.id).where(Job.id == job_id)) is None


def test_a_job_that_waits_is_neither_retried_nor_dropped(session, client, here: Town) -> None:
    job = jobs.later(session, "marketplace.mail:deliver", NOON, mail_id=7)
    session.flush()

    assert client.post(f"/operator/jobs/{job.id}/retry").status_code == 404
    assert client.post(f"/operator/jobs/{job.id}/removal").status_code == 404
    assert "E-Mail verschicken" in client.get("/operator").text


def test_a_missing_index_is_said(client, here: Town) -> None:
    page = client.get("/operator/index").text

    assert "Der Index antwortet nicht." in page


def test_the_index_is_shown_and_checked(session, client: CheckedClient, here: Town) -> None:
    indexing.rebuild(session, utc_now())
    indexing.close_writer()

    state = overview.index_state(indexing.folder(), utc_now())
    assert (state.fault, state.products, state.stores) == ("", 1, 1)
    assert state.published_at is not None
    assert "Jedes Byte stimmt" in client.get("/operator/index?check=1").text


def test_little_room_on_the_disk_is_said(session, client: CheckedClient, here: Town, monkeypatch) -> None:
    indexing.rebuild(session, utc_now())
    indexing.close_writer()
    assert "wird es eng" not in client.get("/operator/index").text

    monkeypatch.setattr(room, "left_bytes", lambda _folder: 2_500_000)

    assert "2,5 MB sind noch frei" in client.get("/operator/index").text


def test_a_damaged_index_is_found_out(session, client: CheckedClient, here: Town) -> None:
    indexing.rebuild(session, utc_now())
    indexing.close_writer()
    segment = next(indexing.folder().glob("segment-*"))
    content = bytearray(segment.read_bytes())
    content[-1024:] = bytes(byte ^ 255 for byte in content[-1024:])
    segment.write_bytes(bytes(content))

    page = client.get("/operator/index?check=1").text

    assert "Jedes Byte stimmt" not in page
    assert 'class="message error"' in page


def test_a_rebuild_is_asked_for_once(session, client, here: Town) -> None:
    client.post("/operator/index")
    client.post("/operator/index")

    job = session.scalars(select(Job)).one()
    assert (job.name, job.queue, job.values) == (overview.REBUILD, jobs.INDEXER, {})
    assert jobs.function(job.name) is indexing.rebuild
    assert "wird gerade gebaut oder wartet" in client.get("/operator/index").text


def test_the_outbox_shows_every_mail_with_its_text(session, client, here: Town) -> None:
    make.letter(session, "ana@stadtregal.example", name="<b>", link="https://stadt.example/x")
    make.letter(session, "ben@stadtregal.example").sent_at = NOON

    page = client.get("/operator/outbox").text

    assert "SMTP_HOST" in page
    assert 'href="https://stadt.example/x"' in page
    assert "&lt;b&gt;" in page
    assert page.index("ben@stadtregal.example") < page.index("ana@stadtregal.example")
    assert "wartet" in page


def test_a_full_outbox_has_pages(session, client, here: Town, monkeypatch) -> None:
    monkeypatch.setattr(overview, "ON_A_PAGE", 1)
    for name in ("Erste", "Zweite"):
        make.letter(session, name=name)

    assert "Erste" in client.get("/operator/outbox?page=2").text
