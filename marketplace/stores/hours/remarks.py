"""What to tell a shop about hours that were read: where they say less, or something else, than it may think."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from marketplace.stores.hours.rules import DAY_MINUTES, Rule, Span, clock, in_one_line, times_text
from marketplace.stores.hours.words import ARRANGEMENT

Remark = tuple[str, dict[str, Any]]

LONGEST_NIGHT_MINUTES = 12 * 60
MORNING_MINUTES = 6 * 60

_ANY_MONDAY = date(2024, 1, 1)
_WEEK, _FOUR_YEARS = 7, 4 * 365 + 1


def settled(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules as the shop means them when a comment stands alone beside times.

    "nach Vereinbarung" then fills what the other rules leave, and any other comment is only a note;
    taken by the letter either would replace every rule before it.
    """
    return tuple(_beside(rule) if len(rules) > 1 and _is_bare_comment(rule) else rule for rule in rules)


def remarks_on(rules: Sequence[Rule]) -> tuple[Remark, ...]:
    """Each way in which the rules are understood only in part, as a code and the values of its sentence."""
    return (
        *(remark for rule in rules for remark in _on_one(rule, is_last=rule is rules[-1])),
        *(("hours_season_missing", {"rule": str(rule), "season": season}) for rule, season in _seasonless(rules)),
        *(("hours_never_applies", {"rule": str(rule), "later": str(by)}) for rule, by in _hidden(tuple(rules))),
        *(("hours_holiday_first", {"rule": str(rule)}) for rule in _holidays_too_early(rules)),
        *([] if any(rule.kind != "off" for rule in rules) else [("hours_never_open", {})]),
    )


def clearer(rules: Sequence[Rule]) -> str | None:
    """The same rules written so that every reader of OSM takes them as meant, or None if they are so already."""
    seasons = {id(rule): season for rule, season in _seasonless(rules)}
    joined = {id(by) for rule, by in _hidden(tuple(rules)) if _is_second_half(rule, by)}
    early = {id(rule) for rule in _holidays_too_early(rules)}
    if not (seasons or joined or early or any(_overlaps(rule) for rule in rules)):
        return None
    better: list[Rule] = []
    last: list[Rule] = []
    for rule in rules:
        new = replace(
            rule,
            season=seasons.get(id(rule), rule.season),
            link="," if id(rule) in joined else rule.link,
            times=times_text(rule.spans) if _overlaps(rule) else rule.times,
        )
        if id(rule) not in early:
            better.append(new)
            continue
        last.append(replace(new, days="PH", link=";"))
        if rule.selector is not None:
            better.append(replace(new, days=rule.selector.removeprefix(rule.season).strip()))
    return in_one_line([*better, *last])


def _is_bare_comment(rule: Rule) -> bool:
    return bool(rule.comment) and not (rule.season or rule.days or rule.times) and rule.kind == "by_arrangement"


def _beside(rule: Rule) -> Rule:
    wanted = ARRANGEMENT.search(rule.comment)
    return replace(rule, link="||") if wanted else replace(rule, spans=())


def _on_one(rule: Rule, *, is_last: bool) -> Iterator[Remark]:
    values = {"rule": str(rule), "comment": rule.comment}
    if rule.kind == "by_arrangement" and rule.spans:
        commented = "hours_times_by_arrangement" if rule.times else "hours_by_arrangement"
        yield commented if rule.comment else "hours_no_times", values
    elif rule.comment and not is_last:
        yield "hours_note_for_some_days", values
    if rule.kind == "unknown":
        yield "hours_uncertain", values
    elif any(not span.end_known for span in rule.spans):
        yield "hours_open_end", values
    for span in filter(_seems_reversed, rule.spans):
        yield "hours_past_midnight", {**values, "closes": clock(span.closes)}
    if "SH" in rule.days:
        yield "hours_school_holidays", values
    if _overlaps(rule):
        yield "hours_overlapping_times", values


def _seems_reversed(span: Span) -> bool:
    """Whether a night is so long and ends so late that opening and closing were probably typed the wrong way round."""
    ends_in_the_day = span.end_known and span.closes > DAY_MINUTES + MORNING_MINUTES
    return ends_in_the_day and span.closes - span.opens > LONGEST_NIGHT_MINUTES


def _overlaps(rule: Rule) -> bool:
    return bool(rule.times and rule.spans) and rule.times.count(",") + 1 > len(rule.spans)


def _seasonless(rules: Sequence[Rule]) -> Iterator[tuple[Rule, str]]:
    """Opening rules without a season that follow one with a season, and that season."""
    season = ""
    for rule in rules:
        if rule.season and not rule.dated:
            season = rule.season
        elif season and rule.kind == "open" and not rule.season and rule.selector is not None:
            yield rule, season


@lru_cache(maxsize=512)
def _hidden(rules: tuple[Rule, ...]) -> tuple[tuple[Rule, Rule], ...]:
    """Rules that later rules replace on each of their days, with the last that does; seasons need four years."""
    if len(rules) < 2:
        return ()
    looked_at = _FOUR_YEARS if any(rule.season or "[" in rule.days for rule in rules) else _WEEK
    calendar = [_ANY_MONDAY + timedelta(days) for days in range(looked_at)]
    held = [{day for day in calendar if rule.holds_on(day)} for rule in rules]
    hidden = []
    for place, rule in enumerate(rules):
        later = [other for other in range(place + 1, len(rules)) if rules[other].link == ";" and rules[other].spans]
        replacing = [other for other in later if held[other] & held[place]]
        if held[place] and rule.link != "||" and held[place] <= set().union(*(held[other] for other in replacing)):
            hidden.append((rule, rules[replacing[-1]]))
    return tuple(hidden)


def _is_second_half(rule: Rule, by: Rule) -> bool:
    """Whether the later rule adds an afternoon to a morning: same days, both open, no common minute."""
    apart = all(first.closes <= second.opens for first in rule.spans for second in by.spans)
    return rule.kind == by.kind == "open" and rule.selector == by.selector and apart


def _holidays_too_early(rules: Sequence[Rule]) -> Iterator[Rule]:
    """Rules for holidays that a later rule for weekdays would replace on a holiday, taken by the letter."""
    for place, rule in enumerate(rules):
        after = rules[place + 1 :]
        if rule.holidays and any(
            later.link == ";" and later.kind != "off" and later.selector is not None and not later.holidays
            for later in after
        ):
            yield rule
