"""The people of a shop: owners invite and remove, staff look on."""

import re

from sqlalchemy import select

from marketplace.accounts.models import Invitation, Role
from marketplace.mail import Mail
from tests.checked_client import CheckedClient
from tests.desks import town


def test_an_owner_invites_and_withdraws(session, client: CheckedClient) -> None:
    here = town(session)
    client.sign_in(here.owner)

    client.post(f"{here.shop}/staff/invitations", data={"email": "Neu@Laden.example"})

    invitation = session.scalars(select(Invitation)).one()
    assert (invitation.email, invitation.kind) == ("neu@laden.example", "staff")
    assert session.scalar(select(Mail.recipient)) == "neu@laden.example"
    page = client.get(f"{here.shop}/staff").text
    assert "neu@laden.example" in page

    client.post(f"{here.shop}/staff/invitations/{invitation.id}/withdrawal")
    assert "Zurzeit wartet keine Einladung." in client.get(f"{here.shop}/staff").text


def test_who_works_here_already_is_not_invited(session, client: CheckedClient) -> None:
    here = town(session)
    client.sign_in(here.owner)

    answer = client.post(f"{here.shop}/staff/invitations", data={"email": here.staff.email})

    assert answer.status_code == 409
    assert here.staff.email in answer.text


def test_an_owner_removes_staff(session, client: CheckedClient) -> None:
    here = town(session)
    role = session.scalars(select(Role).where(Role.user_id == here.staff.id)).one()
    client.sign_in(here.owner)

    client.post(f"{here.shop}/staff/{role.id}/removal")

    client.sign_in(here.staff)
    assert client.get(here.shop).status_code == 403


def test_the_last_owner_stays(session, client: CheckedClient) -> None:
    here = town(session)
    role = session.scalars(select(Role).where(Role.user_id == here.owner.id)).one()
    client.sign_in(here.owner)

    assert client.post(f"{here.shop}/staff/{role.id}/removal").status_code == 409
    assert f"/staff/{role.id}/removal" not in client.get(f"{here.shop}/staff").text


def test_nobody_is_removed_from_another_shop(session, client: CheckedClient) -> None:
    here = town(session)
    foreign = session.scalars(select(Role).where(Role.user_id == here.other.id)).one()
    client.sign_in(here.owner)

    assert client.post(f"{here.shop}/staff/{foreign.id}/removal").status_code == 404


def test_staff_see_the_team_and_no_buttons(session, client: CheckedClient) -> None:
    here = town(session)
    client.sign_in(here.staff)

    page = client.get(f"{here.shop}/staff").text

    assert here.owner.email in page
    assert re.findall(rf'action="{here.shop}/staff[^"]*"', page) == []
