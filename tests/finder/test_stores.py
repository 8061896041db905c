"""All shops of a city: from A to Z, filtered by trade, district and hour."""

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.counting import statements

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def city(session: Session) -> City:
    """Three shops in two districts; one of them is closed at noon."""
    city = make.city(session, slug="mg")
    middle = make.district(session, city, slug="mitte", name="Stadtmitte")
    rheydt = make.district(session, city, slug="rheydt", name="Rheydt")
    make.store(session, city=city, district=middle, name="Ärmelhaus", store_code="aermel", trade="Mode")
    make.store(session, city=city, district=rheydt, name="Buch & Bild", store_code="buch", trade="Bücher")
    closed = "Mo-Fr 18:00-20:00; PH off"
    make.store(session, city=city, district=rheydt, name="Zoo", store_code="zoo", trade="Tiere", opening_hours=closed)
    make.store(session, city=city, name="Geheim", is_public=False)
    return city


def names(page: str) -> list[str]:
    return [name for name in ("Ärmelhaus", "Buch &amp; Bild", "Zoo", "Geheim") if f">{name}</a>" in page]


def test_all_public_shops_stand_there_from_a_to_z(session: Session, city: City, client: CheckedClient) -> None:
    page = client.get("/mg/stores").text

    assert names(page) == ["Ärmelhaus", "Buch &amp; Bild", "Zoo"]
    assert page.index(">A</h2>") < page.index("Ärmelhaus</a>") < page.index(">B</h2>")
    assert "3 Läden" in page
    assert "öffnet heute 18:00" in page
    assert 'id="zoo"' in page
    assert 'href="#zoo"' in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("open_now=1", ["Ärmelhaus", "Buch &amp; Bild"]),
        ("district=rheydt", ["Buch &amp; Bild", "Zoo"]),
        ("trade=Mode", ["Ärmelhaus"]),
        ("district=rheydt&open_now=1", ["Buch &amp; Bild"]),
        ("trade=Luftschiffe", []),
    ],
)
def test_filters_narrow_the_list(
    session: Session, city: City, client: CheckedClient, query: str, shown: list[str]
) -> None:
    page = client.get(f"/mg/stores?{query}").text

    assert names(page) == shown


def test_a_filter_says_what_it_does_and_can_be_taken_back(session: Session, city: City, client: CheckedClient) -> None:
    page = client.get("/mg/stores?district=rheydt").text

    assert 'href="/mg/stores" aria-current="true">Rheydt <span>2</span>' in page
    assert 'href="/mg/stores?district=rheydt&amp;open_now=1">Jetzt geöffnet <span>2</span>' in page
    assert '<input type="hidden" name="district" value="rheydt">' in page
    assert '<meta name="robots" content="noindex, follow">' in page


def test_no_shop_at_all_leads_back_to_all(session: Session, city: City, client: CheckedClient) -> None:
    page = client.get("/mg/stores?trade=Luftschiffe").text

    assert "So einen Laden kennen wir hier gerade nicht." in page
    assert 'href="/mg/stores">Alle Läden zeigen' in page


def test_distances_stand_there_once_the_place_is_known(session: Session, city: City, client: CheckedClient) -> None:
    without = client.get("/mg/stores").text
    placed = client.get("/mg/stores?lat=51.195&lon=6.445").text

    assert "680 m" not in without
    assert "680 m" in placed
    assert 'href="/mg/stores/zoo?lat=51.195&amp;lon=6.445"' in placed


def test_the_list_asks_little_of_the_database(session: Session, city: City, client: CheckedClient) -> None:
    for _ in range(20):
        make.store(session, city=city)

    with statements() as sent:
        client.get("/mg/stores")

    assert len(sent) <= 4, "\n\n".join(sent)
