"""Mail over a real SMTP server on this machine."""

import email
import socket
import threading
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace import mail
from marketplace.accounts.models import Throttle
from marketplace.db import db
from marketplace.jobs import WORKER, Job
from marketplace.mail import Mail, compose, deliver
from marketplace.working import Worker
from tests import make
from tests.make import NOON

LINK = "http://127.0.0.1:8000/reset-password/" + "x" * 90


class Postbox:
    """What the mail server got; it says no for as long as `answer` does, and tells `arrived` of each mail."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.answer = "250 OK"
        self.on_arrival = lambda: None

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        self.on_arrival()
        if self.answer.startswith("250"):
            self.mails.append(email.message_from_bytes(envelope.content, policy=default))
        return self.answer


def knows(_server, _session, _envelope, _mechanism, given) -> AuthResult:
    return AuthResult(success=given == LoginPassword(b"town", b"secret"))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def postbox() -> Iterator[Controller]:
    controller = Controller(
        Postbox(),
        hostname="127.0.0.1",
        port=free_port(),
        authenticator=knows,
        auth_require_tls=False,
        auth_required=False,
    )
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def posted(app, postbox):
    """The application with a mail server."""
    app.config["SMTP_HOST"] = "127.0.0.1"
    app.config["SMTP_PORT"] = postbox.port
    return app


def the_mail(session: Session) -> Mail:
    session.expire_all()
    return session.scalars(select(Mail)).one()


def test_a_letter_leaves_with_the_worker_and_arrives_whole_in_both_forms(posted, session, postbox):
    make.letter(session, "kaethe@example.org")
    session.commit()

    Worker(posted, WORKER).step()

    [arrived] = postbox.handler.mails
    assert arrived["To"] == "kaethe@example.org"
    assert arrived["From"] == "stadtregal@localhost"
    assert arrived["Subject"] == "Neues Passwort für Stadtregal"
    assert arrived["Date"].datetime == NOON
    assert arrived.get_content_type() == "multipart/alternative"
    text, html = (part.get_content().replace("\r\n", "\n") for part in arrived.iter_parts())
    assert text.startswith(
        f"Guten Tag Käthe,\n\nhier setzen Sie ein neues Passwort:\n\nNeues Passwort setzen:\n{LINK}\n\n"
    )
    assert html.strip() == the_mail(session).html
    assert f'href="{LINK}"' in html
    assert the_mail(session).sent_at
    assert session.scalars(select(Job)).all() == []


def test_the_head_says_that_a_machine_wrote_and_keeps_its_number_over_tries(posted, session, postbox):
    posted.config["MAIL_FROM"] = "Stadtregal <regal@stadt.example>"
    written = make.letter(session, written_in="en")
    session.commit()

    deliver(session, NOON, written.id)
    written.sent_at = None
    session.commit()
    deliver(session, NOON, written.id)

    first, second = postbox.handler.mails
    assert first["Message-ID"] == second["Message-ID"] == f"<{written.id}.{int(NOON.timestamp())}@stadt.example>"
    assert (first["Auto-Submitted"], first["Content-Language"]) == ("auto-generated", "en")
    assert first["List-Unsubscribe"] is None


def test_a_letter_one_can_do_without_is_ended_by_one_click(posted, session, postbox):
    make.letter(session, unsubscribe_url="https://stadt.example/notices/MUSTER")
    session.commit()

    Worker(posted, WORKER).step()

    [arrived] = postbox.handler.mails
    assert arrived["List-Unsubscribe"] == "<https://stadt.example/notices/MUSTER>"
    assert arrived["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Diese Nachrichten abbestellen (https://stadt.example/notices/MUSTER)" in the_mail(session).text


def test_a_letter_is_in_its_readers_language_whatever_page_it_is_written_for(app):
    values = {"by": "Clara", "shop": "Café Linde", "kind": "staff", "link": LINK, "expires_at": NOON}

    with app.test_request_context("/en/mg"):
        german = compose("accounts/invitation", "de", **values)
    with app.test_request_context("/mg"):
        english = compose("accounts/invitation", "en", **values)

    assert '<html lang="de">' in german.html
    assert "23.11.2026" in german.text
    assert '<html lang="en">' in english.html
    assert english.subject == "Invitation: Café Linde on Stadtregal"
    assert "23 Nov 2026" in english.text
    assert "http://127.0.0.1:8000/en/" in english.text


def test_what_people_typed_is_text_in_both_forms(app):
    values = {"by": "<b>Ben</b>", "shop": "Tee & <i>mehr</i>", "kind": "staff", "link": LINK, "expires_at": NOON}

    with app.app_context():
        written = compose("accounts/invitation", "de", **values)

    assert "<b>" not in written.html
    assert "&lt;b&gt;Ben&lt;/b&gt; lädt Sie ein" in written.html
    assert "<b>Ben</b> lädt Sie ein" in written.text
    assert written.subject == "Einladung: Tee & <i>mehr</i> auf Stadtregal"


def test_a_mail_is_written_with_the_change_or_not_at_all(posted, session, postbox):
    make.letter(session)
    session.rollback()

    assert Worker(posted, WORKER).step() is False
    assert postbox.handler.mails == []


def test_a_server_that_refuses_gets_the_mail_again_later(posted, session, postbox):
    make.letter(session)
    session.commit()
    postbox.handler.answer = "451 Try again later"
    worker = Worker(posted, WORKER)
    worker.step()
    job = session.scalars(select(Job)).one()
    refused = (job.tries, "451" in job.fault, the_mail(session).sent_at)

    postbox.handler.answer = "250 OK"
    session.get_one(Job, job.id).run_at = NOON.replace(year=2000)
    session.commit()
    worker.step()

    assert refused == (1, True, None)
    assert len(postbox.handler.mails) == 1
    assert the_mail(session).sent_at


def test_a_server_that_is_away_is_tried_again(posted, session, postbox):
    make.letter(session)
    session.commit()
    posted.config["SMTP_PORT"] = free_port()

    Worker(posted, WORKER).step()

    assert "ConnectionRefusedError" in session.scalars(select(Job)).one().fault


def test_nobody_who_writes_waits_for_the_mail_server(posted, session, postbox):
    make.letter(session)
    session.commit()
    engine, written = db.engine, threading.Event()

    def write_meanwhile() -> None:
        with Session(engine) as other:
            other.add(Throttle(key="meanwhile", last_failure_at=NOON))
            other.commit()
        written.set()

    postbox.handler.on_arrival = write_meanwhile

    Worker(posted, WORKER).step()

    assert written.is_set()
    assert the_mail(session).sent_at


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
@pytest.mark.parametrize(("user", "arrives"), [("town", True), ("", False)])
def test_a_server_may_want_a_sign_in(posted, session, postbox, user, arrives):
    postbox.SMTP_kwargs["auth_required"] = True
    posted.config.update(SMTP_USER=user, SMTP_PASSWORD="secret")
    make.letter(session)
    session.commit()

    Worker(posted, WORKER).step()

    assert bool(postbox.handler.mails) is arrives
    assert bool(the_mail(session).sent_at) is arrives


def test_a_server_that_cannot_encrypt_gets_nothing_where_encryption_is_set(posted, session, postbox):
    posted.config["SMTP_STARTTLS"] = True
    make.letter(session)
    session.commit()

    Worker(posted, WORKER).step()

    assert postbox.handler.mails == []
    assert "STARTTLS" in session.scalars(select(Job)).one().fault


def test_a_mail_that_has_left_does_not_leave_again(posted, session, postbox):
    written = make.letter(session)
    written.sent_at = NOON
    session.commit()

    deliver(session, NOON, written.id)

    assert postbox.handler.mails == []


def test_without_a_mail_server_a_mail_stays_in_the_outbox(app, session):
    make.letter(session)
    session.commit()

    Worker(app, WORKER).step()

    assert the_mail(session).sent_at is None
    assert session.scalars(select(Job)).all() == []


def test_a_line_break_in_a_name_cannot_smuggle_a_header(posted, session, postbox):
    values = {"by": "", "kind": "staff", "link": LINK, "expires_at": NOON, "shop": "Tee\nBcc: ben@example.org"}
    mail.letter(session, "ana@example.org", "accounts/invitation", "de", NOON, **values)
    session.commit()

    Worker(posted, WORKER).step()

    [arrived] = postbox.handler.mails
    assert arrived["Bcc"] is None
    assert arrived["Subject"] == "Einladung: Tee Bcc: ben@example.org auf Stadtregal"


def test_a_line_break_in_an_address_cannot_either(posted, session, postbox):
    make.letter(session, "ana@example.org\nBcc: ben@example.org")
    session.commit()

    Worker(posted, WORKER).step()

    assert postbox.handler.mails == []
    assert "ValueError" in session.scalars(select(Job)).one().fault
