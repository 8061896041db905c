"""Demand: counted without person, shown only where five were missing it, forgotten with the day."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.insights.demand import MOST_THEMES_A_DAY, SEARCH, WISH, Theme, note, theme_of, themes
from marketplace.insights.models import DayKey, DaySearcher, DemandSignal
from tests import make
from tests.make import NOON

DAY = timedelta(days=1)


@pytest.fixture
def city(session: Session) -> City:
    return make.city(session)


def noted(session: Session, city: City, people: int, theme: str = "linkshänderscheren", **values: object) -> None:
    for number in range(people):
        note(session, city, theme, **{"kind": SEARCH, "searcher": f"browser {number}", "now": NOON, **values})


def test_four_searchers_are_nobody_s_business_and_five_are_a_theme(session: Session, city: City) -> None:
    noted(session, city, people=4)
    before = themes(session, city, NOON.date())
    noted(session, city, people=5)

    assert before == []
    assert themes(session, city, NOON.date()) == [Theme("linkshänderscheren", 5, 0, NOON.date())]


def test_one_searcher_counts_once_a_day_however_she_spells_it(session: Session, city: City) -> None:
    note(session, city, "Linkshänderscheren", SEARCH, "browser", NOON)

    counted = note(session, city, "  linkshänderscheren ", SEARCH, "browser", NOON)

    assert not counted
    assert session.scalars(select(DemandSignal.searchers)).all() == [1]


def test_five_days_of_one_person_are_not_five_people(session: Session, city: City) -> None:
    for number in range(5):
        note(session, city, "scheren", SEARCH, "browser", NOON + number * DAY)

    assert themes(session, city, NOON.date()) == []


def test_a_wish_counts_as_a_search_of_the_same_person(session: Session, city: City) -> None:
    noted(session, city, people=5)
    noted(session, city, people=2, kind=WISH)

    assert themes(session, city, NOON.date()) == [Theme("linkshänderscheren", 5, 2, NOON.date())]


def test_the_day_s_key_and_hashes_are_gone_with_the_day(session: Session, city: City) -> None:
    note(session, city, "scheren", SEARCH, "browser", NOON)
    key = session.scalars(select(DayKey.key)).one()

    note(session, city, "scheren", SEARCH, "browser", NOON + DAY)

    assert session.scalars(select(DayKey.key)).one() != key
    assert len(session.scalars(select(DaySearcher)).all()) == 1


def test_no_hash_tells_who_searched(session: Session, city: City) -> None:
    note(session, city, "scheren", SEARCH, "203.0.113.7 Firefox", NOON)
    note(session, make.city(session), "scheren", SEARCH, "203.0.113.7 Firefox", NOON + DAY)

    assert "203.0.113.7" not in " ".join(session.scalars(select(DaySearcher.hash)))


@pytest.mark.parametrize(
    "typed", ["ana@example.org", "0170 1234567", "02161-123456", "https://example.org", "12345678", "x" * 61, "  "]
)
def test_what_may_be_somebody_s_is_never_kept(session: Session, city: City, typed: str) -> None:
    counted = note(session, city, typed, SEARCH, "browser", NOON)

    assert not counted
    assert session.scalars(select(DemandSignal)).all() == []


def test_a_theme_is_small_letters_and_single_spaces() -> None:
    assert theme_of("  Scheren  für LINKE 38 ") == "scheren für linke 38"


def test_one_browser_cannot_fill_the_table(session: Session, city: City) -> None:
    for number in range(MOST_THEMES_A_DAY + 10):
        note(session, city, f"ding {number}", SEARCH, "browser", NOON)

    assert len(session.scalars(select(DemandSignal)).all()) == MOST_THEMES_A_DAY


def test_another_city_has_its_own_themes(session: Session, city: City) -> None:
    noted(session, city, people=5)

    assert themes(session, make.city(session), NOON.date()) == []
