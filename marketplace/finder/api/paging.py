"""Lists in pages: a cursor says what the page before ended with, so that nothing moves when rows come and go."""

import base64
import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from marketplace.finder.api.problems import BadParameters, Fault

Row = TypeVar("Row")


def cut(
    rows: Sequence[Row], key: Callable[[Row], list[Any]], order: str, cursor: str, limit: int
) -> tuple[Sequence[Row], str | None]:
    """The page of rows, sorted by key, that stands behind a cursor, and the next cursor. Raises BadParameters."""
    behind = ended(cursor, order) if cursor else None
    try:
        left = [row for row in sorted(rows, key=key) if behind is None or key(row) > behind]
    except TypeError:
        raise _refused(cursor) from None
    page = left[:limit]
    return page, written(order, key(page[-1])) if len(left) > limit else None


def written(order: str, key: Sequence[Any]) -> str:
    """A cursor behind the row with this key."""
    return base64.urlsafe_b64encode(json.dumps([order, *key]).encode()).decode().rstrip("=")


def ended(cursor: str, order: str) -> list[Any]:
    """The key of the row that a cursor stands behind. Raises BadParameters for a cursor of another order."""
    try:
        found = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError:
        raise _refused(cursor) from None
    if not isinstance(found, list) or found[:1] != [order]:
        raise _refused(cursor)
    return found[1:]


def _refused(cursor: str) -> BadParameters:
    return BadParameters(Fault("cursor", cursor, "cursor_unknown"))
