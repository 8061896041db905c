"""A store's hours in the words of its page."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.finder.timetable import stretch, times_words, timetable
from marketplace.stores.opening_hours import DayRow, TimesOfDay
from tests import make
from tests.make import NOON

MONDAY = date(2026, 11, 23)
THURSDAY_NOON = datetime(2026, 11, 26, 11, 0, tzinfo=UTC)


def test_the_week_begins_on_monday_with_the_days_to_come(session: Session) -> None:
    table = timetable(make.store(session), THURSDAY_NOON)

    assert table is not None
    assert [row.day.weekday() for row in table.days] == list(range(7))
    assert table.today == date(2026, 11, 26)
    assert table.days[0].day == date(2026, 11, 30)


def test_holidays_of_two_weeks_are_named_once(session: Session) -> None:
    table = timetable(make.store(session), datetime(2026, 12, 20, 11, 0, tzinfo=UTC))

    assert table is not None
    assert [row.day.isoformat() for row in table.holidays] == ["2026-12-25", "2026-12-26", "2027-01-01"]


@pytest.mark.parametrize("text", ["", "wann wir wollen"])
def test_without_hours_that_can_be_read_there_is_no_table(session: Session, text: str) -> None:
    assert timetable(make.store(session, opening_hours=text), NOON) is None


@pytest.mark.parametrize(
    ("times", "said"),
    [
        (TimesOfDay("09:30", "18:30", "open"), "09:30–18:30"),
        (TimesOfDay("00:00", "24:00", "open"), "ganztags"),
        (TimesOfDay("18:00", "", "unknown"), "ab 18:00"),
        (TimesOfDay("09:00", "12:00", "unknown"), "09:00–12:00, bitte nachfragen"),
        (TimesOfDay("00:00", "24:00", "by_arrangement"), "nach Vereinbarung"),
        (TimesOfDay("14:00", "16:00", "by_arrangement"), "14:00–16:00 nach Vereinbarung"),
    ],
)
def test_a_stretch_is_never_said_more_certainly_than_it_is(bare_app: Flask, times: TimesOfDay, said: str) -> None:
    with bare_app.test_request_context():
        assert stretch(times) == said


def test_a_day_without_times_is_closed_or_to_be_asked(bare_app: Flask) -> None:
    with bare_app.test_request_context():
        words = [times_words(DayRow(MONDAY, kind, (), None)) for kind in ("closed", "holiday_ask")]

    assert words == ["geschlossen", "bitte nachfragen"]
