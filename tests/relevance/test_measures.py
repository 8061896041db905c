"""The measures, against figures worked out by hand."""

from math import log2

import pytest

from tests.relevance.measures import ndcg, recall, spread


def test_the_best_order_counts_one_and_an_answer_without_a_fit_nothing():
    grades = {"a": 3, "b": 2, "c": 1}

    assert ndcg(["a", "b", "c"], grades) == 1.0
    assert ndcg(["x", "y"], grades) == 0.0
    assert ndcg([], grades) == 0.0


def test_a_good_product_in_third_place_counts_half():
    assert ndcg(["x", "y", "a"], {"a": 3}) == pytest.approx(1 / log2(4))


def test_gains_grow_with_the_grade_and_shrink_with_the_place():
    grades = {"a": 3, "b": 1}

    swapped = (1 + 7 / log2(3)) / (7 + 1 / log2(3))

    assert ndcg(["b", "a"], grades) == pytest.approx(swapped)


def test_what_stands_behind_the_tenth_place_is_not_seen():
    assert ndcg([*"0123456789", "a"], {"a": 3}) == 0.0


def test_recall_counts_what_fits_among_the_first_twenty():
    grades = {"a": 3, "b": 2, "c": 1}

    assert recall(["a", "c"], grades) == 0.5
    assert recall([*map(str, range(20)), "a"], grades) == 0.0


def test_of_more_than_twenty_that_fit_twenty_are_all():
    grades = {str(number): 2 for number in range(40)}

    assert recall([str(number) for number in range(20)], grades) == 1.0


def test_the_interval_lies_around_the_mean_and_is_the_same_each_time():
    differences = [0.0, 0.1, 0.2, 0.3] * 10

    low, high = spread(differences)

    assert 0.0 < low < 0.15 < high < 0.3
    assert spread(differences) == (low, high)
