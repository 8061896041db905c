"""The shortest way through shops, over every choice of shops that has the same things at the same price."""

import sys
from dataclasses import dataclass

import numpy as np

from marketplace.finder.round.bounding import FAR, Bound, Metres, bound
from marketplace.finder.round.pricing import Array
from marketplace.finder.round.wares import Wares, ranges

FEW, ALL = 64, sys.maxsize
"""How many ways are followed from shop to shop: at first few, to find one that is short."""


@dataclass(frozen=True, slots=True)
class Way:
    """Shops in walking order and the metres from the start through all of them."""

    shops: tuple[int, ...]
    metres: int


@dataclass(frozen=True, slots=True)
class Stage:
    """Ways through as many shops: the last shop of each, the set left to buy and the way that it continues."""

    shops: Array
    left: Array
    metres: Array
    before: Array


def shortest(wares: Wares, metres: Metres, near: Metres) -> Way:
    """The shortest of all ways on which the wares are bought.

    `metres[shop, shop]` leads from shop to shop, its last row from the start; `near` are the same legs with short cuts.
    A short way is found first by following a few; then all are followed that may be shorter still, which most of the
    time none is.
    """
    if not wares.shops:
        return Way((), 0)
    least = bound(wares, metres, near)
    short = _search(wares, metres, least, FEW, Way((), FAR))
    return _search(wares, metres, least, ALL, short)


def _search(wares: Wares, metres: Metres, least: Bound, most: int, known: Way) -> Way:
    """The shortest way if it is shorter than the known one, else the known one.

    If at each shop no more than the `most` hopeful ways are followed, it is a short one.
    """
    stages = [Stage(np.array([-1]), np.array([wares.wanted]), np.zeros(1, np.int32), np.array([-1]))]
    for shops in range(wares.shops, 0, -1):
        sets, places = np.unique(stages[-1].left, return_inverse=True)
        choices = wares.start if shops == wares.shops else wares.choices(sets, shops)
        rest = least.least(choices.left, shops - 1, choices.shops)
        before, chosen = ranges(choices.first[places], choices.count[places])
        walked = stages[-1].metres[before] + metres[stages[-1].shops[before], choices.shops[chosen]]
        total = walked + rest[chosen]
        hopeful = np.flatnonzero(total < known.metres)
        if not len(hopeful):
            return known
        if len(hopeful) > most:
            hopeful = hopeful[np.argpartition(total[hopeful], most)[:most]]
        chosen = chosen[hopeful]
        stages.append(_best(Stage(choices.shops[chosen], choices.left[chosen], walked[hopeful], before[hopeful])))
    return _traced(stages)


def _best(ways: Stage) -> Stage:
    """Of all ways to the same shop with the same things left the shortest, as Held and Karp do it for the salesman."""
    places = ways.left * (np.max(ways.shops) + 1) + ways.shops
    order = np.lexsort((ways.metres, places))
    best = order[np.diff(places[order], prepend=-1) > 0]
    return Stage(ways.shops[best], ways.left[best], ways.metres[best], ways.before[best])


def _traced(stages: list[Stage]) -> Way:
    """The shortest way of the last stage, followed back to the start."""
    last = way = int(np.argmin(stages[-1].metres))
    shops = []
    for stage in stages[:0:-1]:
        shops.append(int(stage.shops[way]))
        way = int(stage.before[way])
    return Way(tuple(reversed(shops)), int(stages[-1].metres[last]))
