"""The outbox's frames and the sample of every letter."""

import re

import pytest
from jinja2 import StrictUndefined
from sqlalchemy import select

from marketplace import mail
from marketplace.config import ROOT
from marketplace.mail import Mail
from marketplace.operating.sample_letters import samples
from tests import make
from tests.desks import town
from tests.make import NOON

TEMPLATES = ROOT / "templates"
LETTERS = sorted(f"{path.parts[-3]}/{path.stem}" for path in TEMPLATES.glob("*/mail/*.html"))
MARKUP = {"a", "blockquote", "body", "br", "dd", "dl", "dt", "em", "footer", "h1", "h2", "head", "header", "html", "li"}
MARKUP |= {"meta", "ol", "p", "strong", "style", "title", "ul"}


def test_every_letter_has_a_sample(bare_app):
    with bare_app.app_context():
        assert sorted(samples(NOON)) == LETTERS


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_uses_what_it_is_given_and_markup_that_mail_programs_show(bare_app, monkeypatch, name, language):
    monkeypatch.setattr(bare_app.jinja_env, "undefined", StrictUndefined)
    with bare_app.app_context():
        written = mail.compose(name, language, **samples(NOON)[name])

    assert written.subject
    assert written.text.count("\n\n") > 2
    assert set(re.findall(r"<(\w+)", written.html)) <= MARKUP
    assert not re.search(r"\ssrc=|url\(|@import", written.html), "a letter loads nothing"
    assert len(written.html) < 100_000, "mail programs cut longer letters off"


@pytest.fixture
def operator(session, client):
    """A town with a letter in the outbox, whose operator is signed in."""
    client.sign_in(town(session).operator)
    make.letter(session)
    session.commit()
    return client


def test_the_outbox_shows_both_forms_and_the_frame_can_do_nothing(session, operator):
    found = session.scalars(select(Mail)).one()

    page = operator.get("/operator/outbox").text
    frame = operator.get(f"/operator/outbox/{found.id}")

    assert re.search(rf'<iframe[^>]* sandbox [^>]*src="/operator/outbox/{found.id}"', page)
    assert '<a href="http://127.0.0.1:8000/reset-password/xxx' in page
    assert frame.text == found.html
    policy = frame.headers["Content-Security-Policy"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; sandbox"


def test_a_mail_from_before_has_only_its_text(session, operator):
    found = session.scalars(select(Mail)).one()
    found.html = None
    session.commit()

    assert "<iframe" not in operator.get("/operator/outbox").text
    assert operator.get(f"/operator/outbox/{found.id}").status_code == 404


def test_every_letter_can_be_read_beforehand_in_both_languages(operator):
    page = operator.get("/operator/letters?letter=accounts/invitation&language=en").text

    assert "Invitation: Café Linde on Stadtregal" in page
    assert 'src="/operator/letters/accounts/invitation?language=en"' in page
    assert "Clara invites you" in operator.get("/operator/letters/accounts/invitation?language=en").text
    assert "Clara lädt Sie ein" in operator.get("/operator/letters/accounts/invitation?language=nonsense").text


@pytest.mark.parametrize(
    "address", ["/operator/letters?letter=gibt/es-nicht", "/operator/letters/gibt", "/operator/outbox/999"]
)
def test_a_letter_that_is_not_there_is_said(operator, address):
    assert operator.get(address).status_code == 404
