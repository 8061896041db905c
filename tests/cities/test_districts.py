"""The editor's districts, and the city's own colour."""

import pytest
from sqlalchemy import select

from marketplace.accounts.models import AuditEntry
from marketplace.cities.look import contrast_with, luminance, read_brick
from marketplace.cities.models import District
from marketplace.errors import Invalid
from tests import make
from tests.checked_client import CheckedClient
from tests.desks import Town, town

EICKEN = {"name": "Eicken", "postcodes": "41063, 41066", "point": "51.2071, 6.4419"}


@pytest.fixture
def here(session, client) -> Town:
    """A town whose editor is signed in."""
    found = town(session)
    client.sign_in(found.editor)
    return found


def test_a_district_is_added(session, client, here: Town) -> None:
    assert client.post(f"{here.edit}/districts", data=EICKEN).status_code == 303

    district = session.scalars(select(District).where(District.name == "Eicken")).one()
    assert (district.slug, district.postcodes, district.latitude) == ("eicken", ["41063", "41066"], 51.2071)
    assert "Eicken" in client.get(f"{here.edit}/districts").text
    assert session.scalar(select(AuditEntry.action)) == "district_added"


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "stadtmitte", "gibt es schon"),
        ("name", "", "Bitte geben Sie einen Namen ein"),
        ("postcodes", "41063 00000", "Die Postleitzahl 00000 gibt es nicht"),
        ("point", "52.5, 13.4", "von der Mitte von Mönchengladbach entfernt"),
        ("point", "91, 6", "kein Punkt auf der Karte"),
    ],
)
def test_a_district_that_cannot_be_is_refused(session, client, here: Town, field, typed, sentence) -> None:
    answer = client.post(f"{here.edit}/districts", data={**EICKEN, field: typed})

    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    assert len(session.scalars(select(District.id)).all()) == 1


def test_a_district_is_renamed_and_keeps_its_address(session, client, here: Town) -> None:
    district = here.city.districts[0]

    client.post(f"{here.edit}/districts/{district.id}", data={**EICKEN, "name": "Innenstadt"})

    session.refresh(district)
    assert (district.name, district.slug) == ("Innenstadt", "stadtmitte")


def test_two_districts_cannot_share_a_name(session, client, here: Town) -> None:
    other = make.district(session, here.city, name="Rheydt", slug="rheydt")

    assert client.post(f"{here.edit}/districts/{other.id}", data={**EICKEN, "name": "Stadtmitte"}).status_code == 409


def test_a_district_goes_only_when_it_is_empty(session, client, here: Town) -> None:
    district = here.city.districts[0]
    here.store.district = district
    address = f"{here.edit}/districts/{district.id}/removal"

    assert client.post(address).status_code == 409
    assert address not in client.get(f"{here.edit}/districts/{district.id}").text

    here.store.district = None
    assert client.post(address).status_code == 303
    assert session.scalar(select(District.id)) is None


def test_districts_of_another_city_are_not_this_editors(session, client, here: Town) -> None:
    foreign = make.district(session, make.city(session))

    assert client.get(f"{here.edit}/districts/{foreign.id}").status_code == 404


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("rot", "brick_unreadable"),
        ("#fff", "brick_unreadable"),
        ("#ffee00", "brick_too_pale"),
        ("#888888", "brick_too_pale"),
    ],
)
def test_a_colour_on_which_nothing_can_be_read_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        read_brick(typed)


def test_a_dark_colour_is_taken() -> None:
    assert read_brick(" #A1432B ") == "#a1432b"


def test_contrast_is_wcags() -> None:
    assert contrast_with(luminance("#000000"), luminance("#ffffff")) == pytest.approx(21)
    assert contrast_with(luminance("#777777"), luminance("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_a_city_serves_its_colour(session, client: CheckedClient) -> None:
    blue = make.city(session, slug="blaustadt", brick="#1d4ed8")
    plain = make.city(session)

    assert "--brick: light-dark(#1d4ed8" in client.get(f"/{blue.slug}/look.css").text
    assert client.get(f"/{plain.slug}/look.css").text == ""
