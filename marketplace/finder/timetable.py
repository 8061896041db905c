"""A store's hours as its page shows them: the week, the holidays ahead, what is only by arrangement."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from flask_babel import format_date, gettext

from marketplace.errors import Refused
from marketplace.language import choose
from marketplace.stores.hours.days import holiday_on, local_day
from marketplace.stores.models import Store
from marketplace.stores.opening_hours import DayRow, Hours, TimesOfDay, read_hours, week

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Timetable:
    """`days` run from Monday to Sunday, each on its next date. `holidays` are those of the next two weeks."""

    today: date
    days: tuple[DayRow, ...]
    holidays: tuple[DayRow, ...]
    note: str
    by_arrangement: bool


def timetable(store: Store, now: datetime) -> Timetable | None:
    """The hours of a store's page; None where there are none, or none that can be read."""
    hours = hours_of(store)
    if hours is None:
        return None
    today, state = local_day(now), store.city.state
    coming = week(hours, today, state)
    two_weeks = [*coming, *week(hours, today + WEEK, state)]
    return Timetable(
        today=today,
        days=tuple(sorted(coming, key=lambda row: row.day.weekday())),
        holidays=tuple(row for row in two_weeks if row.holiday),
        note=hours.note,
        by_arrangement=bool(hours.by_arrangement),
    )


def hours_of(store: Store) -> Hours | None:
    """A store's hours as they were understood; None where there is nothing to understand."""
    try:
        return read_hours(store.opening_hours) if store.opening_hours else None
    except Refused:
        return None


def holiday_name(row: DayRow, state: str) -> str:
    """What the holiday of a row is called in the page's language."""
    return str(choose(row.holiday, holiday_on(row.day, state, "en")))


def times_words(row: DayRow) -> str:
    """One day's times: `09:30–12:30, 14:00–18:30`, `geschlossen`, `bitte nachfragen`."""
    if row.times:
        return ", ".join(stretch(times) for times in row.times)
    return gettext("bitte nachfragen") if row.kind == "holiday_ask" else gettext("geschlossen")


def stretch(times: TimesOfDay) -> str:
    """One stretch of a day, never said more certainly than the hours say it."""
    is_whole_day = (times.opens, times.closes) == ("00:00", "24:00")
    if times.kind == "by_arrangement" and is_whole_day:
        return gettext("nach Vereinbarung")
    if not times.closes:
        said = gettext("ab %(opens)s", opens=times.opens)
    else:
        said = gettext("ganztags") if is_whole_day else f"{times.opens}–{times.closes}"
    if times.kind == "by_arrangement":
        return gettext("%(times)s nach Vereinbarung", times=said)
    return said if times.kind == "open" or not times.closes else gettext("%(times)s, bitte nachfragen", times=said)


def weekday_words(day: date) -> str:
    """The weekday's name in the page's language."""
    return str(format_date(day, "EEEE"))


FILTERS = (times_words, weekday_words, holiday_name)
