"""Deadlines run in opening hours."""

from datetime import UTC, datetime

import pytest

from marketplace.orders import clock
from tests import make
from tests.orders.placing import open_store

WEEK = "Mo-Fr 09:30-18:30; Sa 10:00-16:00; PH off"


def at(text: str) -> datetime:
    """A moment of November 2026 on the city's wall clock, as day and time: `23 12:00` is Monday noon."""
    day, _, time = text.partition(" ")
    hour, minute = map(int, time.split(":"))
    return datetime(2026, 11, int(day), hour - 1, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "limit", "placed", "answer_by"),
    [
        (WEEK, 8, "23 09:30", "23 17:30"),
        (WEEK, 8, "23 12:00", "24 11:00"),
        (WEEK, 8, "23 23:00", "24 17:30"),
        (WEEK, 2, "28 15:00", "30 10:30"),
        (WEEK, 72, "23 12:00", "26 12:00"),
        ("", 8, "23 12:00", "24 12:00"),
        ("nach Vereinbarung", 8, "23 12:00", "24 12:00"),
        ('Mo-Fr "nach Vereinbarung"', 8, "23 12:00", "24 12:00"),
        ("Sa 10:00-12:00", 8, "23 12:00", "26 12:00"),
    ],
)
def test_a_shop_answers_within_its_opening_hours(session, hours, limit, placed, answer_by):
    store = open_store(session, opening_hours=hours, answer_hours=limit)

    assert clock.answer_by(store, at(placed)) == at(answer_by)


def test_the_reminder_comes_when_half_of_the_time_has_passed(session):
    store = open_store(session, opening_hours=WEEK)

    assert clock.answer_by(store, at("23 16:30"), share=0.5) == at("24 11:30")


@pytest.mark.parametrize(
    ("hours", "ready", "keep_until"),
    [
        (WEEK, "23 12:00", "25 18:30"),
        (WEEK, "23 19:00", "26 18:30"),
        (WEEK, "27 12:00", "30 18:30"),
        ("Mo-Fr 09:00-12:00,14:00-18:00", "23 12:30", "25 18:00"),
        ("Mo 09:00-12:00", "23 10:00", "30 12:00"),
        ("", "23 12:00", "26 12:00"),
    ],
)
def test_goods_are_kept_for_three_opening_days(session, hours, ready, keep_until):
    store = open_store(session, opening_hours=hours)

    assert clock.keep_until(store, at(ready)) == at(keep_until)


def test_hours_that_end_before_the_wanted_time_have_no_such_moment():
    stretches = [(at("23 10:00"), at("23 12:00"))]

    assert clock.after_open_time(stretches, at("23 11:00"), at("23 12:00") - at("23 11:00")) == at("23 12:00")
    assert clock.after_open_time(stretches, at("23 11:30"), at("23 12:00") - at("23 11:00")) is None


def test_make_tells_the_same_noon_as_these_tests():
    assert at("23 12:00") == make.NOON
