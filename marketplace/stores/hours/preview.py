"""What a shop sees of its hours before it keeps them: the fault or the week, remarks, and a better spelling."""

from dataclasses import dataclass
from datetime import datetime

from marketplace.sentences import refusals
from marketplace.stores.hours.days import local_day
from marketplace.stores.hours.words import BadHours
from marketplace.stores.opening_hours import DayRow, Status, read_hours, status, week


@dataclass(frozen=True, slots=True)
class Preview:
    """`fault` is the sentence of a refusal and leaves the rest empty, except for a `proposal` to take over."""

    text: str
    fault: str = ""
    proposal: str = ""
    remarks: tuple[str, ...] = ()
    note: str = ""
    week: tuple[DayRow, ...] = ()
    now: Status | None = None


def preview(typed: str, state: str, moment: datetime) -> Preview:
    """How the typed hours are understood, with the seven days from this moment on in a state of Germany."""
    try:
        hours = read_hours(typed.strip())
    except BadHours as refusal:
        return Preview(typed, refusals.sentence(refusal), refusal.values.get("proposal") or "")
    return Preview(
        text=hours.text,
        proposal=hours.proposal if hours.proposal and hours.proposal != hours.text else "",
        remarks=tuple(refusals.words(code, values) for code, values in hours.remarks),
        note=hours.note,
        week=tuple(week(hours, local_day(moment), state)),
        now=status(hours, moment, state),
    )
