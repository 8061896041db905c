"""Mail: written into the outbox with the change that causes it, sent by the worker."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import parseaddr
from typing import Any

from flask import current_app, render_template
from sqlalchemy import update
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace import jobs, language
from marketplace.db import Base, reading
from marketplace.plain import title_and_text

TIMEOUT_S = 20


class Mail(Base):
    """One mail. It stays in the outbox, where the operator can read it, until a mail server has taken it."""

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    language: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str | None]
    unsubscribe_url: Mapped[str | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a mail says, in its two forms."""

    subject: str
    text: str
    html: str


def letter(
    session: Session,
    recipient: str,
    name: str,
    written_in: str,
    now: datetime,
    /,
    unsubscribe_url: str | None = None,
    **values: Any,
) -> Mail:
    """Write `package/letter` to somebody in her language (`de`, `en`), into the caller's transaction.

    It leaves after the commit; without a mail server it waits in the outbox. A letter one can do without names the
    address that ends it, where a POST alone is enough (RFC 8058).
    """
    written = compose(name, written_in, unsubscribe_url=unsubscribe_url, **values)
    mail = Mail(
        recipient=recipient,
        language=written_in,
        subject=written.subject,
        text=written.text,
        html=written.html,
        unsubscribe_url=unsubscribe_url,
        created_at=now,
    )
    session.add(mail)
    session.flush()
    jobs.later(session, "marketplace.mail:deliver", now, mail_id=mail.id)
    return mail


def compose(name: str, written_in: str, /, unsubscribe_url: str | None = None, **values: Any) -> Letter:
    """The letter of `templates/package/mail/letter.html`. The text form is read from the HTML one."""
    package, _, template = name.partition("/")
    home_url = str(current_app.config["SERVER_URL"]).rstrip("/") + ("/en/" if written_in == "en" else "/")
    with language.speaking(written_in):
        html = render_template(
            f"{package}/mail/{template}.html", home_url=home_url, unsubscribe_url=unsubscribe_url, **values
        )
    subject, text = title_and_text(html)
    return Letter(subject, text, html)


def deliver(session: Session, now: datetime, mail_id: int) -> None:
    """The job: hand one mail to the mail server. Raises what smtplib raises, so that the job is tried again.

    A mail that was erased meanwhile leaves no more. No transaction is open while the server is talked to: nobody who
    writes waits for a slow one.
    """
    with reading():
        mail = session.get(Mail, mail_id)
        message = _message(mail) if mail and not mail.sent_at else None
        session.rollback()
    if message and current_app.config["SMTP_HOST"]:
        _hand_over(message)
        session.execute(update(Mail).where(Mail.id == mail_id).values(sent_at=now))


def _message(mail: Mail) -> EmailMessage:
    """The mail on its way. A second try carries the same Message-ID; nobody's absence notice answers a machine."""
    sender, message = current_app.config["MAIL_FROM"], EmailMessage()
    domain = parseaddr(sender)[1].rpartition("@")[2]
    message["From"], message["To"], message["Subject"] = sender, mail.recipient, mail.subject
    message["Date"] = mail.created_at
    message["Message-ID"] = f"<{mail.id}.{int(mail.created_at.timestamp())}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe_url:
        message["List-Unsubscribe"] = f"<{mail.unsubscribe_url}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(mail.text)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    message["Content-Language"] = mail.language
    return message


def _hand_over(message: EmailMessage) -> None:
    config = current_app.config
    with smtplib.SMTP(config["SMTP_HOST"], config["SMTP_PORT"], timeout=TIMEOUT_S) as server:
        if config["SMTP_STARTTLS"]:
            server.starttls(context=ssl.create_default_context())
        if config["SMTP_USER"]:
            server.login(config["SMTP_USER"], config["SMTP_PASSWORD"])
        server.send_message(message)
