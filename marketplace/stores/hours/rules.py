"""One rule of opening hours: on which days it holds and what holds then."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from opening_hours import OpeningHours

Kind = Literal["open", "off", "unknown", "by_arrangement"]

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of one day in minutes after its midnight; `closes` may lie past the next one.

    With `end_known` false the shop opens then and nobody says until when: an open end is never open for sure.
    """

    opens: int
    closes: int
    kind: Kind = "open"
    end_known: bool = True

    def __str__(self) -> str:
        return f"{clock(self.opens)}-{clock(self.closes)}"


@dataclass(frozen=True, slots=True)
class Rule:
    """What holds on some days: spans of time, closed, or by arrangement.

    `selector` picks the days in OSM's words ("" every day, None no ordinary day), `days` is the same with
    holidays as typed. `season` is the part of it before the weekdays. `dated` rules name single dates and so
    speak of a holiday that falls on one. `link` says how the rule follows the one before it: ";" replaces,
    "," adds, "||" fills what is left.
    """

    link: str
    season: str
    days: str
    selector: str | None
    holidays: bool
    dated: bool
    always: bool
    kind: Kind
    times: str
    spans: tuple[Span, ...]
    comment: str
    at: int

    def __str__(self) -> str:
        state = {"off": "off", "unknown": "unknown"}.get(self.kind, "")
        comment = f'"{self.comment}"' if self.comment else ""
        return " ".join(part for part in (self.season, self.days, self.times, state, comment) if part)

    def holds_on(self, day: date) -> bool:
        """Whether the rule picks an ordinary day."""
        return self.selector is not None and picks(self.selector, day)

    def holds_on_holiday(self, day: date) -> bool:
        """Whether the rule speaks of a holiday: by the word PH, or by its date."""
        return (self.holidays and picks(self.season, day)) or (self.dated and self.holds_on(day))


def clock(minutes: int) -> str:
    """Minutes after midnight as "09:30"; "24:00" ends a day, and later times count from the next midnight."""
    if minutes > DAY_MINUTES:
        minutes -= DAY_MINUTES
    return f"{minutes // 60:02}:{minutes % 60:02}"


def times_text(spans: Iterable[Span]) -> str:
    """Known spans in order, an open end written at the span it follows."""
    texts: list[str] = []
    for span in spans:
        if span.end_known:
            texts.append(str(span))
        elif texts and texts[-1].endswith(clock(span.opens)):
            texts[-1] += "+"
        else:
            texts.append(f"{clock(span.opens)}+")
    return ",".join(texts)


def in_one_line(rules: Iterable[Rule]) -> str:
    """The rules as one OSM text."""
    text = ""
    for rule in rules:
        join = {";": "; ", ",": ", ", "||": " || "}[rule.link] if text else ""
        text += f"{join}{rule}"
    return text


def picks(selector: str, day: date) -> bool:
    """Whether OSM's day selector picks a day. The library decides; no selector picks every day."""
    return not selector or whole_days(selector).is_open(datetime(day.year, day.month, day.day, 12))  # noqa: DTZ001


@lru_cache(maxsize=4096)
def whole_days(selector: str) -> OpeningHours:
    """The days a selector picks, as the library's object. Raises its ParserError for words in a wrong order."""
    return OpeningHours(f"{selector} 00:00-24:00")


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order of time, those of one kind that overlap or touch made one."""
    whole: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.kind, span.opens, span.closes)):
        last = whole[-1] if whole else None
        if last and last.kind == span.kind and span.opens <= last.closes:
            longest = max(last, span, key=lambda span: span.closes)
            whole[-1] = Span(last.opens, longest.closes, last.kind, longest.end_known)
        else:
            whole.append(span)
    return tuple(sorted(whole, key=lambda span: (span.opens, span.closes)))
