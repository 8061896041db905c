"""The words of opening hours: OSM's own, those people type instead, and how a text falls into words."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from marketplace.errors import Invalid

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

KINDS = {
    **{day.lower(): ("day", day) for day in WEEKDAYS},
    **{month.lower(): ("month", month) for month in MONTHS},
    "ph": ("holiday", "PH"),
    "sh": ("holiday", "SH"),
    "off": ("state", "off"),
    "closed": ("state", "off"),
    "open": ("state", "open"),
    "unknown": ("state", "unknown"),
    "easter": ("easter", "easter"),
    "week": ("week", "week"),
    "day": ("days", "days"),
    "days": ("days", "days"),
    **{event: ("sun", event) for event in ("sunrise", "sunset", "dawn", "dusk")},
}

FOREIGN = {
    **dict.fromkeys(("montag", "montags", "monday", "mon"), "Mo"),
    **dict.fromkeys(("di", "dienstag", "dienstags", "die", "tuesday", "tue"), "Tu"),
    **dict.fromkeys(("mi", "mittwoch", "mittwochs", "mit", "wednesday", "wed"), "We"),
    **dict.fromkeys(("do", "donnerstag", "donnerstags", "don", "thursday", "thu"), "Th"),
    **dict.fromkeys(("freitag", "freitags", "fre", "friday", "fri"), "Fr"),
    **dict.fromkeys(("samstag", "samstags", "sonnabend", "sam", "saturday", "sat"), "Sa"),
    **dict.fromkeys(("so", "sonntag", "sonntags", "son", "sunday", "sun"), "Su"),
    **dict.fromkeys(("feiertag", "feiertage", "feiertags", "feiertagen", "holidays"), "PH"),
    **dict.fromkeys(("täglich", "taeglich", "daily"), "Mo-Su"),
    **dict.fromkeys(("geschlossen", "ruhetag", "zu", "frei"), "off"),
    **dict.fromkeys(("und", "u", "and"), ","),
    **dict.fromkeys(("bis", "to"), "-"),
    **dict.fromkeys(("januar", "january", "jän"), "Jan"),
    **dict.fromkeys(("februar", "february"), "Feb"),
    **dict.fromkeys(("märz", "maerz", "mär", "mrz", "march"), "Mar"),
    "april": "Apr",
    "mai": "May",
    **dict.fromkeys(("juni", "june"), "Jun"),
    **dict.fromkeys(("juli", "july"), "Jul"),
    "august": "Aug",
    **dict.fromkeys(("september", "sept"), "Sep"),
    **dict.fromkeys(("okt", "oktober", "october"), "Oct"),
    "november": "Nov",
    **dict.fromkeys(("dez", "dezember", "december"), "Dec"),
}

SUPERFLUOUS = frozenset(("uhr", "h", "von", "an", "jeweils", "geöffnet"))
WISH_STARTS = frozenset(("nach", "nur", "auf", "per", "oder", "by", "on", "telefonisch", "termin", "termine"))

ARRANGEMENT = re.compile(r"vereinbarung|termin|absprache|anfrage|anmeldung|anruf|appointment|arrangement|request", re.I)
BESIDES = re.compile(r"^\W*(oder|und|sowie|sonst|auch|weitere|außerhalb|darüber hinaus|or|and|also|otherwise)\b", re.I)

_WORDS = re.compile(
    r"""(?P<space>\s+)
    |"(?P<comment>[^"]*)"
    |(?P<always>24/7)
    |(?P<dot>(?<!\d)\d{1,2}\.\d{2}(?!\d))
    |(?P<time>\d{1,2}:\d{2}(?!\d))
    |(?P<number>\d+)
    |(?P<word>[^\W\d_]+\.?)
    |(?P<sign>\|\||[-,;:+\[\]/])
    |(?P<dash>[\u2010-\u2015\u2212~])
    |(?P<other>.)""",
    re.VERBOSE,
)


class BadHours(Invalid):
    """Opening hours that cannot be read: `values` name the fault, its position from 1, and often a proposal."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word of opening hours as OSM spells it, with the position (from 0) where it was typed."""

    kind: str
    text: str
    at: int


def fault(code: str, at: int, word: str, **values: Any) -> BadHours:
    """The refusal that names a word and its position, counted from 1 as people do."""
    return BadHours(code, position=at + 1, word=word, **values)


def words(text: str) -> Iterator[Word]:
    """The words of opening hours in order. Raises BadHours at the first that OSM does not know."""
    for match in _WORDS.finditer(text):
        kind, typed, at = str(match.lastgroup), match.group(), match.start()
        if kind == "word":
            yield _known(typed, at)
        elif kind == "comment":
            if match["comment"].strip():
                yield Word("comment", match["comment"].strip(), at)
        elif kind == "dot":
            raise fault("hours_time_dot", at, typed)
        elif kind == "dash":
            raise fault("hours_dash", at, typed)
        elif kind == "other":
            raise fault("hours_open_quote" if typed == '"' else "hours_unknown_word", at, typed)
        elif kind != "space":
            yield Word(typed if kind == "sign" else kind, typed, at)


def _known(typed: str, at: int) -> Word:
    lowered = typed.rstrip(".").lower()
    if lowered in KINDS and not typed.endswith("."):
        return Word(*KINDS[lowered], at)

    meant = FOREIGN.get(lowered) or (KINDS[lowered][1] if lowered in KINDS else None)
    if meant:
        raise fault("hours_foreign_word", at, typed, meant=meant)
    if lowered in SUPERFLUOUS:
        raise fault("hours_superfluous_word", at, typed)
    raise fault("hours_unquoted_note" if lowered in WISH_STARTS else "hours_unknown_word", at, typed)
