"""A city's home: the search first, its shelves, who is open, what is featured."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace.campaigns.models import Feature
from marketplace.cities.models import City
from marketplace.finder.home import home
from tests import make
from tests.checked_client import CheckedClient
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def city(session: Session) -> City:
    return make.city(session, slug="mg")


def feature(session: Session, city: City, **values: object) -> Feature:
    given = {"label": "Neu im Quartier", "label_en": "New here", "text": "Ein Satz.", "starts_at": NOON}
    times = {"ends_at": NOON + timedelta(days=7), "city_id": city.id}
    return make.kept(session, Feature(**{**given, **times, "store": make.store(session, city=city), **values}))


def test_the_search_comes_first_and_stands_once(session: Session, city: City, client: CheckedClient) -> None:
    session.commit()

    page = client.get("/mg").text

    assert page.count('name="q"') == 1
    assert page.index('name="q"') < page.index("Die Regale der Stadt")


def test_departments_lead_to_their_shelves(session: Session, city: City, client: CheckedClient) -> None:
    shoes = make.category(session, "schuhe", name="Schuhe", family="boot")
    make.category(session, "schuhe/wanderschuhe", name="Wanderschuhe", parent=shoes)
    session.commit()

    page = client.get("/mg").text

    assert 'href="/mg/search?category=schuhe"' in page
    assert "Wanderschuhe" not in page


def test_open_shops_are_counted_and_shown_nearest_first(session: Session, city: City) -> None:
    far = make.store(session, city=city, latitude=51.25)
    near = make.store(session, city=city, latitude=51.186)
    make.store(session, city=city, opening_hours="Mo-Fr 20:00-23:00; PH off")
    make.store(session, city=city, is_public=False)

    shown = home(session, city, NOON)

    assert [store.id for store, _status in shown.stores] == [near.id, far.id]
    assert (shown.open_count, shown.store_count) == (2, 3)


def test_at_night_those_that_open_next_stand_there(session: Session, city: City, client: CheckedClient) -> None:
    late = make.store(session, city=city, opening_hours="Mo-Fr 20:00-23:00; PH off")
    early = make.store(session, city=city, opening_hours="Mo-Fr 18:00-23:00; PH off")
    session.commit()

    page = client.get("/mg").text

    assert "Öffnet als Nächstes" in page
    assert page.index(early.name) < page.index(late.name)


def test_a_feature_is_labelled_and_says_from_when_to_when(session: Session, city: City, client: CheckedClient) -> None:
    feature(session, city)
    session.commit()

    page = client.get("/mg").text

    assert "Empfehlung der Stadt" in page
    assert "Neu im Quartier" in page
    assert "23.11.2026 bis 30.11.2026" in page


def test_a_city_without_shops_has_a_home(session: Session, city: City, client: CheckedClient) -> None:
    session.commit()

    assert client.get("/mg").status_code == 200
