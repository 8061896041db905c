"""A file under way: what its page tells, and what becomes of it when the work is broken off."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.db import utc_now
from marketplace.inventory.models import Count, Offer
from marketplace.inventory.uploading import applying, preparing
from marketplace.jobs import MOST_TRIES, Job
from tests.checked_client import CheckedClient
from tests.inventory import tables
from tests.inventory.sending import HAMMER, address, only, send, work


@pytest.fixture(autouse=True)
def signed_in(client: CheckedClient, clara: User) -> None:
    """The shop's owner is at her desk."""
    client.sign_in(clara)


def test_a_worker_that_dies_between_leaves_no_double_effect(
    app: Flask,
    client: CheckedClient,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(client, tables.goods(HAMMER))
    real = applying.apply

    def dies(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(applying, "apply", dies)
    with pytest.raises(KeyboardInterrupt):
        work(app, session)
    session.rollback()
    assert only(session).state == "working"
    assert session.scalars(select(Offer)).all() == []
    monkeypatch.setattr(applying, "apply", real)
    session.execute(Job.__table__.update().values(leased_until=utc_now() - timedelta(seconds=1)))

    work(app, session)

    upload = only(session)
    assert (upload.state, upload.created) == ("done", 1)
    counts = session.scalars(select(Count)).all()
    assert [(count.pieces, count.counted_at) for count in counts] == [(3, upload.created_at)]


@pytest.mark.parametrize(
    "step", ["marketplace.inventory.uploading.reading.read", "marketplace.inventory.uploading.applying._tell_index"]
)
def test_a_fault_of_ours_is_tried_again_and_the_page_says_so(
    app: Flask,
    client: CheckedClient,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    send(client, tables.goods(HAMMER))
    monkeypatch.setattr(step, lambda *_: 1 / 0)

    work(app, session)

    assert session.scalars(select(Offer)).all() == []
    assert "Es gab eine Störung." in client.get(address(only(session))).text
    assert session.scalars(select(Job.tries).where(Job.queue == "worker")).all() == [1]


def test_progress_is_seen_while_the_file_is_checked(
    app: Flask,
    client: CheckedClient,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    send(client, tables.goods(*[[f"A-{n}", "Ding", "1", "1"] for n in range(2_500)]))
    upload = only(session)
    session.rollback()
    seen: list[str] = []

    def looks(*_given: object) -> set[str]:
        seen.append(client.get(address(upload)).text)
        return set()

    monkeypatch.setattr(preparing, "known_skus", looks)
    work(app, session)

    assert "Wir prüfen die Zeilen: 2.000 von 2.500." in seen[0]


@pytest.mark.parametrize("end", ["parked", "thrown away"])
def test_a_file_that_nobody_works_on_any_more_says_so(
    app: Flask,
    client: CheckedClient,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    end: str,
) -> None:
    send(client, tables.goods(HAMMER))
    session.execute(update(Job).values(tries=MOST_TRIES - 1))
    monkeypatch.setattr("marketplace.inventory.uploading.reading.read", lambda *_: 1 / 0)
    work(app, session)
    if end == "thrown away":
        session.delete(session.scalars(select(Job).where(Job.parked_at.is_not(None))).one())
        session.commit()

    page = client.get(address(only(session))).text

    assert "Diese Datei ist liegen geblieben." in page
    assert "noch einmal;" not in page
    assert "<upload-progress" not in page
    assert "liegen geblieben" in client.get(address()).text


def test_a_file_taken_up_again_by_the_operator_is_under_way_again(client: CheckedClient, session: Session) -> None:
    send(client, tables.goods(HAMMER))
    session.execute(update(Job).values(parked_at=utc_now()))
    session.commit()
    assert "<upload-progress" not in client.get(address(only(session))).text

    session.execute(update(Job).values(parked_at=None))
    session.commit()

    assert "<upload-progress" in client.get(address(only(session))).text
