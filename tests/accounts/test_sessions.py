from datetime import timedelta

import pytest
from sqlalchemy import select, update

from marketplace.accounts import presence, sessions
from marketplace.accounts.models import SignIn
from marketplace.db import db, utc_now
from marketplace.errors import NotFound
from tests import make
from tests.make import NOON


def test_a_token_is_found_until_it_is_too_old(session):
    ana = make.user(session)
    token = sessions.begin(session, ana, "Firefox, Linux", NOON)

    assert sessions.find(session, token, NOON + sessions.LIFETIME).user is ana
    assert sessions.find(session, token, NOON + sessions.LIFETIME + timedelta(seconds=1)) is None
    assert sessions.find(session, "geraten", NOON) is None


def test_signing_in_clears_away_what_is_too_old(session):
    ana = make.user(session)
    sessions.begin(session, ana, "", NOON)
    later = NOON + sessions.LIFETIME + timedelta(seconds=1)

    sessions.begin(session, ana, "", later)

    assert len(list(session.scalars(select(SignIn)))) == 1


def test_nobody_ends_the_sign_in_of_another(session):
    ana, ben = make.user(session, "Ana"), make.user(session, "Ben")
    token = sessions.begin(session, ana, "", NOON)
    session.flush()
    theirs = sessions.of(session, ana.id, NOON)[0].id

    with pytest.raises(NotFound):
        sessions.end(session, ben.id, theirs)

    assert sessions.find(session, token, NOON) is not None


def seen(session):
    """What the database says now. No transaction is left open, so that the next writer need not wait."""
    session.rollback()
    moment = session.scalar(select(SignIn.last_seen_at))
    session.rollback()
    return moment


def test_being_here_is_noted_at_most_every_five_minutes(client, session):
    client.sign_in(make.user(session))
    just_now = utc_now() - timedelta(minutes=4)
    session.scalar(select(SignIn)).last_seen_at = just_now
    client.get("/account")
    assert seen(session) == just_now

    session.scalar(select(SignIn)).last_seen_at = utc_now() - timedelta(minutes=6)
    client.get("/account")
    assert utc_now() - seen(session) < timedelta(minutes=1)


def test_a_reader_does_not_wait_for_a_writer_to_be_noted(client, session):
    client.sign_in(make.user(session))
    row = session.scalar(select(SignIn))
    row.last_seen_at = before = utc_now() - timedelta(minutes=6)
    sign_in_id = row.id
    session.commit()
    with db.engine.connect() as writer:
        writer.execute(update(SignIn).values(browser="held"))
        begun = utc_now()

        presence.note(db.engine, sign_in_id, before, utc_now())

        assert utc_now() - begun < timedelta(seconds=1)
        writer.rollback()
    assert seen(session) == before
    presence.note(db.engine, sign_in_id, before, utc_now())
    assert seen(session) > before


def test_pages_of_a_signed_in_person_are_not_kept_by_proxies(client, session):
    client.sign_in(make.user(session))

    assert client.get("/account").headers["Cache-Control"] == "private, no-cache"
