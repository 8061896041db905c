"""How far a count may be trusted now, and what a shopper is told of the stock."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from statistics import median

DAY_S = 86_400
UNTIL_KNOWN_S = 7 * DAY_S
DAYS_LOOKED_AT = 8
FEW = 2
FRESH = "fresh"


def rhythm_s(days: list[date]) -> int:
    """A shop's rhythm in seconds: the median gap between its last eight counting days, at least one day.

    Seven days until three counting days are known.
    """
    latest = sorted(set(days))[-DAYS_LOOKED_AT:]
    if len(latest) < 3:
        return UNTIL_KNOWN_S
    return max(DAY_S, int(median((b - a).days for a, b in pairwise(latest)) * DAY_S))


def confidence(counted_at: datetime, rhythm: int, now: datetime) -> str:
    """`fresh` up to one rhythm (in seconds) after the count, `ageing` up to two, `unknown` after."""
    age = (now - counted_at) / timedelta(seconds=1)
    if age <= rhythm:
        return FRESH
    return "ageing" if age <= 2 * rhythm else "unknown"


def stock_state(available: int, counted_at: datetime, rhythm: int, now: datetime) -> str:
    """`in_stock`, `limited` (1-2), `out_of_stock`, or `unknown` where the count is too old to say."""
    if confidence(counted_at, rhythm, now) == "unknown":
        return "unknown"
    if available > FEW:
        return "in_stock"
    return "limited" if available > 0 else "out_of_stock"
