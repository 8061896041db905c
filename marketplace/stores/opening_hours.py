"""Opening hours in OSM's syntax: read strictly, and asked whether a shop is open, until when, or opens when.

A shop is called open only where its hours say so for sure. A rule without times is by arrangement, an open
end is unknown, and on a state's holiday that the hours do not mention the shopper is told to ask.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal

from marketplace.stores.hours.days import DayPlan, in_utc, local_day, plan
from marketplace.stores.hours.proposals import propose
from marketplace.stores.hours.reading import rules_of
from marketplace.stores.hours.remarks import Remark, clearer, remarks_on, settled
from marketplace.stores.hours.rules import Rule, Span, clock, in_one_line
from marketplace.stores.hours.words import BadHours

State = Literal["open", "closed", "by_arrangement", "holiday_ask", "unknown"]

_ONE_DAY = timedelta(days=1)
_LONGEST_OPEN_DAYS = 14
_FURTHEST_OPENING_DAYS = 366
_SUREST_FIRST = ("open", "unknown", "by_arrangement")


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours as they were understood.

    `text` is OSM's normal spelling. `note` is what the shop's comments say. `remarks` are the ways in which
    the hours are understood only in part, and `proposal` a text without those that can be mended.
    """

    text: str
    note: str
    rules: tuple[Rule, ...]
    remarks: tuple[Remark, ...]
    proposal: str | None

    def __hash__(self) -> int:
        return hash(self.text)

    @property
    def by_arrangement(self) -> tuple[str, ...]:
        """The rules that hold by arrangement, and so never make the shop open."""
        return tuple(str(rule) for rule in self.rules if rule.kind == "by_arrangement" and rule.spans)

    @property
    def names_holidays(self) -> bool:
        """Whether the hours say what holds on public holidays."""
        return any(rule.holidays or rule.always for rule in self.rules)


@dataclass(frozen=True, slots=True)
class Status:
    """A shop at one moment. `until` is when it closes (None: not within 14 days), `opens` when it next opens for sure.

    `until` is set only while open, `opens` only while not. `holiday` names the day's public holiday in German.
    """

    kind: State
    until: datetime | None = None
    opens: datetime | None = None
    holiday: str | None = None


@dataclass(frozen=True, slots=True)
class TimesOfDay:
    """A stretch of a day as local clock times; `closes` is "" where nobody says until when."""

    opens: str
    closes: str
    kind: State


@dataclass(frozen=True, slots=True)
class DayRow:
    """One row of the table of hours: a date, what it is on the whole, its times, and its holiday's German name."""

    day: date
    kind: State
    times: tuple[TimesOfDay, ...]
    holiday: str | None


@lru_cache(maxsize=4096)
def read_hours(text: str) -> Hours:
    """Understand hours as a shop typed them. Raises BadHours, which names the fault and often carries a `proposal`."""
    try:
        rules = settled(rules_of(text))
    except BadHours as refusal:
        raise BadHours(refusal.code, **refusal.values, proposal=propose(text)) from None
    comments = dict.fromkeys(rule.comment for rule in rules if rule.comment)
    return Hours(in_one_line(rules), "; ".join(comments), rules, remarks_on(rules), clearer(rules))


def status(hours: Hours, moment: datetime, state: str) -> Status:
    """Whether a shop is open at a moment, in a state of Germany such as "NW". Looks ahead at most a year."""
    today = local_day(moment)
    plans = [plan(hours.rules, day, state) for day in (today - _ONE_DAY, today)]
    kinds = {span.kind for each in plans for span in each.spans if _covers(each, span, moment)}
    holiday = plans[1].holiday
    if "open" in kinds:
        return Status("open", until=_closing(hours, moment, state), holiday=holiday)
    kind: Any = next((kind for kind in _SUREST_FIRST if kind in kinds), "closed")
    if kind == "closed" and plans[1].asks:
        kind = "holiday_ask"
    return Status(kind, opens=_next_opening(hours, moment, state), holiday=holiday)


def intervals(hours: Hours, start: datetime, days: int, state: str) -> list[tuple[datetime, datetime]]:
    """When a shop is open for sure in the days after a moment: whole stretches in UTC, in order and apart."""
    end = start + timedelta(days=days)
    first = local_day(start) - _ONE_DAY
    stretches: list[tuple[datetime, datetime]] = []
    for opens, closes in _openings(hours, first, days + 2, state):
        if stretches and opens <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(closes, stretches[-1][1]))
        else:
            stretches.append((opens, closes))
    return [(opens, closes) for opens, closes in stretches if closes > start and opens < end]


def week(hours: Hours, first_day: date, state: str | None) -> list[DayRow]:
    """Seven rows from a day on. With state None they are the hours of an ordinary week, as schema.org wants them."""
    return [_row(plan(hours.rules, first_day + timedelta(days), state)) for days in range(7)]


def _row(of_day: DayPlan) -> DayRow:
    kinds = {span.kind for span in of_day.spans}
    kind: Any = next((kind for kind in _SUREST_FIRST if kind in kinds), "holiday_ask" if of_day.asks else "closed")
    return DayRow(of_day.day, kind, tuple(_times(span) for span in of_day.spans), of_day.holiday)


def _times(span: Span) -> TimesOfDay:
    kind: Any = span.kind
    return TimesOfDay(clock(span.opens), clock(span.closes) if span.end_known else "", kind)


def _covers(of_day: DayPlan, span: Span, moment: datetime) -> bool:
    return in_utc(of_day.day, span.opens) <= moment < in_utc(of_day.day, span.closes)


def _openings(hours: Hours, first: date, days: int, state: str) -> Iterator[tuple[datetime, datetime]]:
    """Each stretch that is open for sure, day by day; those of neighbouring days may touch."""
    for day in (first + timedelta(count) for count in range(days)):
        for span in plan(hours.rules, day, state).spans:
            if span.kind == "open":
                yield in_utc(day, span.opens), in_utc(day, span.closes)


def _closing(hours: Hours, moment: datetime, state: str) -> datetime | None:
    stretches = intervals(hours, moment, _LONGEST_OPEN_DAYS, state)
    closes = stretches[0][1]
    return closes if closes < moment + timedelta(days=_LONGEST_OPEN_DAYS) else None


def _next_opening(hours: Hours, moment: datetime, state: str) -> datetime | None:
    if not any(rule.kind == "open" for rule in hours.rules):
        return None
    openings = _openings(hours, local_day(moment), _FURTHEST_OPENING_DAYS, state)
    return next((opens for opens, _ in openings if opens > moment), None)
