"""Opening hours as schema.org tells them to search engines."""

from datetime import date

from marketplace.stores.opening_hours import DayRow, Hours, week

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def specifications(hours: Hours, first_day: date, state: str) -> list[dict[str, str]]:
    """`openingHoursSpecification` of a week: its ordinary days, then each holiday in it with its own validity.

    Only what is open for sure is told; a holiday of which the hours say nothing is told as closed.
    """
    ordinary = [entry for row in week(hours, first_day, None) for entry in _entries(row)]
    holidays = [row for row in week(hours, first_day, state) if row.holiday]
    return ordinary + [_valid_on(row, entry) for row in holidays for entry in _entries(row) or [_closed(row)]]


def _entries(row: DayRow) -> list[dict[str, str]]:
    certain = [times for times in row.times if times.kind == "open"]
    return [_entry(row, times.opens, "23:59" if times.closes == "24:00" else times.closes) for times in certain]


def _closed(row: DayRow) -> dict[str, str]:
    return _entry(row, "00:00", "00:00")


def _entry(row: DayRow, opens: str, closes: str) -> dict[str, str]:
    day = f"https://schema.org/{_DAYS[row.day.weekday()]}"
    return {"@type": "OpeningHoursSpecification", "dayOfWeek": day, "opens": opens, "closes": closes}


def _valid_on(row: DayRow, entry: dict[str, str]) -> dict[str, str]:
    return {**entry, "validFrom": row.day.isoformat(), "validThrough": row.day.isoformat()}
