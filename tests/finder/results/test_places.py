"""From where a search is asked, and what its address keeps of that."""

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests.checked_client import CheckedClient
from tests.finder.indexed import indexed

pytestmark = pytest.mark.usefixtures("noon")


def test_an_unknown_place_is_said_and_kept_nowhere(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    answer = client.get("/mg/search?q=wanderschuh&near=Hinterhof+7&in_stock=1")
    page = client.get(answer.location)

    assert (answer.status_code, answer.location) == (302, "/mg/search?q=wanderschuh&in_stock=1")
    assert "Diesen Ort kennen wir nicht. Entfernungen gelten ab der Stadtmitte." in page.text
    assert "<mark>Wanderschuh</mark>" in page.text
    assert "Hinterhof" not in page.text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("41061", None),
        ("41061 Stadtmitte", None),
        ("stadtmi", None),
        ("Gasse 3, 41061 Mönchengladbach", "near=41061+Stadtmitte"),
        ("Stadtmitte, Gasse 3", "near=Stadtmitte"),
        ("Schuhhaus Brandts", None),
    ],
)
def test_an_address_keeps_the_name_of_a_place_and_nothing_more(
    session: Session, city: City, client: CheckedClient, typed: str, kept: str | None
) -> None:
    session.commit()

    answer = client.get("/mg/search", query_string={"q": "schuh", "near": typed})

    assert answer.location == (f"/mg/search?q=schuh&{kept}" if kept else None)


def test_words_beside_a_point_are_left_out(session: Session, city: City, client: CheckedClient) -> None:
    session.commit()

    answer = client.get("/mg/search?q=schuh&near=Gasse+3&lat=51.195&lon=6.435")

    assert answer.location == "/mg/search?q=schuh&lat=51.195&lon=6.435"


def test_typing_ahead_beside_an_unknown_place_says_nothing(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    answer = client.get("/mg/suggest?q=wander&near=Hinterhof+7")

    assert answer.status_code == 200
    assert answer.get_json()
    assert "kennen wir nicht" not in client.get("/mg").text


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
