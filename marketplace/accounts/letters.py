"""The mails of an account, each in its reader's language. A template's first line is the subject."""

from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import force_locale
from sqlalchemy.orm import Session

from marketplace import mail
from marketplace.accounts import links
from marketplace.accounts.models import Invitation, User
from marketplace.accounts.workplaces import retailer_name


def invitation_link(invitation: Invitation, language: str = "de") -> str:
    """The link that lets the invited person in. It is bound to all that the row says, not to its number alone."""
    bound = [invitation.id, invitation.email, invitation.kind, invitation.retailer_id]
    return links.address("signing_in.accept", language, token=links.signed("invitation", bound))


def invitation(session: Session, invitation: Invitation, language: str, now: datetime) -> None:
    """Invite somebody to work for a retailer."""
    by = invitation.invited_by.name if invitation.invited_by else ""
    shop, link = retailer_name(session, invitation.retailer_id), invitation_link(invitation, language)
    _send(session, invitation.email, language, "invitation", now, invitation=invitation, by=by, shop=shop, link=link)


def forgotten_password(session: Session, user: User, token: str, minutes: int, now: datetime) -> None:
    """Send the link that sets a new password."""
    link = links.address("signing_in.reset", user.language, token=token)
    _send(session, user.email, user.language, "forgotten_password", now, name=user.name, link=link, minutes=minutes)


def changed_password(session: Session, user: User, now: datetime) -> None:
    """Tell the owner of an account that its password is a new one, so that a stranger's change does not go unseen."""
    link = links.address("signing_in.forgot", user.language)
    _send(session, user.email, user.language, "changed_password", now, name=user.name, link=link)


def _send(session: Session, recipient: str, language: str, template: str, now: datetime, **values: Any) -> None:
    with force_locale(language):
        subject, _, text = render_template(f"accounts/mail/{template}.txt", **values).partition("\n")
    mail.send(session, recipient, subject.strip(), text.strip() + "\n", now)
