"""What may be bought in which shop of a round when the whole list is to cost the least it can in so many shops."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from marketplace.finder.round.pricing import MOST_THINGS, Array, splits

Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Choices:
    """All that one may do in the next shop: from the set `before[i]`, by its place in a list, to the set `left[i]`.

    They stand in the order of `before`; `first[place]` is the first of a set, `count[place]` their number.
    """

    before: Array
    shops: Array
    left: Array
    first: Array
    count: Array


@dataclass(frozen=True)
class Wares:
    """The set `wanted`, to be bought at its least price in `shops` shops, where fewer would cost more.

    `sells[set, shop]` tells whether a set costs nowhere less than in this shop, `by_shops[n][set]` what it costs at
    least in n shops.
    """

    sells: Flags
    by_shops: list[Array]
    wanted: int

    @property
    def shops(self) -> int:
        return len(self.by_shops) - 1

    @cached_property
    def start(self) -> Choices:
        """What one may do in the first shop."""
        return self.choices(np.array([self.wanted]), self.shops)

    def choices(self, sets: Array, shops: int) -> Choices:
        """What one may do in the next of so many shops if one of these sets is left to buy, none of them empty.

        Of two parts of a set in the same shop, one within the other, only the larger counts: what nobody sells for
        less is taken along at once, since that makes no way longer.
        """
        before, parts = self._parts(sets, shops)
        is_part, choices = np.zeros((len(sets), self.wanted + 1), bool), self.sells[parts]
        is_part[before, parts] = True
        sizes = np.bitwise_count(parts)
        small = np.flatnonzero(sizes < np.max(sizes))
        for thing in 1 << np.flatnonzero(self.wanted >> np.arange(MOST_THINGS) & 1) if len(small) else ():
            larger = parts[small] | thing
            within = small[(larger > parts[small]) & is_part[before[small], larger]]
            choices[within] &= ~self.sells[parts[within] | thing]
        pairs, shops_of = np.nonzero(choices)
        before, left = before[pairs], sets[before[pairs]] ^ parts[pairs]
        count = np.bincount(before, minlength=len(sets))
        return Choices(before, shops_of, left, np.cumsum(count) - count, count)

    def later(self) -> Array:
        """For each shop the set of all that may be bought in it when it is not the first."""
        if self.shops == 1:
            return np.zeros(self.sells.shape[1], np.int64)
        parts = np.unique(self._parts(np.unique(self.start.left), self.shops - 1)[1])
        return np.bitwise_or.reduce(np.where(self.sells[parts], parts[:, None], 0), axis=0)

    def _parts(self, sets: Array, shops: int) -> tuple[Array, Array]:
        """Every part that may be bought in one shop if the rest is bought in the others, behind its set's place."""
        lowest, others, starts = splits(len(self.by_shops[0]).bit_length() - 1)
        sizes = np.diff(np.append(starts, len(lowest)))[sets - 1]
        places, rows = ranges(starts[sets - 1], sizes)
        one, other = lowest[rows], others[rows]
        alone, rest, least = self.by_shops[1], self.by_shops[shops - 1], self.by_shops[shops][sets][places]
        ones = np.flatnonzero(alone[one] + rest[other] == least)
        turned = np.flatnonzero((other > 0) & (alone[other] + rest[one] == least))
        before, parts = np.append(places[ones], places[turned]), np.append(one[ones], other[turned])
        order = np.argsort(before, kind="stable")
        return before[order], parts[order]


def ranges(starts: Array, counts: Array) -> tuple[Array, Array]:
    """The numbers of many ranges in one row, each behind the place of its range."""
    places = np.repeat(np.arange(len(starts)), counts)
    return places, np.arange(len(places)) + (starts - np.cumsum(counts) + counts)[places]
