"""The operator's cities: founded, changed, given editors."""

import pytest
from sqlalchemy import select

from marketplace.accounts.models import Role
from marketplace.cities.models import City
from marketplace.jobs import Job
from marketplace.stores.telling import INDEX_STORES
from tests import make
from tests.desks import Town, town

NEUSTADT = {
    "name": "Neustadt",
    "name_en": "Newtown",
    "slug": "neustadt",
    "state": "HE",
    "point": "50.1, 8.7",
    "radius_km": "8",
    "brick": "",
    "notice": "",
    "notice_en": "",
}


@pytest.fixture
def here(session, client) -> Town:
    """A town whose operator is signed in."""
    found = town(session)
    client.sign_in(found.operator)
    return found


def changed(city: City, **values: str) -> dict[str, str]:
    names = ("name", "name_en", "slug", "state")
    return {**NEUSTADT, **{name: getattr(city, name) for name in names}, "point": str(city.point), **values}


def test_a_city_is_founded(session, client, here: Town) -> None:
    answer = client.post("/operator/cities", data={**NEUSTADT, "brick": "#1D4ED8"})

    city = session.scalars(select(City).where(City.slug == "neustadt")).one()
    assert answer.location == f"/operator/cities/{city.id}"
    assert (city.state, city.radius_m, city.brick, city.notice) == ("HE", 8000, "#1d4ed8", None)
    assert (city.latitude, city.longitude) == (50.1, 8.7)
    assert "Noch niemand." in client.get(answer.location).text


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("slug", "operator", "gehört schon einer anderen Stadt oder Seite"),
        ("slug", "edit", "gehört schon einer anderen Stadt oder Seite"),
        ("slug", "static", "gehört schon einer anderen Stadt oder Seite"),
        ("slug", "en", "gehört schon einer anderen Stadt oder Seite"),
        ("slug", "Neu Stadt", "neu-stadt"),
        ("slug", "!", "enthält keine Buchstaben"),
        ("brick", "#ffee00", "schlecht zu lesen"),
        ("radius_km", "0", "Bitte 1 bis 100 Kilometer"),
        ("state", "XX", "error"),
        ("point", "hier", "kein Punkt auf der Karte"),
    ],
)
def test_a_city_that_cannot_be_is_refused(session, client, here: Town, field, typed, sentence) -> None:
    answer = client.post("/operator/cities", data={**NEUSTADT, field: typed})

    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    assert "Newtown" in answer.text
    assert session.scalar(select(City.id).where(City.name == "Neustadt")) is None


def test_two_cities_cannot_share_an_address(session, client, here: Town) -> None:
    other = make.city(session)

    answer = client.post(f"/operator/cities/{here.city.id}", data=changed(here.city, slug=other.slug))

    assert answer.status_code == 409


def test_a_new_address_is_told_to_the_index(session, client, here: Town) -> None:
    client.post(f"/operator/cities/{here.city.id}", data=changed(here.city, slug="gladbach"))

    session.refresh(here.city)
    assert here.city.slug == "gladbach"
    told = session.scalars(select(Job.values).where(Job.name == INDEX_STORES)).one()
    assert here.store.id in told["store_ids"]


def test_a_new_name_is_none_of_the_index_business(session, client, here: Town) -> None:
    client.post(f"/operator/cities/{here.city.id}", data=changed(here.city, name="Gladbach"))

    assert session.scalar(select(Job.id)) is None


def test_an_editor_is_appointed_and_dismissed(session, client, here: Town) -> None:
    address = f"/operator/cities/{here.city.id}/editors"

    client.post(address, data={"editor-email": here.shopper.email})
    role = session.scalars(select(Role).where(Role.user_id == here.shopper.id)).one()
    assert (role.kind, role.city_id) == ("editor", here.city.id)
    assert here.shopper.email in client.get(f"/operator/cities/{here.city.id}").text

    client.post(f"{address}/{role.id}/removal")
    assert session.scalar(select(Role.id).where(Role.user_id == here.shopper.id)) is None


def test_only_accounts_become_editors(client, here: Town) -> None:
    answer = client.post(f"/operator/cities/{here.city.id}/editors", data={"editor-email": "niemand@nirgends.example"})

    assert answer.status_code == 409
    assert "gibt es noch kein Konto" in answer.text


def test_other_roles_are_not_ended_here(session, client, here: Town) -> None:
    owner = session.scalars(select(Role).where(Role.user_id == here.owner.id)).one()

    assert client.post(f"/operator/cities/{here.city.id}/editors/{owner.id}/removal").status_code == 404
