"""How much a kilometre counts is measured, and the published numbers are those that were measured best."""

from dataclasses import replace
from statistics import fmean

import numpy as np
import pytest

from search import FORMULA
from tests.relevance.collection import Question
from tests.relevance.nearness import (
    BEFORE,
    DETOUR,
    MEDIAN_WAY_M,
    PLACES,
    WORDS_ALONE,
    Cases,
    Town,
    case_of,
    cases_of,
    demo_town,
    going,
)

QUESTION = Question("plain", "tasse", {"near": 3, "far": 3})


def town(there: dict[str, list[int]]) -> Town:
    """A shop next door and one five kilometres off, each selling one of two things."""
    return Town(np.array([[100.0, 5_000.0]] * PLACES), {"near": [0], "far": [1]}, there, MEDIAN_WAY_M)


def test_half_of_the_ways_are_longer_than_the_median_and_all_begin_at_home():
    assert going(0.0, MEDIAN_WAY_M) == 1.0
    assert going(MEDIAN_WAY_M / DETOUR, MEDIAN_WAY_M) == pytest.approx(0.5)
    assert going(10_000.0, MEDIAN_WAY_M) < 0.15


def test_of_two_things_that_fit_alike_the_nearer_one_goes_first():
    here = town({"near": [0], "far": [1]})
    cases = Cases(here, [case_of(QUESTION, [("far", 4.0), ("near", 4.0)], here)])

    assert cases.scores(FORMULA) == [pytest.approx(1.0)]
    assert cases.scores(WORDS_ALONE)[0] < 0.95


def test_what_no_shop_has_a_piece_of_is_worth_nothing():
    here = town({"far": [1]})
    cases = Cases(here, [case_of(QUESTION, [("near", 4.0), ("far", 4.0)], here)])

    assert cases.scores(FORMULA)[0] < 0.7
    assert cases.scores(FORMULA, unstocked=0.5) == [pytest.approx(1.0)]


def test_the_published_blend_is_better_than_its_rivals():
    cases = cases_of(demo_town(MEDIAN_WAY_M))

    others = [BEFORE, WORDS_ALONE, replace(FORMULA, nearness_m=500.0), replace(FORMULA, nearness_floor=0.5)]

    assert all(fmean(cases.scores(FORMULA)) > fmean(cases.scores(other)) for other in others)
