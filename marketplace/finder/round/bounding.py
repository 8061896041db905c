"""How long every way on is at least: what a search for the shortest way need not look at any more."""

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from marketplace.finder.round.pricing import Array
from marketplace.finder.round.wares import Wares

Metres = NDArray[np.int32]

FAR = 1 << 28
"""More metres than any way has; four times as many still fit into 32 bits."""


@dataclass(frozen=True, slots=True)
class Half:
    """What is still to walk at least if only some things were to buy: `ways[sets[left], shop]`, by what is left."""

    sets: Array
    ways: Metres


@dataclass(frozen=True, slots=True)
class Bound:
    """The metres that are still to walk at least, for each half of the things and, `by_shops[n][shop]`, for n shops."""

    halves: tuple[Half, ...]
    by_shops: list[Metres]

    def least(self, left: Array, shops: int, at: Array) -> Metres:
        """What remains of many ways at least, each with its set left to buy, all with as many shops to go."""
        return reduce(np.maximum, (half.ways[half.sets[left], at] for half in self.halves), self.by_shops[shops][at])


def bound(wares: Wares, metres: Metres, near: Metres) -> Bound:
    """The bound of all ways on which the wares are bought. `near` are the legs with short cuts, of `nearest`.

    Half of the things are forgotten, then the other half: whoever buys all walks as far as who buys only these. And
    whoever visits so many shops walks as far as who may visit some of them again, but never twice in a row.
    """
    sold, things = wares.later(), [thing for thing in range(wares.wanted.bit_length()) if wares.wanted >> thing & 1]
    sets = np.arange(wares.wanted + 1)
    halves = (
        Half(_only(sets, half), _ways(_only(sold, half), len(half), near)) for half in (things[::2], things[1::2])
    )
    others, by_shops = metres[:-1] + np.diag(np.full(len(sold), FAR, np.int32)), [np.zeros(len(sold), np.int32)]
    for _ in range(wares.shops - 1):
        by_shops.append(np.min(others + by_shops[-1], axis=1))
    return Bound(tuple(halves), by_shops)


def nearest(metres: Metres) -> Metres:
    """How far it is to each shop (first) from each (second) where others on the way may be a short cut.

    After Floyd and Warshall.
    """
    near = metres[:-1].T.copy()
    for over in range(len(near)):
        np.minimum(near, near[:, over, None] + near[over], out=near)
    return near


def _only(sets: Array, things: list[int]) -> Array:
    """Sets of these things alone, numbered anew."""
    return sum(((sets >> thing & 1) << place for place, thing in enumerate(things)), np.zeros_like(sets))


def _ways(sold: Array, things: int, near: Metres) -> Metres:
    """The shortest way from each shop (second) on which a set (first) is bought, whatever it costs."""
    ways = np.zeros((1 << things, len(sold)), np.int32)
    for left in range(1, 1 << things):
        shops = np.flatnonzero(sold & left)
        ways[left] = np.min(near[shops] + ways[left & ~sold[shops], shops, None], axis=0, initial=FAR)
    return ways
