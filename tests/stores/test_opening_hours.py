"""Whether a shop is open: lunch breaks, nights, holidays of the state, the days the clocks change."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from marketplace.stores.hours.days import holiday_on
from marketplace.stores.hours.structured import specifications
from marketplace.stores.opening_hours import DayRow, Status, TimesOfDay, intervals, read_hours, status, week

BERLIN = ZoneInfo("Europe/Berlin")
SHOP = read_hours("Mo-Fr 09:00-13:00,14:30-18:30; Sa 10:00-14:00")
BAR = read_hours("Th 18:00-24:00; Fr,Sa 20:00-03:00; PH off")


def at(local: str) -> datetime:
    """A moment by the shop's wall clock."""
    return datetime.fromisoformat(local).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-05-06 08:59", Status("closed", opens=at("2026-05-06 09:00"))),
        ("2026-05-06 09:00", Status("open", until=at("2026-05-06 13:00"))),
        ("2026-05-06 13:00", Status("closed", opens=at("2026-05-06 14:30"))),
        ("2026-05-06 18:29", Status("open", until=at("2026-05-06 18:30"))),
        ("2026-05-08 19:00", Status("closed", opens=at("2026-05-09 10:00"))),
        ("2026-05-10 11:00", Status("closed", opens=at("2026-05-11 09:00"))),
    ],
    ids=["before", "opening", "lunch", "last minute", "Friday evening", "Sunday"],
)
def test_a_shop_with_a_lunch_break_through_the_week(moment, expected):
    assert status(SHOP, at(moment), "NW") == expected


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-05-09 02:59", Status("open", until=at("2026-05-09 03:00"))),
        ("2026-05-09 03:00", Status("closed", opens=at("2026-05-09 20:00"))),
        ("2026-05-10 01:00", Status("open", until=at("2026-05-10 03:00"))),
        ("2026-05-07 23:59", Status("open", until=at("2026-05-08 00:00"))),
        ("2026-05-08 00:00", Status("closed", opens=at("2026-05-08 20:00"))),
    ],
    ids=["Friday's night", "its end", "Saturday's night", "up to midnight", "midnight"],
)
def test_a_night_belongs_to_the_day_it_began(moment, expected):
    assert status(BAR, at(moment), "NW") == expected


def test_a_night_before_a_holiday_is_finished():
    assert status(BAR, at("2026-05-01 00:30"), "NW").kind == "closed"
    assert status(BAR, at("2026-10-03 02:00"), "NW") == Status(
        "open", at("2026-10-03 03:00"), None, "Tag der Deutschen Einheit"
    )
    assert status(BAR, at("2026-10-03 21:00"), "NW").kind == "closed"


def test_nights_that_join_are_open_without_an_end():
    assert status(read_hours("24/7"), at("2026-12-25 03:00"), "NW").until is None
    assert status(read_hours("24/7"), at("2026-12-25 03:00"), "NW").kind == "open"
    assert status(read_hours("Mo-Fr 00:00-24:00"), at("2026-05-05 03:00"), "NW").until == at("2026-05-09 00:00")


@pytest.mark.parametrize("moment", ["2026-05-06 03:00", "2026-05-06 12:00", "2026-05-10 12:00", "2026-12-25 12:00"])
@pytest.mark.parametrize("typed", ['"nach Vereinbarung"', "Mo-Su,PH", 'Mo-Su,PH "nach Absprache"', '"siehe Aushang"'])
def test_by_arrangement_is_never_open(typed, moment):
    hours = read_hours(typed)

    assert status(hours, at(moment), "NW").kind == "by_arrangement"
    assert status(hours, at(moment), "NW").opens is None
    assert intervals(hours, at(moment), 14, "NW") == []


def test_by_arrangement_beside_times_fills_what_they_leave():
    hours = read_hours('Mo-Fr 09:00-18:00; "und nach Vereinbarung"')

    assert hours.text == 'Mo-Fr 09:00-18:00 || "und nach Vereinbarung"'
    assert status(hours, at("2026-05-06 12:00"), "NW").kind == "open"
    assert status(hours, at("2026-05-06 20:00"), "NW") == Status("by_arrangement", opens=at("2026-05-07 09:00"))


def test_any_other_comment_beside_times_changes_nothing():
    hours = read_hours('Mo-Fr 09:00-18:00; "Hund erlaubt"')

    assert status(hours, at("2026-05-06 12:00"), "NW").kind == "open"
    assert status(hours, at("2026-05-06 20:00"), "NW").kind == "closed"


def test_an_open_end_is_not_open_for_sure():
    hours = read_hours("Mo-Su 10:00-18:00+")

    assert status(hours, at("2026-05-06 12:00"), "NW") == Status("open", until=at("2026-05-06 18:00"))
    assert status(hours, at("2026-05-06 19:00"), "NW") == Status("unknown", opens=at("2026-05-07 10:00"))
    assert status(read_hours("Mo-Su 12:00+"), at("2026-05-06 12:30"), "NW") == Status("unknown")


@pytest.mark.parametrize(
    ("day", "name"),
    [("2026-06-04", "Fronleichnam"), ("2027-11-01", "Allerheiligen"), ("2026-05-14", "Christi Himmelfahrt")],
)
def test_a_holiday_the_hours_do_not_name_is_asked_for(day, name):
    answer = status(SHOP, at(f"{day} 11:00"), "NW")

    assert (answer.kind, answer.holiday) == ("holiday_ask", name)
    assert answer.opens is not None
    assert answer.opens > at(f"{day} 23:59")


def test_holidays_are_those_of_the_state():
    assert status(SHOP, at("2026-06-04 11:00"), "BE") == Status("open", until=at("2026-06-04 13:00"))
    assert holiday_on(date(2026, 6, 4), "BE") is None
    assert holiday_on(date(2026, 6, 4), "NW", "en") == "Corpus Christi"


def test_a_state_that_does_not_exist_is_an_error():
    with pytest.raises(ValueError, match="XX is no state of Germany"):
        status(SHOP, at("2026-06-04 11:00"), "XX")


def test_a_shop_closed_on_sundays_is_closed_on_a_holiday_that_is_one():
    assert status(SHOP, at("2027-10-03 11:00"), "NW").kind == "closed"


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("Mo-Fr 09:00-18:00; PH off", "closed"),
        ("PH off; Mo-Fr 09:00-18:00", "closed"),
        ("Mo-Fr 09:00-18:00; PH 10:00-14:00", "open"),
        ("Mo-Fr 09:00-18:00; PH 14:00-16:00", "closed"),
        ("Mo-Fr 14:00-18:00; Sa,Su,PH 10:00-13:00", "open"),
        ("PH,Mo-Su 08:00-20:00", "open"),
        ("Mo-Fr 09:00-18:00, PH 14:00-16:00", "closed"),
        ("Mo-Fr 09:00-18:00; Jun 04 10:00-12:00", "open"),
        ("Mo-Fr 09:00-18:00; PH 10:00-14:00; Jun 01-14 off", "closed"),
        ("Apr-Sep: Mo-Fr 09:00-18:00", "holiday_ask"),
        ("Apr 01-Sep 30: Mo-Fr 09:00-18:00", "holiday_ask"),
        ("Mo-Fr 09:00-18:00; SH off", "holiday_ask"),
        ("24/7", "open"),
    ],
)
def test_fronleichnam_at_eleven(typed, kind):
    assert status(read_hours(typed), at("2026-06-04 11:00"), "NW").kind == kind


def test_seasons_and_dates():
    hours = read_hours("Apr-Sep: Mo-Sa 09:00-17:00; Dec 24 10:00-12:00; Aug 03-15 off")

    assert status(hours, at("2026-07-07 10:00"), "NW").kind == "open"
    assert status(hours, at("2026-08-04 10:00"), "NW") == Status("closed", opens=at("2026-08-17 09:00"))
    assert status(hours, at("2026-10-01 10:00"), "NW").opens == at("2026-12-24 10:00")


def test_on_the_short_day_of_spring_closing_is_by_the_wall_clock():
    # On 29 March 2026 the clock goes from 2:00 to 3:00.
    assert intervals(BAR, at("2026-03-28 12:00"), 1, "NW") == [
        (datetime(2026, 3, 28, 19, tzinfo=UTC), datetime(2026, 3, 29, 1, tzinfo=UTC))
    ]


def test_on_the_long_day_of_autumn_the_night_is_an_hour_longer():
    # On 25 October 2026 the clock goes from 3:00 back to 2:00.
    around = read_hours("Sa-Su 00:00-24:00")
    saturday, sunday = at("2026-10-24 00:00"), at("2026-10-26 00:00")

    assert intervals(around, at("2026-10-24 12:00"), 2, "NW") == [(saturday, sunday)]
    assert (sunday - saturday).total_seconds() == 49 * 3600
    assert status(SHOP, datetime(2026, 10, 26, 7, 59, tzinfo=UTC), "NW").kind == "closed"
    assert status(SHOP, datetime(2026, 10, 26, 8, 0, tzinfo=UTC), "NW").kind == "open"


def test_intervals_hold_what_is_open_for_sure_in_the_days_asked_for():
    hours = read_hours('Mo-We 10:00-12:00; Th 11:00-13:00; Fr 12:00+; Sa "nach Vereinbarung"')

    assert intervals(hours, at("2026-06-02 11:00"), 7, "NW") == [
        (at("2026-06-02 10:00"), at("2026-06-02 12:00")),
        (at("2026-06-03 10:00"), at("2026-06-03 12:00")),
        (at("2026-06-08 10:00"), at("2026-06-08 12:00")),
        (at("2026-06-09 10:00"), at("2026-06-09 12:00")),
    ]


def test_a_moment_needs_its_zone():
    with pytest.raises(ValueError, match="time zone"):
        status(SHOP, datetime(2026, 5, 6, 12), "NW")


def test_the_week_as_rows_with_its_holiday():
    rows = week(read_hours("Tu-Fr 09:00-18:00; Sa 10:00-24:00"), date(2026, 6, 1), "NW")

    nine_to_six = (TimesOfDay("09:00", "18:00", "open"),)
    assert [(row.day.day, row.kind) for row in rows[:4]] == [
        (1, "closed"),
        (2, "open"),
        (3, "open"),
        (4, "holiday_ask"),
    ]
    assert rows[3] == DayRow(date(2026, 6, 4), "holiday_ask", (), "Fronleichnam")
    assert rows[4] == DayRow(date(2026, 6, 5), "open", nine_to_six, None)
    assert rows[5].times == (TimesOfDay("10:00", "24:00", "open"),)


def test_search_engines_are_told_the_ordinary_week_and_the_holiday():
    told = specifications(read_hours("Th 09:00-18:00; Sa 10:00-24:00; Su 11:00+"), date(2026, 6, 1), "NW")

    assert [(entry["dayOfWeek"], entry["opens"], entry["closes"]) for entry in told] == [
        ("https://schema.org/Thursday", "09:00", "18:00"),
        ("https://schema.org/Saturday", "10:00", "23:59"),
        ("https://schema.org/Thursday", "00:00", "00:00"),
    ]
    assert (told[2]["validFrom"], told[2]["validThrough"]) == ("2026-06-04", "2026-06-04")
