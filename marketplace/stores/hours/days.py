"""One day of a shop: what its hours say of it, once the state's holidays are known."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import holidays

from marketplace.stores.hours.rules import Rule, Span, merged

ZONE = ZoneInfo("Europe/Berlin")
LANGUAGES = {"de": "de", "en": "en_US"}


@dataclass(frozen=True, slots=True)
class DayPlan:
    """The spans of one local day; `asks` when it is a holiday of which the hours say nothing."""

    day: date
    spans: tuple[Span, ...]
    holiday: str | None = None
    asks: bool = False


def plan(rules: Sequence[Rule], day: date, state: str | None) -> DayPlan:
    """What holds on a local day in a state of Germany ("NW"); with no state every day is an ordinary one.

    On a holiday only rules that name it count, wherever they stand. Hours that name none are asked for,
    unless they say 24/7, are by arrangement anyway, or are closed on such a weekday.
    """
    holiday = holiday_on(day, state) if state else None
    if holiday is None:
        return DayPlan(day, _spans(rules, day, Rule.holds_on))
    if any(rule.holds_on_holiday(day) for rule in rules):
        return DayPlan(day, _spans(rules, day, Rule.holds_on_holiday), holiday)

    spans = _spans(rules, day, Rule.holds_on)
    always = any(rule.always and rule.holds_on(day) for rule in rules)
    if always or all(span.kind == "by_arrangement" for span in spans):
        return DayPlan(day, spans, holiday)
    return DayPlan(day, (), holiday, asks=True)


def holiday_on(day: date, state: str, language: str = "de") -> str | None:
    """The name of the public holiday in a state of Germany, in German or English. Raises ValueError for no state."""
    return _holidays_of(state, day.year, language).get(day)


def local_day(moment: datetime) -> date:
    """The day on the shop's wall calendar. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs its time zone.")
    return moment.astimezone(ZONE).date()


def in_utc(day: date, minutes: int) -> datetime:
    """The moment a wall clock shows so many minutes after midnight; on days of 23 or 25 hours too."""
    wall = datetime.combine(day, time()) + timedelta(minutes=minutes)
    return wall.replace(tzinfo=ZONE).astimezone(UTC)


def _spans(rules: Iterable[Rule], day: date, holds: Callable[[Rule, date], bool]) -> tuple[Span, ...]:
    spans: list[Span] = []
    left: list[Span] = []
    for rule in rules:
        if not holds(rule, day):
            continue
        if rule.link == "||":
            left += rule.spans
        elif rule.link == ",":
            spans += rule.spans
        elif rule.spans or rule.kind == "off":
            spans = list(rule.spans)
    return merged([*spans, *(span for span in left if span.kind != "open" or not spans)])


@lru_cache(maxsize=256)
def _holidays_of(state: str, year: int, language: str) -> dict[date, str]:
    try:
        return dict(holidays.country_holidays("DE", subdiv=state, years=year, language=LANGUAGES[language]))
    except NotImplementedError:
        raise ValueError(f"{state} is no state of Germany.") from None
