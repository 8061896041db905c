"""Inviting somebody to work for a retailer: a row that can be withdrawn, and a signed link bound to it."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from marketplace.accounts import letters, links, roles
from marketplace.accounts.audit import note
from marketplace.accounts.models import Invitation, Role, User
from marketplace.accounts.registering import read_email, with_email
from marketplace.errors import Forbidden, NotFound, Refused

VALID = timedelta(days=14)


def invite(
    session: Session, email: str, kind: str, retailer_id: int, invited_by: User | None, now: datetime
) -> Invitation:
    """Invite an address to be `owner` or `staff` of a retailer, by mail; an open invitation to it is replaced.

    The mail is written in the language of the account it goes to, else in that of the person who invites.
    Raises Invalid("email_unreadable"), Refused("already_in_team").
    """
    email = read_email(email)
    known = with_email(session, email)
    if known and (known.owns(retailer_id) or (kind == "staff" and known.works_for(retailer_id))):
        raise Refused("already_in_team", name=known.name)
    session.execute(delete(Invitation).where(*_open(retailer_id), Invitation.email == email))
    invitation = Invitation(
        email=email,
        kind=kind,
        retailer_id=retailer_id,
        invited_by=invited_by,
        created_at=now,
        expires_at=now + VALID,
    )
    session.add(invitation)
    session.flush()
    reader = known or invited_by
    letters.invitation(session, invitation, reader.language if reader else "de", now)
    note(session, invited_by, "invited", "retailer", retailer_id, now, kind=kind, invitation_id=invitation.id)
    return invitation


def find(session: Session, token: str, now: datetime) -> Invitation:
    """The invitation behind a link.

    Raises NotFound("link_altered"), Refused("link_expired") (also once withdrawn), Refused("invitation_used").
    """
    invitation_id, *said = links.read("invitation", token)
    invitation = session.get(Invitation, invitation_id)
    if invitation is None or said != [invitation.email, invitation.kind, invitation.retailer_id]:
        raise Refused("link_expired")
    if invitation.accepted_at is not None:
        raise Refused("invitation_used")
    if invitation.expires_at <= now:
        raise Refused("link_expired")
    return invitation


def accept(session: Session, invitation: Invitation, user: User, now: datetime) -> Role:
    """Give the invited user her role. One statement decides, so that a link works once.

    Raises Forbidden("invitation_for_other"), Refused("invitation_used").
    """
    if user.email != invitation.email:
        raise Forbidden("invitation_for_other", email=invitation.email)
    unused = (Invitation.id == invitation.id, Invitation.accepted_at.is_(None))
    taken = session.scalar(update(Invitation).where(*unused).values(accepted_at=now).returning(Invitation.id))
    if taken is None:
        raise Refused("invitation_used")
    return roles.grant(session, user, invitation.kind, invitation.invited_by, now, retailer_id=invitation.retailer_id)


def waiting(session: Session, retailer_id: int, now: datetime) -> list[Invitation]:
    """The invitations of a retailer that can still be accepted, newest first."""
    lasting = select(Invitation).where(*_open(retailer_id), Invitation.expires_at > now)
    return list(session.scalars(lasting.order_by(Invitation.id.desc())))


def withdraw(session: Session, invitation_id: int, retailer_id: int, by: User, now: datetime) -> None:
    """Take an open invitation of a retailer back; its link ends. Raises NotFound("invitation_gone")."""
    mine = (*_open(retailer_id), Invitation.id == invitation_id)
    gone = session.scalar(delete(Invitation).where(*mine).returning(Invitation.id))
    if gone is None:
        raise NotFound("invitation_gone")
    note(session, by, "invitation_withdrawn", "retailer", retailer_id, now, invitation_id=invitation_id)


def _open(retailer_id: int) -> tuple[ColumnElement[bool], ...]:
    return Invitation.retailer_id == retailer_id, Invitation.accepted_at.is_(None)
