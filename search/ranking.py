"""The order of an answer, and the page of it that a query asks for."""

import base64
import binascii
import struct
from dataclasses import dataclass

import numpy as np

from search.arrays import Array
from search.errors import BadCursor
from search.generation import Snapshot
from search.joining import Found
from search.model import Query
from search.stores import MILLIMETRES, Nearby

CURSOR = struct.Struct(">cqqq")
BITS_BELOW_A_TIE = 6


@dataclass(frozen=True, slots=True)
class Page:
    """Places in the answer, best first, and the cursor behind the last."""

    places: Array
    cursor: str | None


def scores(answer: Found, nearby: Nearby) -> Array:
    """Text times nearness of the chosen store."""
    return answer.texts if nearby.metres is None else np.asarray(answer.texts * nearby.nearness[answer.places])


def page(snapshot: Snapshot, answer: Found, score: Array, nearby: Nearby, query: Query) -> Page:
    """The hits of one page: those behind the cursor. Raises BadCursor."""
    sort = "fit" if query.sort == "distance" and nearby.metres is None else query.sort
    keys = _keys(sort, answer, score, nearby)
    open_places = np.arange(len(keys))
    if query.cursor:
        key, product = _read_cursor(query.cursor, sort)
        open_places = ((keys > key) | ((keys == key) & (answer.ids > product))).nonzero()[0]
    places = least(keys, answer.ids, open_places, max(query.limit, 0))
    if not len(places) or len(places) == len(open_places):
        return Page(places, None)
    last = places[-1]
    packed = CURSOR.pack(sort[0].encode(), snapshot.number, int(keys[last]), int(answer.ids[last]))
    return Page(places, base64.urlsafe_b64encode(packed).decode().rstrip("="))


def _keys(sort: str, answer: Found, score: Array, nearby: Nearby) -> Array:
    """Whole numbers, the least first."""
    if sort == "price":
        return answer.cents
    if sort == "distance" and nearby.metres is not None:
        return np.rint(nearby.metres[answer.places] * MILLIMETRES).astype(np.int64)
    return by_score(score)


def by_score(score: Array) -> Array:
    """Keys for the best score first. Scores equal in 17 binary digits (about 1e-5) share one, so that ids decide."""
    digits = score.astype(np.float32).view(np.int32)
    return np.asarray(-((digits + (1 << (BITS_BELOW_A_TIE - 1))) >> BITS_BELOW_A_TIE))


def least(keys: Array, ids: Array, places: Array, limit: int) -> Array:
    """The first `limit` of the places by key, then id."""
    if 0 < limit < len(places):
        key = keys[places]
        edge = np.partition(key, limit - 1)[limit - 1]
        sure, tied = places[key < edge], places[key == edge]
        wanted = limit - len(sure)
        if wanted < len(tied):
            tied = tied[np.argpartition(ids[tied], wanted - 1)[:wanted]]
        places = np.concatenate([sure, tied])
    return places[np.lexsort((ids[places], keys[places]))][:limit]


def _read_cursor(cursor: str, sort: str) -> tuple[int, int]:
    try:
        packed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        order, _, key, product = CURSOR.unpack(packed)
    except (binascii.Error, struct.error, ValueError) as fault:
        raise BadCursor("This cursor was not given out by this index.") from fault
    if order != sort[0].encode():
        raise BadCursor("This cursor belongs to another order of results.")
    return key, product
