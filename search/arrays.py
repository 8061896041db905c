"""The few array idioms that a query and a build are made of."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]

SEARCH_WHEN_LONGER = 12


def ranks(names: Sequence[str]) -> Array:
    """The place of each name among all of them in the order of the alphabet."""
    found = np.empty(len(names), dtype=np.int64)
    found[sorted(range(len(names)), key=names.__getitem__)] = np.arange(len(names))
    return found


def spans(starts: Array, counts: Array) -> Array:
    """The positions start, start + 1, ... of many runs, one run after the other."""
    ends = counts.cumsum()
    total = int(ends[-1]) if len(ends) else 0
    return np.asarray((starts - (ends - counts)).repeat(counts) + np.arange(total))


def firsts(column: Array) -> Array:
    """True where a value differs from the one before it; the first is always True."""
    changed = np.empty(len(column), dtype=bool)
    changed[:1] = True
    np.not_equal(column[1:], column[:-1], out=changed[1:])
    return changed


def common(one: Array, other: Array, size: int) -> tuple[Array, Array]:
    """Where two sorted sets of numbers below size meet: the positions in one, and those in other.

    A much longer side is searched by bisection; otherwise a scratch table of `size` places answers. The table belongs
    to the call, so that threads do not share it.
    """
    if len(one) > len(other):
        in_other, in_one = common(other, one, size)
        return in_one, in_other
    at: Array
    if len(other) > SEARCH_WHEN_LONGER * len(one) or size > SEARCH_WHEN_LONGER * len(other):
        at, there = places(other, one)
        met = there.nonzero()[0]
        return met, at[met]
    table = np.full(size, -1, dtype=np.int32)
    table[other] = np.arange(len(other), dtype=np.int32)
    at = table[one]
    met = (at >= 0).nonzero()[0]
    return met, at[met]


def places(of: Array, numbers: Array) -> tuple[Array, Array]:
    """Where numbers stand in a sorted array, and True for those that do stand there."""
    if not len(of):
        return np.zeros(len(numbers), dtype=np.int64), np.zeros(len(numbers), dtype=bool)
    at = of.searchsorted(numbers)
    at[at == len(of)] = 0
    return at, np.asarray(of[at] == numbers)


def impacts(products: Array, frequencies: Array, lengths: Array, norm: tuple[float, float], factor: float) -> Array:
    """What a term adds to the score of each product that has it; lengths are by product, norm is the formula's."""
    least, by_length = norm
    return np.asarray(frequencies / (frequencies + (lengths[products] * by_length + least)) * factor)


def add(sums: Array, products: Array, scores: Array) -> Array:
    """Add positive scores of different products to their sums. Returns the products whose sum was 0."""
    before = sums[products]
    sums[products] = before + scores
    return np.asarray(products[before == 0.0])


def union(sets: Sequence[tuple[Array, Array]], join: np.ufunc) -> tuple[Array, Array]:
    """The union of several sets of numbers with values; the values of the same number are joined, as by np.add."""
    if len(sets) == 1:
        return sets[0]
    number, value = (np.concatenate(columns) for columns in zip(*sets, strict=True))
    order = np.argsort(number, kind="stable")
    number, value = number[order], value[order]
    starts = np.flatnonzero(firsts(number))
    return (number[starts], join.reduceat(value, starts)) if len(starts) else (number, value)
