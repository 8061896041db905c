"""From where a search is asked, and what its address keeps of that."""

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests.checked_client import CheckedClient
from tests.finder.indexed import indexed

pytestmark = pytest.mark.usefixtures("noon")


def test_an_unknown_place_is_said_and_the_middle_is_taken(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wanderschuh&near=Atlantis").text

    assert "„Atlantis“ kennen wir nicht" in page
    assert "<mark>Wanderschuh</mark>" in page


def test_a_point_is_kept_in_the_field_as_it_can_be_sent_again(
    session: Session, city: City, client: CheckedClient
) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wanderschuh&lat=51.195&lon=6.435").text

    assert 'value="51.195,6.435"' in page


def test_an_address_never_keeps_a_place_finer_than_100_metres(
    session: Session, city: City, client: CheckedClient
) -> None:
    session.commit()

    response = client.get("/mg/search?q=wanderschuh&lat=51.19461234&lon=6.43531234&in_stock=1")

    assert response.status_code == 302
    assert response.location == "/mg/search?q=wanderschuh&lat=51.195&lon=6.435&in_stock=1"
