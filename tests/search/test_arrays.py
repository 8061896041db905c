"""The array idioms, against sets and loops."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.arrays import common, firsts, spans, union

numbers = st.sets(st.integers(0, 199), max_size=60).map(sorted)


@given(one=numbers, other=numbers, size=st.sampled_from([200, 100_000]))
def test_common_finds_where_two_sets_meet(one: list[int], other: list[int], size: int) -> None:
    left, right = np.array(one, dtype=np.int32), np.array(other, dtype=np.int32)

    in_one, in_other = common(left, right, size)

    assert left[in_one].tolist() == right[in_other].tolist() == sorted(set(one) & set(other))


@settings(max_examples=30)
@given(few=st.sets(st.integers(0, 2_000), max_size=3).map(sorted), many=st.sets(st.integers(0, 1_000), min_size=50))
def test_common_searches_a_much_longer_set(few: list[int], many: set[int]) -> None:
    left, right = np.array(few, dtype=np.int32), np.array(sorted(many), dtype=np.int32)

    in_many, in_few = common(right, left, 2_001)

    assert right[in_many].tolist() == left[in_few].tolist() == sorted(set(few) & many)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 4))))
def test_spans_are_runs_of_positions(runs: list[tuple[int, int]]) -> None:
    starts, counts = (np.array([run[place] for run in runs], dtype=np.int64) for place in (0, 1))

    assert spans(starts, counts).tolist() == [start + step for start, count in runs for step in range(count)]


@given(st.lists(st.integers(0, 2)))
def test_firsts_begin_a_run_of_equal_values(values: list[int]) -> None:
    expected = [place == 0 or value != values[place - 1] for place, value in enumerate(values)]

    assert firsts(np.array(values, dtype=np.int64)).tolist() == expected


@given(st.lists(st.dictionaries(st.integers(0, 9), st.floats(0, 9)), min_size=1, max_size=4))
def test_a_union_joins_the_values_of_a_number(sets: list[dict[int, float]]) -> None:
    arrays = [(np.array(sorted(one), dtype=np.int64), np.array([one[key] for key in sorted(one)])) for one in sets]

    number, score = union(arrays, np.maximum)

    expected = {key: max(one[key] for one in sets if key in one) for one in sets for key in one}
    assert dict(zip(number.tolist(), score.tolist(), strict=True)) == expected
    assert number.tolist() == sorted(expected)
