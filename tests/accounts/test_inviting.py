import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import func, select

from marketplace.accounts import inviting, letters, roles
from marketplace.accounts.models import AuditEntry, Invitation, SignIn, User
from marketplace.db import utc_now
from marketplace.errors import Forbidden, Invalid, NotFound, Refused
from marketplace.mail import Mail
from tests import make

NEWCOMER = {"name": "Clara", "password": "Kuchen um halb vier"}


@pytest.fixture
def cafe(session):
    """Café Linde with its owner Ana, who invites."""
    retailer = make.retailer(session, legal_name="Café Linde")
    make.store(session, retailer=retailer, store_code="cafe-linde")
    ana = make.user(session, "Ana")
    make.role(session, ana, "owner", retailer_id=retailer.id)
    return SimpleNamespace(id=retailer.id, owner=ana)


def invite(session, cafe, email="clara@example.org", kind="staff", now=None):
    return inviting.invite(session, email, kind, cafe.id, cafe.owner, now or utc_now())


def path(invitation):
    return letters.invitation_link(invitation).removeprefix("http://127.0.0.1:8000")


def token(invitation):
    return path(invitation).removeprefix("/invitations/")


def works_there(session, email, retailer_id):
    user = session.scalar(select(User).where(User.email == email))
    return bool(user) and user.works_for(retailer_id)


def test_an_invitation_is_mailed_with_its_link(session, cafe):
    invitation = invite(session, cafe, " Clara@Example.org ")

    mail = session.scalar(select(Mail))
    assert mail.recipient == "clara@example.org"
    assert mail.subject == "Einladung: Café Linde auf Stadtregal"
    assert "Ana lädt Sie ein" in mail.text
    assert path(invitation) in mail.text
    assert not re.search("[{}<>]", mail.text)


def test_a_newcomer_gets_account_and_role_in_one_step(client, session, cafe):
    link = path(invite(session, cafe))
    assert "clara@example.org" in client.get(link).text

    answer = client.post(link, data=NEWCOMER)

    assert (answer.status_code, answer.location) == (303, "/shop/cafe-linde")
    assert works_there(session, "clara@example.org", cafe.id)
    assert session.scalar(select(func.count(SignIn.id))) == 1


def test_opening_the_link_changes_nothing(client, session, cafe):
    link = path(invite(session, cafe))

    client.get(link)

    assert session.scalar(select(Invitation.accepted_at)) is None
    assert session.scalar(select(func.count(User.id))) == 1


def test_who_has_an_account_signs_in_first(client, session, cafe):
    clara = make.user(session, "Clara", email="clara@example.org")
    link = path(invite(session, cafe))

    assert f"next={link}" in client.get(link).text.replace("%2F", "/")
    assert client.post(link, data=NEWCOMER).status_code == 422
    client.sign_in(clara)
    assert client.post(link).location == "/shop/cafe-linde"
    assert works_there(session, clara.email, cafe.id)


def test_the_wrong_account_is_told_whose_invitation_it_is(client, session, cafe):
    client.sign_in(make.user(session, "Ben"))
    link = path(invite(session, cafe))

    assert "ging an clara@example.org" in client.get(link).text
    assert client.post(link).status_code == 403
    assert session.scalar(select(Invitation.accepted_at)) is None


def test_a_link_works_once_and_says_so(client, session, cafe):
    link = path(invite(session, cafe))
    client.post(link, data=NEWCOMER)

    answer = client.get(link)

    assert answer.status_code == 409
    assert "schon angenommen" in answer.text


def test_a_link_expires_after_fourteen_days(client, session, cafe):
    old = utc_now() - inviting.VALID
    link = path(invite(session, cafe, now=old))

    answer = client.get(link)

    assert answer.status_code == 409
    assert "gilt nicht mehr" in answer.text
    inviting.find(session, link.removeprefix("/invitations/"), old + inviting.VALID - timedelta(seconds=1))


def test_an_altered_link_says_so(client, session, cafe):
    link = path(invite(session, cafe))

    answer = client.get(link[:-3])

    assert answer.status_code == 404
    assert "unvollständig oder verändert" in answer.text


def test_a_withdrawn_link_ends_and_opens_no_later_invitation(session, cafe):
    withdrawn = invite(session, cafe)
    old = token(withdrawn)
    inviting.withdraw(session, withdrawn.id, cafe.id, cafe.owner, utc_now())
    later = invite(session, cafe, "ben@example.org")
    later_id, withdrawn_id = later.id, 1

    with pytest.raises(Refused) as refusal:
        inviting.find(session, old, utc_now())

    assert refusal.value.code == "link_expired"
    assert later_id >= withdrawn_id


def test_inviting_again_replaces_the_first_invitation(session, cafe):
    invite(session, cafe)
    second = invite(session, cafe, kind="owner")

    assert inviting.waiting(session, cafe.id, utc_now()) == [second]


def test_nobody_withdraws_the_invitation_of_another_retailer(session, cafe):
    invitation = invite(session, cafe)

    with pytest.raises(NotFound):
        inviting.withdraw(session, invitation.id, make.retailer(session).id, cafe.owner, utc_now())

    assert inviting.waiting(session, cafe.id, utc_now()) == [invitation]


def test_who_is_in_the_team_is_not_invited_again(session, cafe):
    with pytest.raises(Refused) as refusal:
        invite(session, cafe, cafe.owner.email)

    assert refusal.value.code == "already_in_team"


def test_what_is_no_address_cannot_be_invited(session, cafe):
    with pytest.raises(Invalid):
        invite(session, cafe, "clara")


def test_two_browsers_cannot_both_accept(session, cafe):
    invitation = invite(session, cafe)
    clara = make.user(session, "Clara", email="clara@example.org")
    inviting.accept(session, invitation, clara, utc_now())

    with pytest.raises(Refused):
        inviting.accept(session, invitation, clara, utc_now())


def test_only_the_address_itself_accepts(session, cafe):
    with pytest.raises(Forbidden):
        inviting.accept(session, invite(session, cafe), make.user(session, "Ben"), utc_now())


def test_staff_become_owner_and_are_not_both(session, cafe):
    clara = make.user(session, "Clara")
    roles.grant(session, clara, "staff", cafe.owner, utc_now(), retailer_id=cafe.id)
    roles.grant(session, clara, "owner", cafe.owner, utc_now(), retailer_id=cafe.id)
    roles.grant(session, clara, "staff", cafe.owner, utc_now(), retailer_id=cafe.id)
    session.flush()
    session.expire_all()

    assert [role.kind for role in clara.roles] == ["owner"]
    assert [role.user.name for role in roles.team(session, cafe.id)] == ["Ana", "Clara"]


def test_the_last_owner_stays(session, cafe):
    role = cafe.owner.roles[0]
    with pytest.raises(Refused) as refusal:
        roles.take(session, role.id, cafe.id, cafe.owner, utc_now())
    assert refusal.value.code == "last_owner"

    roles.grant(session, make.user(session, "Clara"), "owner", cafe.owner, utc_now(), retailer_id=cafe.id)
    roles.take(session, role.id, cafe.id, cafe.owner, utc_now())
    assert [role.user.name for role in roles.team(session, cafe.id)] == ["Clara"]


def test_every_change_of_a_role_is_noted(session, cafe):
    clara = make.user(session, "Clara", email="clara@example.org")
    role = inviting.accept(session, invite(session, cafe), clara, utc_now())
    roles.take(session, role.id, cafe.id, cafe.owner, utc_now())
    session.flush()

    entries = list(session.scalars(select(AuditEntry).order_by(AuditEntry.id)))
    assert [entry.action for entry in entries] == ["invited", "role_given", "role_taken"]
    assert {entry.user_id for entry in entries} == {cafe.owner.id}
    assert entries[1].details == {"kind": "staff", "retailer_id": cafe.id, "city_id": None}
