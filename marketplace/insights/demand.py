"""Searched and not found: counted by theme and day, without person, address or exact place."""

import hashlib
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.insights.models import DayKey, DaySearcher, DemandSignal
from marketplace.inventory.stock import CITY_TIME

FEWEST_SEARCHERS = 5
LONGEST_THEME = 60
MOST_THEMES_A_DAY = 40
SEARCH, WISH = "search", "wish"
_PERSONAL = re.compile(r"@|\d{6,}|\d[\d /-]{7,}\d|https?:|www\.")


@dataclass(frozen=True, slots=True)
class Theme:
    """What enough people missed: how many searched for it and how many wished for it, each once a day."""

    theme: str
    searchers: int
    wishes: int
    last_day: date


def theme_of(typed: str) -> str:
    """The theme behind what was typed; empty where it may be somebody's address, number or mail."""
    theme = " ".join(typed.casefold().split())
    return "" if is_personal(theme) or len(theme) > LONGEST_THEME else theme


def is_personal(typed: str) -> bool:
    """Whether a text may hold somebody's mail, telephone number or page."""
    return bool(_PERSONAL.search(typed.casefold()))


def note(session: Session, city: City, typed: str, kind: str, searcher: str, now: datetime) -> bool:
    """Count one searcher of a theme for today; says whether she counted. A wish counts as a search too.

    `searcher` is anything that tells one browser from another. It is kept only as a hash under the day's random key.
    One searcher counts once for each theme and for a few dozen themes a day.
    """
    theme, day = theme_of(typed), now.astimezone(CITY_TIME).date()
    if not theme:
        return False
    digest = hashlib.blake2b(searcher.encode(), key=day_key(session, day), digest_size=16).hexdigest()
    if asked_too_much(session, digest):
        return False
    signal = signal_of(session, city, theme, day)
    counted = counts(session, signal, SEARCH, digest)
    signal.searchers += counted
    if kind == WISH:
        counted = counts(session, signal, WISH, digest)
        signal.wishes += counted
    return counted


def day_key(session: Session, day: date) -> bytes:
    """The day's key, made at its first use. Keys and hashes of other days are deleted then."""
    known = session.get(DayKey, day)
    if known is None:
        forget(session, day)
        known = DayKey(day=day, key=secrets.token_bytes(32))
        session.add(known)
        session.flush()
    return known.key


def forget(session: Session, today: date) -> None:
    """Delete the keys and hashes of every other day: from then on nobody can be found in the counts."""
    session.execute(delete(DayKey).where(DayKey.day != today))
    old = select(DemandSignal.id).where(DemandSignal.day != today)
    session.execute(delete(DaySearcher).where(DaySearcher.signal_id.in_(old)))


def asked_too_much(session: Session, digest: str) -> bool:
    asked = session.scalar(select(func.count()).select_from(DaySearcher).where(DaySearcher.hash == digest)) or 0
    return asked >= MOST_THEMES_A_DAY


def signal_of(session: Session, city: City, theme: str, day: date) -> DemandSignal:
    """The day's row of a theme, made where there is none."""
    found = session.scalar(
        select(DemandSignal).where(
            DemandSignal.city_id == city.id, DemandSignal.day == day, DemandSignal.theme == theme
        )
    )
    if found is None:
        found = DemandSignal(city_id=city.id, day=day, theme=theme, searchers=0, wishes=0)
        session.add(found)
        session.flush()
    return found


def counts(session: Session, signal: DemandSignal, kind: str, digest: str) -> bool:
    """Whether this searcher is new to the theme today; she is remembered."""
    same = select(DaySearcher.id).where(
        DaySearcher.signal_id == signal.id, DaySearcher.kind == kind, DaySearcher.hash == digest
    )
    if session.scalar(same) is not None:
        return False
    session.add(DaySearcher(signal_id=signal.id, kind=kind, hash=digest))
    session.flush()
    return True


def themes(session: Session, city: City, since: date) -> Sequence[Theme]:
    """What the city lacks since a day, most searched first. Only themes that five different people searched in one day.

    Across days nobody can be recognised, so the numbers add up the days' searchers.
    """
    rows = session.execute(
        select(
            DemandSignal.theme,
            func.sum(DemandSignal.searchers),
            func.sum(DemandSignal.wishes),
            func.max(DemandSignal.day),
        )
        .where(DemandSignal.city_id == city.id, DemandSignal.day >= since)
        .group_by(DemandSignal.theme)
        .having(func.max(DemandSignal.searchers) >= FEWEST_SEARCHERS)
        .order_by(func.sum(DemandSignal.searchers).desc(), DemandSignal.theme)
    )
    return [Theme(theme, int(searchers), int(wishes), last_day) for theme, searchers, wishes, last_day in rows]
