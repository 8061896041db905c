"""Deadlines in opening hours: a shop is given hours in which it is open, a shopper whole opening days."""

from datetime import datetime, timedelta
from itertools import groupby

from marketplace.stores.hours.days import local_day
from marketplace.stores.models import Store
from marketplace.stores.opening import open_hours

LONGEST_ANSWER = timedelta(hours=72)
ANSWER_IF_UNKNOWN = timedelta(hours=24)
KEPT_DAYS = 3
KEPT_IF_UNKNOWN = timedelta(hours=72)
WEEK_DAYS, LOOKED_AHEAD_DAYS = 7, 14

Stretch = tuple[datetime, datetime]


def answer_by(store: Store, now: datetime, share: float = 1.0) -> datetime:
    """When the shop must have answered: after its own limit of hours in which it is open, at most 72 h from now.

    24 h where nobody knows its hours. `share` of the limit is for the reminder before it.
    """
    stretches = open_hours(store, now, LOOKED_AHEAD_DAYS)
    if not stretches:
        return now + ANSWER_IF_UNKNOWN * share
    passed = after_open_time(stretches, now, timedelta(hours=store.answer_hours) * share)
    latest = now + LONGEST_ANSWER * share
    return min(passed, latest) if passed else latest


def keep_until(store: Store, now: datetime) -> datetime:
    """Until when goods are kept from now on: the end of the third day on which the shop is still open.

    Where it opens less than three times in a week, the end of the week's last; 72 h where nobody knows its hours.
    """
    stretches = open_hours(store, now, WEEK_DAYS) or open_hours(store, now, LOOKED_AHEAD_DAYS)
    ends = [list(of_day)[-1][1] for _day, of_day in groupby(stretches, lambda stretch: local_day(stretch[0]))]
    return ends[min(KEPT_DAYS, len(ends)) - 1] if ends else now + KEPT_IF_UNKNOWN


def after_open_time(stretches: list[Stretch], start: datetime, wanted: timedelta) -> datetime | None:
    """The moment at which a shop has been open for so long since the start; None where the stretches are too short."""
    left = wanted
    for opens, closes in stretches:
        begins = max(opens, start)
        if closes - begins >= left:
            return begins + left
        left -= closes - begins
    return None
