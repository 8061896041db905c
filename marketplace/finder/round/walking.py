"""The shortest way through shops, over every choice of shops that has the same things at the same price."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wares:
    """The set `wanted`, to be bought at its least price in `shops` shops, where fewer would cost more.

    `baskets[shop, set]` is what a set costs in one shop, `by_shops[n][set]` what it costs at least in n shops.
    """

    baskets: Array
    by_shops: list[Array]
    wanted: int

    @property
    def shops(self) -> int:
        return len(self.by_shops) - 1

    def parts(self) -> Array:
        """The sets that may be bought in one of the shops when nothing is paid too much."""
        sets = np.arange(self.wanted + 1)
        sets = sets[sets & ~self.wanted == 0]
        others = self.by_shops[-2][self.wanted ^ sets]
        return sets[self.by_shops[1][sets] + others == self.by_shops[-1][self.wanted]]

    def bargains(self) -> Array:
        """For each shop the set of things that cost nowhere less."""
        things = 1 << np.arange(self.wanted.bit_length())
        return (self.baskets[:, things] == self.by_shops[1][things]) @ things


@dataclass(frozen=True, slots=True)
class Stage:
    """All one may do in the next shop of a round: from a set left to buy, in a shop, to the set left after it.

    Sets are given by their places in two lists, `before` in ascending order and without a gap.
    """

    before: Array
    shops: Array
    after: Array


@dataclass(frozen=True, slots=True)
class Way:
    """Shops in walking order and the metres from the start through all of them."""

    shops: tuple[int, ...]
    metres: int


def shortest(wares: Wares, metres: Array) -> Way:
    """The shortest of all ways on which the wares are bought, of equals the one whose shops come first.

    `metres[shop, shop]` leads from shop to shop, its last row from the start. For every set that may be left to buy
    the way on from every shop is found, beginning with the last shop: as Held and Karp do it for the salesman.
    """
    stages = list(_stages(wares))
    shops = np.unique(np.concatenate([np.zeros(0, np.int64), *(stage.shops for stage in stages)]))
    legs = metres[np.ix_(np.append(shops, -1), shops)]
    onward = [np.zeros((1, len(legs)), np.int64)]
    for stage in reversed(stages):
        ways = _ways(stage, np.searchsorted(shops, stage.shops), legs, onward[-1])
        onward.append(np.minimum.reduceat(ways, np.unique(stage.before, return_index=True)[1]))
    return Way(tuple(_walked(stages, shops, legs, onward[::-1])), int(onward[-1][0, -1]))


def _stages(wares: Wares) -> Iterator[Stage]:
    """What may be bought where, shop by shop. What costs nowhere less is taken along at once."""
    if not wares.shops:
        return
    parts = wares.parts()
    shops, places = np.nonzero(wares.baskets[:, parts] == wares.by_shops[1][parts])
    sold, taken = parts[places], wares.bargains()[shops]
    left = np.array([wares.wanted])
    for more in range(wares.shops - 1, 0, -1):
        sets = left[:, None]
        fits = (sold & ~sets == 0) & (taken & sets & ~sold == 0)
        rests = np.where(fits, sets ^ sold, 0)
        cheap = wares.by_shops[1][sold] + wares.by_shops[more][rests] == wares.by_shops[more + 1][sets]
        before, chosen = np.nonzero(fits & cheap)
        left, after = np.unique(rests[before, chosen], return_inverse=True)
        yield Stage(before, shops[chosen], after)
    before, last = np.nonzero((wares.baskets[:, left] == wares.by_shops[1][left]).T)
    yield Stage(before, last, np.zeros_like(before))


def _ways(stage: Stage, places: Array, legs: Array, onward: Array) -> Array:
    """The metres from every place (second) through a stage's shops (first) to the end."""
    return np.asarray(legs[:, places].T + onward[stage.after, places][:, None])


def _walked(stages: list[Stage], shops: Array, legs: Array, onward: list[Array]) -> Iterator[int]:
    """The shops in the order of the shortest way."""
    here, left = -1, 0
    for stage, further in zip(stages, onward[1:], strict=True):
        choices = np.flatnonzero(stage.before == left)
        places = np.searchsorted(shops, stage.shops[choices])
        best = int(np.argmin(legs[here, places] + further[stage.after[choices], places]))
        here, left = int(places[best]), int(stage.after[choices[best]])
        yield int(shops[here])
