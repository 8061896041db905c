from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.inventory.confidence import DAY_S, UNTIL_KNOWN_S, confidence, rhythm_s, stock_state
from tests.make import NOON

WEEK_S = 7 * DAY_S
FIRST = date(2026, 1, 1)


def days(*numbers: int) -> list[date]:
    return [FIRST + timedelta(days=number) for number in numbers]


@pytest.mark.parametrize("known", [days(), days(1), days(1, 40), days(3, 3, 3, 4)])
def test_until_three_days_are_known_a_shop_counts_weekly(known):
    assert rhythm_s(known) == UNTIL_KNOWN_S


@pytest.mark.parametrize(
    ("known", "rhythm_days"),
    [
        (days(0, 1, 2), 1),
        (days(0, 3, 6, 9), 3),
        (days(9, 0, 6, 3), 3),
        (days(0, 1, 2, 30), 1),
        (days(0, 2, 5), 2.5),
    ],
)
def test_a_rhythm_is_the_median_gap(known, rhythm_days):
    assert rhythm_s(known) == rhythm_days * DAY_S


def test_only_the_last_eight_days_count():
    slow_once = days(*range(0, 300, 30))
    daily_now = days(*range(400, 408))

    assert rhythm_s(slow_once + daily_now) == DAY_S


@given(st.lists(st.dates(), max_size=12))
def test_a_rhythm_is_never_shorter_than_a_day(known):
    assert rhythm_s(known) >= DAY_S


@pytest.mark.parametrize(
    ("age", "said"),
    [
        (timedelta(0), "fresh"),
        (timedelta(days=7), "fresh"),
        (timedelta(days=7, seconds=1), "ageing"),
        (timedelta(days=14), "ageing"),
        (timedelta(days=14, seconds=1), "unknown"),
    ],
)
def test_trust_in_a_count_fades_with_the_rhythm_of_the_shop(age, said):
    assert confidence(NOON - age, WEEK_S, NOON) == said


@pytest.mark.parametrize(("available", "said"), [(0, "out_of_stock"), (1, "limited"), (2, "limited"), (3, "in_stock")])
def test_the_state_says_what_is_there(available, said):
    assert stock_state(available, NOON, WEEK_S, NOON) == said


@pytest.mark.parametrize("available", [0, 1, 50])
def test_after_two_rhythms_nobody_guesses(available):
    assert stock_state(available, NOON - timedelta(days=15), WEEK_S, NOON) == "unknown"
