"""What a shop probably meant by hours that OSM does not understand: repaired word by word, then read again."""

import re

from marketplace.stores.hours.reading import rules_of
from marketplace.stores.hours.rules import in_one_line
from marketplace.stores.hours.words import ARRANGEMENT, FOREIGN, KINDS, MONTHS, SUPERFLUOUS, BadHours

_QUOTED = re.compile(r'("[^"]*"?)')
_WORD = re.compile(r"[^\W\d_]+\.?")
_WISHES = re.compile(
    r"(?:(?:nur|oder|und|sowie|by|on|termine?)\s+){0,2}(?:(?:nach|auf|per|mit)\s+)?(?:\w+(?:er|\.)\s+)?\w+", re.I
)
_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su|PH)\b"

_REPAIRS = (
    (re.compile(r"[\u2010-\u2015\u2212~]"), "-"),
    (re.compile(r"\bsonn-?\s*(?:und|u\.|&|/)\s*feiertag\w*", re.I), "Su,PH"),
    (re.compile(r"\b(?:24\s*(?:h|std\.?|stunden)|rund um die uhr|durchgehend geöffnet)(?!\w)", re.I), "24/7"),
    (re.compile(r"(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)"), " "),
    (re.compile(r"(?<![\d.])(\d{1,2})\.(\d{2})(?![\d.])"), r"\1:\2"),
)
_HOURS = (
    (re.compile(r"(?<![\d:\w])(\d{1,2})(?=\s*-\s*\d)(?!:)"), r"\1:00"),
    (re.compile(r"(?<=[\d:]\d)(\s*-\s*)(\d{1,2})(?![\d:])"), r"\1\2:00"),
    (re.compile(r"\b0?0:00\s*-\s*0?0:00\b"), "00:00-24:00"),
    (re.compile(r"\s*&\s*"), ","),
    (re.compile(rf"(?<=[A-Za-z])\s*[|/+]\s*(?={_DAY})"), ","),
    (re.compile(rf"(?<=\w)\s*[\n|/]+\s*(?={_DAY})"), "; "),
    (re.compile(rf"\b(\d{{1,2}})\.\s*({'|'.join(MONTHS)})\b"), r"\2 \1"),
    (re.compile(rf"(?<=\d)\s+(?={_DAY})"), "; "),
    (re.compile(rf"(?<=off)\s+(?={_DAY})"), "; "),
)


def propose(text: str) -> str | None:
    """The text with its faults repaired, in OSM's syntax, or None where no repair makes it readable."""
    pieces = [piece if piece.startswith('"') else _repaired(piece) for piece in _QUOTED.split(text)]
    candidate = "".join(pieces)
    candidate += '"' if candidate.count('"') % 2 else ""
    try:
        return in_one_line(rules_of(candidate))
    except BadHours:
        return None


def _repaired(text: str) -> str:
    for pattern, better in _REPAIRS:
        text = pattern.sub(better, text)
    text = _with_wishes_quoted(text)
    text = "".join(piece if piece.startswith('"') else _WORD.sub(_in_osm, piece) for piece in _QUOTED.split(text))
    for pattern, better in _HOURS:
        text = pattern.sub(better, text)
    return re.sub(r"\s+,", ",", text)


def _with_wishes_quoted(text: str) -> str:
    """ "nach Vereinbarung" typed bare becomes a comment."""
    return _WISHES.sub(lambda wish: f'"{wish[0]}"' if ARRANGEMENT.search(wish[0]) else wish[0], text)


def _in_osm(word: re.Match[str]) -> str:
    lowered = word[0].rstrip(".").lower()
    if lowered in SUPERFLUOUS:
        return ""
    return FOREIGN.get(lowered) or KINDS.get(lowered, ("", word[0]))[1]
