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

from marketplace.accounts.models import Throttle
from marketplace.db import db
from marketplace.jobs import WORKER, Job
from marketplace.mail import Mail, deliver, send
from marketplace.working import Worker
from tests.make import NOON

TEXT = "Guten Tag,\n\nIhr Link für Käthes Lädchen:\nhttp://127.0.0.1:8000/reset/" + "x" * 90 + "\n"


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


def test_a_mail_leaves_with_the_worker_and_arrives_whole(posted, session, postbox):
    send(session, "kaethe@example.org", "Neues Passwort für Käthe", TEXT, NOON)
    session.commit()

    Worker(posted, WORKER).step()

    [arrived] = postbox.handler.mails
    assert arrived["To"] == "kaethe@example.org"
    assert arrived["From"] == "stadtregal@localhost"
    assert arrived["Subject"] == "Neues Passwort für Käthe"
    assert arrived["Date"].datetime == NOON
    assert arrived["Message-ID"].startswith(f"<{the_mail(session).id}.")
    assert arrived.get_content().replace("\r\n", "\n") == TEXT
    assert the_mail(session).sent_at
    assert session.scalars(select(Job)).all() == []


def test_a_mail_is_written_with_the_change_or_not_at_all(posted, session, postbox):
    send(session, "ana@example.org", "Nie", "geschrieben", NOON)
    session.rollback()

    assert Worker(posted, WORKER).step() is False
    assert postbox.handler.mails == []


def test_a_server_that_refuses_gets_the_mail_again_later(posted, session, postbox):
    send(session, "ana@example.org", "Hallo", TEXT, NOON)
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
    send(session, "ana@example.org", "Hallo", TEXT, NOON)
    session.commit()
    posted.config["SMTP_PORT"] = free_port()

    Worker(posted, WORKER).step()

    assert "ConnectionRefusedError" in session.scalars(select(Job)).one().fault


def test_nobody_who_writes_waits_for_the_mail_server(posted, session, postbox):
    send(session, "ana@example.org", "Hallo", TEXT, NOON)
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
    send(session, "ana@example.org", "Hallo", TEXT, NOON)
    session.commit()

    Worker(posted, WORKER).step()

    assert bool(postbox.handler.mails) is arrives
    assert bool(the_mail(session).sent_at) is arrives


def test_a_server_that_cannot_encrypt_gets_nothing_where_encryption_is_set(posted, session, postbox):
    posted.config["SMTP_STARTTLS"] = True
    send(session, "ana@example.org", "Hallo", TEXT, NOON)
    session.commit()

    Worker(posted, WORKER).step()

    assert postbox.handler.mails == []
    assert "STARTTLS" in session.scalars(select(Job)).one().fault


def test_a_mail_that_has_left_does_not_leave_again(posted, session, postbox):
    mail = send(session, "ana@example.org", "Hallo", TEXT, NOON)
    mail.sent_at = NOON
    session.commit()

    deliver(session, NOON, mail.id)

    assert postbox.handler.mails == []


def test_without_a_mail_server_a_mail_stays_in_the_outbox(app, session):
    send(session, "ana@example.org", "Hallo", TEXT, NOON)
    session.commit()

    Worker(app, WORKER).step()

    assert the_mail(session).sent_at is None
    assert session.scalars(select(Job)).all() == []


def test_a_line_break_in_a_subject_cannot_smuggle_a_header(posted, session, postbox):
    send(session, "ana@example.org", "Hallo\nBcc: ben@example.org", TEXT, NOON)
    session.commit()

    Worker(posted, WORKER).step()

    assert postbox.handler.mails == []
    assert "ValueError" in session.scalars(select(Job)).one().fault
