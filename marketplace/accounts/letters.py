"""The mails of an account, each in its reader's language."""

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace import mail
from marketplace.accounts import links
from marketplace.accounts.models import Invitation, User
from marketplace.accounts.workplaces import retailer_name
from marketplace.privacy.entry import ON_LEAVING, Entry


def invitation_link(invitation: Invitation, language: str = "de") -> str:
    """The link that lets the invited person in. It is bound to all that the row says, not to its number alone."""
    bound = [invitation.id, invitation.email, invitation.kind, invitation.retailer_id]
    return links.address("signing_in.accept", language, token=links.signed("invitation", bound))


def invitation(session: Session, invitation: Invitation, language: str, now: datetime) -> None:
    """Invite somebody to work for a retailer."""
    by = invitation.invited_by.name if invitation.invited_by else ""
    mail.letter(
        session,
        invitation.email,
        "accounts/invitation",
        language,
        now,
        by=by,
        shop=retailer_name(session, invitation.retailer_id),
        kind=invitation.kind,
        link=invitation_link(invitation, language),
        expires_at=invitation.expires_at,
    )


def forgotten_password(session: Session, user: User, token: str, minutes: int, now: datetime) -> None:
    """Send the link that sets a new password."""
    link = links.address("signing_in.reset", user.language, token=token)
    template = "accounts/forgotten_password"
    mail.letter(session, user.email, template, user.language, now, name=user.name, link=link, minutes=minutes)


def changed_password(session: Session, user: User, now: datetime) -> None:
    """Tell the owner of an account that its password is a new one, so that a stranger's change does not go unseen."""
    link = links.address("signing_in.forgot", user.language)
    mail.letter(session, user.email, "accounts/changed_password", user.language, now, name=user.name, link=link)


def closed_account(session: Session, user: User, entries: list[Entry], now: datetime) -> None:
    """Tell somebody who has left what became of what was kept of her."""
    values = {"name": user.name, "entries": entries, "fates": ON_LEAVING}
    mail.letter(session, user.email, "accounts/closed", user.language, now, None, **values)
