"""From a text in OSM's syntax to rules, strictly: what is not understood is a fault with its place."""

from collections.abc import Sequence

from opening_hours import validate

from marketplace.stores.hours.rules import DAY_MINUTES, Kind, Rule, Span, merged, times_text
from marketplace.stores.hours.words import ARRANGEMENT, BESIDES, BadHours, Word, fault, words

LONGEST_TEXT = 500

_BODY = frozenset({"time", "state", "comment", "always"})
_DAYS = frozenset({"day", "holiday", "month", "week", "easter"})
_TIGHT = frozenset({"-", ",", "[", "]"})


def rules_of(text: str) -> tuple[Rule, ...]:
    """The rules of a text in their order. Raises BadHours, naming the first word that cannot stay as it is."""
    if not text.replace('"', "").strip():
        raise BadHours("hours_empty")
    if len(text) > LONGEST_TEXT:
        raise BadHours("hours_too_long", longest=LONGEST_TEXT)
    return tuple(_rule(link, part) for link, part in _parts(list(words(text))))


def _parts(all_words: Sequence[Word]) -> list[tuple[str, list[Word]]]:
    """The words of each rule, with the sign that joins it to the rule before."""
    parts: list[tuple[str, list[Word]]] = [(";", [])]
    for word, after in zip(all_words, [*all_words[1:], None], strict=True):
        ended = any(known.kind in _BODY for known in parts[-1][1])
        if word.kind in (";", "||"):
            parts.append((word.kind, []))
        elif word.kind == "," and ended and after and after.kind not in {"time", "number"}:
            parts.append((",", []))
        elif word.kind in _DAYS and ended:
            raise fault("hours_missing_separator", word.at, word.text)
        else:
            parts[-1][1].append(word)
    whole = [(link, part) for link, part in parts if part]
    if not whole:
        raise fault("hours_misplaced_word", all_words[0].at, all_words[0].text)
    return whole


def _rule(link: str, part: list[Word]) -> Rule:
    start = next((place for place, word in enumerate(part) if word.kind in _BODY), len(part))
    season, days = _selector([word for word in part[:start] if word.kind != ":"])
    body = part[start:]
    comment = body.pop().text if body and body[-1].kind == "comment" else ""
    state = body.pop().text if body and body[-1].kind == "state" else ""
    if not (season or days or body or comment or state in {"off", "unknown"}):
        raise fault("hours_misplaced_word", part[0].at, part[0].text)
    always = len(body) == 1 and body[0].kind == "always"
    spans = (Span(0, DAY_MINUTES),) if always else _spans(body)
    kind = _kind(state, comment, bool(spans))
    ordinary, holidays = _day_kinds(days)
    return Rule(
        link=";" if link == "," and kind == "off" else link,
        season=_written(season),
        days=_written(days),
        selector=_checked(season, ordinary, part) if ordinary or not days else None,
        holidays=holidays,
        dated=_is_dated(season, kind),
        always=always,
        kind=kind,
        times="24/7" if always else times_text(spans),
        spans=() if kind == "off" else _of_kind(spans, kind),
        comment=comment,
        at=part[0].at,
    )


def _selector(part: list[Word]) -> tuple[list[Word], list[Word]]:
    """The season and the days of a rule. A bare number after the days was meant as a time of day."""
    for word in part:
        if word.kind not in _DAYS | _TIGHT | {"number", "+", "days"}:
            raise fault("hours_sun_times" if word.kind == "sun" else "hours_misplaced_word", word.at, word.text)
    start = next((place for place, word in enumerate(part) if word.kind in {"day", "holiday"}), len(part))
    season, days = part[:start], part[start:]
    inside = False
    for before, word in zip([None, *days], days, strict=False):
        inside = word.kind == "[" or (inside and word.kind != "]")
        if word.kind == "number" and not inside and not (before and before.kind == "+"):
            raise fault("hours_time_minutes", word.at, word.text)
    if season and season[0].kind == "number" and len(season[0].text) < len("2026"):
        raise fault("hours_time_minutes", season[0].at, season[0].text)
    return season, days


def _day_kinds(days: list[Word]) -> tuple[list[Word], bool]:
    """The weekdays without the words for holidays, and whether PH is among them."""
    ordinary: list[Word] = []
    holidays = False
    for item in _between_commas(days):
        special = next((word for word in item if word.kind == "holiday"), None)
        if special and len(item) > 1:
            raise fault("hours_holiday_combination", special.at, special.text)
        if special:
            holidays = holidays or special.text == "PH"
        else:
            ordinary += [_comma_at(item[0].at), *item] if ordinary else item
    return ordinary, holidays


def _between_commas(part: list[Word]) -> list[list[Word]]:
    """The items of a list; commas within brackets do not count. A comma with nothing beside it is a fault."""
    items: list[list[Word]] = [[]]
    inside = False
    for word in part:
        inside = word.kind == "[" or (inside and word.kind != "]")
        if word.kind != "," or inside:
            items[-1].append(word)
        elif items[-1]:
            items.append([])
        else:
            raise fault("hours_misplaced_word", word.at, ",")
    if part and not items[-1]:
        raise fault("hours_misplaced_word", part[-1].at, ",")
    return items if part else []


def _comma_at(at: int) -> Word:
    return Word(",", ",", at)


def _checked(season: list[Word], ordinary: list[Word], part: list[Word]) -> str:
    """The selector as text, after the library has understood it."""
    selector = " ".join(filter(None, (_written(season), _written(ordinary))))
    if selector and not validate(f"{selector} 00:00-24:00"):
        raise fault("hours_unclear_days", part[0].at, selector)
    return selector


def _written(part: Sequence[Word]) -> str:
    """Words as OSM writes them: names and numbers apart, signs tight, a count of days ("easter -2 days") apart."""
    text = ""
    for place, word in enumerate(part):
        counts_days = any(near.kind == "days" for near in part[place + 1 : place + 3])
        tight = not text or word.kind in _TIGHT or text[-1] in "-,[+"
        text += word.text if tight and not (counts_days and word.kind in "+-") else f" {word.text}"
    return text


def _spans(body: list[Word]) -> list[Span]:
    """The times of a rule: "09:00-13:00,14:00-18:30", an open end marked by "+"."""
    return [span for item in _between_commas(body) for span in _spans_of(item)]


def _spans_of(item: list[Word]) -> list[Span]:
    opens, rest = _time(item[0]), item[1:]
    if opens >= DAY_MINUTES:
        raise fault("hours_time_out_of_range", item[0].at, item[0].text)
    closes: int | None = None
    if rest and rest[0].kind == "-":
        if len(rest) == 1:
            raise fault("hours_missing_end", item[0].at, item[0].text)
        closes, rest = _end(opens, rest[1]), rest[2:]
    open_end = bool(rest) and rest[0].kind == "+"
    if rest[open_end:]:
        raise fault("hours_misplaced_word", rest[open_end].at, rest[open_end].text)
    if closes is None and not open_end:
        raise fault("hours_missing_end", item[0].at, item[0].text)
    return _span(opens, closes, open_end)


def _span(opens: int, closes: int | None, open_end: bool) -> list[Span]:
    known = [Span(opens, closes)] if closes is not None else []
    if not open_end:
        return known
    start = opens if closes is None else closes
    return [*known, Span(start, max(DAY_MINUTES, start + 180), "unknown", end_known=False)]


def _end(opens: int, word: Word) -> int:
    closes = _time(word)
    if closes == opens:
        raise fault("hours_same_time", word.at, word.text)
    closes = closes if closes > opens else closes + DAY_MINUTES
    if closes > opens + DAY_MINUTES:
        raise fault("hours_time_out_of_range", word.at, word.text)
    return closes


def _time(word: Word) -> int:
    if word.kind == "number":
        raise fault("hours_time_minutes", word.at, word.text)
    if word.kind != "time":
        raise fault("hours_sun_times" if word.kind == "sun" else "hours_misplaced_word", word.at, word.text)
    hour, minute = (int(part) for part in word.text.split(":"))
    if hour > 47 or minute > 59:
        raise fault("hours_time_out_of_range", word.at, word.text)
    return hour * 60 + minute


def _kind(state: str, comment: str, timed: bool) -> Kind:
    if state == "off":
        return "off"
    if state == "unknown":
        return "unknown"
    if not timed:
        return "by_arrangement"
    return "by_arrangement" if ARRANGEMENT.search(comment) and not BESIDES.search(comment) else "open"


def _of_kind(spans: Sequence[Span], kind: Kind) -> tuple[Span, ...]:
    if not spans:
        return (Span(0, DAY_MINUTES, kind),)
    return merged(Span(span.opens, span.closes, kind, span.end_known) if kind != "open" else span for span in spans)


def _is_dated(season: Sequence[Word], kind: Kind) -> bool:
    """Whether the days are named by date. Opening for a span over several months is a season, closing is not."""
    months = sum(word.kind == "month" for word in season)
    by_date = any(word.kind in {"number", "easter"} for word in season)
    return by_date and (kind == "off" or months <= 1) and not any(word.kind == "week" for word in season)
