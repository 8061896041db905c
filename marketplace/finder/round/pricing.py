"""What sets of things cost: in each shop, and at least in so many shops.

A set is a number: its highest bit stands for the first thing, so of two sets as large the greater one comes first.
"""

from collections.abc import Iterator
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

MOST_THINGS = 12
NOWHERE = 1 << 40
"""The price of a thing in a shop that does not have it."""

Array = NDArray[np.int64]


def baskets_of(cents: Array) -> Array:
    """What every set of things costs in every shop, `baskets[set, shop]`: NOWHERE or more where a thing is lacking."""
    shops, things = cents.shape
    baskets = np.zeros((1 << things, shops), np.int64)
    for place, prices in enumerate(cents.T[::-1]):
        sets = 1 << place
        np.add(baskets[:sets], prices, out=baskets[sets : 2 * sets])
    return baskets


def least_cents(alone: Array, most_shops: int) -> Iterator[Array]:
    """What every set costs at least in at most 0, 1, 2, ... shops. `alone` is its price in the best single shop.

    It goes on to so many shops, and to one more than it takes to have all that can be had. A set's price in n shops is
    that of a part in one shop and of the rest in n - 1, over all parts with its lowest thing: 3^things / 2 sums.
    """
    parts, rests, starts = splits(len(alone).bit_length() - 1)
    in_one, to_be_had = alone[parts], _all_things(alone)
    found, shops, enough = np.where(np.arange(len(alone)), NOWHERE, 0), 0, False
    yield found
    while shops < most_shops or not enough:
        enough = found[to_be_had] < NOWHERE
        sums = np.minimum.reduceat(in_one + found[rests], starts) if len(starts) else in_one
        found, shops = np.concatenate([[0], np.minimum(sums, NOWHERE)]), shops + 1
        yield found


def _all_things(alone: Array) -> int:
    """The set of all things that some shop has."""
    things = 1 << np.arange(len(alone).bit_length() - 1)
    return int(np.sum(things[alone[things] < NOWHERE]))


def most_things(cents: Array) -> int:
    """The best set that can be had at these prices: the largest, of equals the one with the first things."""
    sets = np.flatnonzero(cents < NOWHERE)
    sizes = sum(sets >> thing & 1 for thing in range(MOST_THINGS))
    return int(sets[sizes == np.max(sizes)][-1])


@lru_cache(maxsize=MOST_THINGS + 1)
def splits(things: int) -> tuple[Array, Array, Array]:
    """All sets but the empty one, each divided in every way into the part with its lowest thing and the rest.

    Parts and rests stand set by set, in the order of their numbers; `starts` tells where each set begins.
    """
    sets = parts = np.zeros(0, np.int64)
    for bit in (1 << thing for thing in range(things)):
        sets = np.concatenate([sets, [bit], np.repeat(sets | bit, 2)])
        parts = np.concatenate([parts, [bit], np.stack([parts, parts | bit], axis=1).ravel()])
    return parts, sets ^ parts, np.searchsorted(sets, np.arange(1, 1 << things))
