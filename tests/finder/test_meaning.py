"""What a typed search means in a city: its shops, districts and postcodes, together with the filters of the address."""

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.finder.meaning import meant
from marketplace.finder.parameters import Asked
from marketplace.finder.where import MIDDLE, Here
from marketplace.places import Point
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.indexed import indexed

pytestmark = pytest.mark.usefixtures("noon")

RHEYDT = Point(51.168, 6.445)


@pytest.fixture
def city(session: Session) -> City:
    """A city with a district and two shops of which one is a bakery."""
    city = make.city(session, slug="mg")
    make.district(session, city, name="Rheydt", latitude=RHEYDT.latitude, longitude=RHEYDT.longitude)
    cafe = make.store(session, city=city, name="Café Linde", store_code="linde")
    make.store(session, city=city, name="Brot & Zeit Wickrath", store_code="brot-und-zeit")
    bread = make.group(session, title="Roggenbrot")
    make.offer(session, store=cafe, product=make.product(session, group=bread), price_cents=450)
    return city


def middle(city: City) -> Here:
    return Here(city.point, "", MIDDLE)


@pytest.mark.parametrize("text", ["Brot bei Café Linde", "brot bei cafe linde", "Brot bei Linde"])
def test_a_shop_is_known_by_its_name_or_a_word_only_it_has(session: Session, city: City, text: str) -> None:
    found = meant(session, Asked(q=text), middle(city), city)

    assert found.asked.q.lower() == "brot"
    assert found.asked.store == "linde"


def test_a_district_moves_the_place(session: Session, city: City) -> None:
    found = meant(session, Asked(q="Brot in Rheydt"), middle(city), city)

    assert (found.asked.q, found.here.label) == ("Brot", "Rheydt")
    assert (round(found.here.point.latitude, 3), round(found.here.point.longitude, 3)) == (51.168, 6.445)


def test_the_city_itself_and_its_postcodes_are_places(session: Session, city: City) -> None:
    assert meant(session, Asked(q=f"Brot in {city.name}"), middle(city), city).asked.q == "Brot"
    assert meant(session, Asked(q="Brot 41061"), middle(city), city).here.label == "41061"


def test_a_postcode_far_away_stays_a_number(session: Session, city: City) -> None:
    assert meant(session, Asked(q="Brot 80331"), middle(city), city).asked.q == "Brot 80331"


def test_of_two_prices_the_narrower_counts(session: Session, city: City) -> None:
    asked = Asked(q="Brot bis 5 Euro", price_max_cents=300)

    assert meant(session, asked, middle(city), city).asked.price_max_cents == 300


def test_on_the_shelf_of_a_shop_names_are_words(session: Session, city: City) -> None:
    found = meant(session, Asked(q="Brot in Rheydt", store="linde"), middle(city), city)

    assert (found.asked.q, found.here) == ("Brot in Rheydt", middle(city))


def test_the_page_shows_what_it_understood_and_how_to_take_it_out(
    session: Session, city: City, client: CheckedClient
) -> None:
    indexed(session)

    page = client.get("/mg/search?q=brot+unter+5+Euro+in+Rheydt").text
    dearer = client.get("/mg/search?q=brot+unter+4+Euro").text

    assert "Roggenbrot" in page.replace("<mark>", "").replace("</mark>", "")
    assert 'href="/mg/search?q=brot+in+Rheydt"' in page
    assert 'href="/mg/search?q=brot+unter+5+Euro"' in page
    assert "Ohne die Filter" in dearer
