"""Mail: written into the outbox with the change that causes it, sent by the worker."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage

from flask import current_app
from sqlalchemy.orm import Mapped, Session, mapped_column

from marketplace import jobs
from marketplace.db import Base, reading

TIMEOUT_S = 20


class Mail(Base):
    """One mail. It stays in the outbox, where the operator can read it, until a mail server has taken it."""

    __tablename__ = "mails"

    id: Mapped[int] = mapped_column(primary_key=True)
    recipient: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]


def send(session: Session, recipient: str, subject: str, text: str, now: datetime) -> Mail:
    """Write a mail into the caller's transaction.

    It leaves after the commit; without a mail server it waits in the outbox.
    """
    mail = Mail(recipient=recipient, subject=subject, text=text, created_at=now)
    session.add(mail)
    session.flush()
    jobs.later(session, "marketplace.mail:deliver", now, mail_id=mail.id)
    return mail


def deliver(session: Session, now: datetime, mail_id: int) -> None:
    """The job: hand one mail to the mail server. Raises what smtplib raises, so that the job is tried again.

    No transaction is open meanwhile: nobody who writes waits for a slow mail server.
    """
    with reading():
        mail = session.get_one(Mail, mail_id)
        message = None if mail.sent_at else _message(mail)
        session.rollback()
    if message and current_app.config["SMTP_HOST"]:
        _hand_over(message)
        session.get_one(Mail, mail_id).sent_at = now


def _message(mail: Mail) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = current_app.config["MAIL_FROM"], mail.recipient, mail.subject
    message["Date"] = mail.created_at
    message["Message-ID"] = f"<{mail.id}.{int(mail.created_at.timestamp())}@stadtregal>"
    message.set_content(mail.text)
    return message


def _hand_over(message: EmailMessage) -> None:
    config = current_app.config
    with smtplib.SMTP(config["SMTP_HOST"], config["SMTP_PORT"], timeout=TIMEOUT_S) as server:
        if config["SMTP_STARTTLS"]:
            server.starttls(context=ssl.create_default_context())
        if config["SMTP_USER"]:
            server.login(config["SMTP_USER"], config["SMTP_PASSWORD"])
        server.send_message(message)
