"""Opening hours as real shops write them: each text is pinned to what becomes of it, and compared with the library."""

import hashlib
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from opening_hours import OpeningHours

from marketplace.stores.opening_hours import BadHours, intervals, read_hours
from tests.conftest import REAL_DATA

STRINGS = REAL_DATA / "opening_hours_strings.tsv"
PINS = Path(__file__).with_name("opening_hours_pins.txt")
MONDAY = datetime(2026, 7, 6, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not STRINGS.exists(), reason="the real data is not beside the repository")


def real_texts() -> list[str]:
    return [line.split("\t")[1] for line in STRINGS.read_text(encoding="utf-8").splitlines()]


def pins() -> dict[str, str]:
    """Outcome by text, the texts named by the start of their hash."""
    return {digest: outcome for outcome, digests in _groups() for digest in digests}


def _groups() -> Iterator[tuple[str, list[str]]]:
    outcome = ""
    for line in PINS.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            yield outcome, line.split()
        elif not line.startswith("#"):
            outcome = line


def outcome_of(text: str) -> str:
    try:
        remarks = read_hours(text).remarks
    except BadHours as refusal:
        return f"refused: {refusal.code}"
    return f"in part: {', '.join(dict.fromkeys(code for code, _ in remarks))}" if remarks else "understood"


def test_each_real_text_has_its_pinned_outcome():
    outcomes = {hashlib.sha256(text.encode()).hexdigest()[:8]: outcome_of(text) for text in real_texts()}

    assert len(outcomes) == 279
    assert outcomes == pins()


def test_the_library_opens_and_closes_real_shops_at_the_same_moments():
    moments = [MONDAY + timedelta(minutes=30 * step) for step in range(21 * 48)]
    for text in real_texts():
        hours, library = read_hours(text), OpeningHours(text)
        stretches = intervals(hours, MONDAY, 22, "NW")
        ours = {moment for moment in moments if any(opens <= moment < closes for opens, closes in stretches)}
        theirs = {moment for moment in moments if library.is_open(by_the_clock(moment))}

        unsure = hours.note or "hours_open_end" in outcome_of(text)
        assert not theirs - ours or unsure, f"{text}: we say closed where only comments and open ends may be"
        assert all(by_the_clock(moment).hour < 3 for moment in ours - theirs), f"{text}: we say open too often"


def by_the_clock(moment: datetime) -> datetime:
    """Summer's local time as the library wants it, which cuts a night at the next day's rule; we do not."""
    return (moment + timedelta(hours=2)).replace(tzinfo=None)


def test_two_weeks_of_seven_hundred_shops_take_under_three_seconds():
    texts = real_texts()
    started = time.perf_counter()
    for number in range(700):
        intervals(read_hours(texts[number % len(texts)]), MONDAY, 14, "NW")

    assert time.perf_counter() - started < 3
