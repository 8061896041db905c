"""The best round for a list of things: which shops, at what price, on which way. Exact, and no guesswork inside.

A round of at most so many shops is better than another if, in this order,

1. it has more of the things; of equally many those that stand first on the list,
2. it costs less in total, where each thing is bought in the cheapest of the shops of the round,
3. it needs fewer shops,
4. its way is shorter: from the start through all its shops, in the best order, without the way home,
5. its shops, in walking order, come first among the shops of the task.

Without a limit it is as many shops as it takes to have all that can be had: the fewest shops decide before the price.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from marketplace.finder.round.walking import Wares, shortest

MOST_THINGS = 12
NOWHERE = 1 << 40
"""The price of a thing in a shop that does not have it."""

Array = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Task:
    """What each thing costs in each shop, `cents[shop, thing]`, and how far it is in whole metres.

    `metres[shop, shop]` leads from shop to shop; its last row leads from the start.
    """

    cents: Array
    metres: Array


@dataclass(frozen=True, slots=True)
class Plan:
    """One round: its shops in walking order, for each thing the shop where it is bought (None: in none of them)."""

    shops: tuple[int, ...]
    bought: tuple[int | None, ...]
    cents: int
    metres: int

    @property
    def missing(self) -> tuple[int, ...]:
        """The things that none of its shops has."""
        return tuple(thing for thing, shop in enumerate(self.bought) if shop is None)


@dataclass(frozen=True, slots=True)
class Plans:
    """The best round, and what changes with one shop fewer or one more.

    `fewer` is None where one shop is left, `more` where another shop makes nothing better.
    """

    best: Plan
    fewer: Plan | None
    more: Plan | None


def solve(task: Task, most_shops: int | None = None) -> Plans:
    """The best round of at most so many shops, by default of as many as it takes. Up to 12 things."""
    baskets = baskets_of(task.cents)
    by_shops = list(least_cents(baskets.min(axis=0, initial=NOWHERE), (most_shops or 0) + 1))
    best = _plan(task, baskets, by_shops[:-1] if most_shops is None else by_shops[: most_shops + 1])
    shops = len(best.shops)
    more = _plan(task, baskets, by_shops[: shops + 2])
    return Plans(
        best=best,
        fewer=_plan(task, baskets, by_shops[:shops]) if shops > 1 else None,
        more=more if len(more.shops) > shops else None,
    )


def baskets_of(cents: Array) -> Array:
    """What every set of things costs in every shop: `baskets[shop, set]`.

    A set is a number: its highest bit stands for the first thing, so of two sets as large the greater one comes first.
    """
    baskets = np.zeros((len(cents), 1), np.int64)
    for prices in cents.T[::-1]:
        baskets = np.hstack([baskets, np.minimum(baskets + prices[:, None], NOWHERE)])
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


def most_things(cents: Array) -> int:
    """The best set that can be had at these prices: the largest, of equals the one with the first things."""
    sets = np.flatnonzero(cents < NOWHERE)
    sizes = sum(sets >> thing & 1 for thing in range(MOST_THINGS))
    return int(sets[sizes == np.max(sizes)][-1])


def _plan(task: Task, baskets: Array, by_shops: list[Array]) -> Plan:
    """The best round of at most as many shops as there are prices for."""
    wanted = most_things(by_shops[-1])
    fewest = next(n for n, cents in enumerate(by_shops) if cents[wanted] == by_shops[-1][wanted])
    way = shortest(Wares(baskets, by_shops[: fewest + 1], wanted), task.metres)
    bought = tuple(_cheapest(cents, way.shops) for cents in task.cents.T)
    return Plan(way.shops, bought, int(by_shops[-1][wanted]), way.metres)


def _cheapest(cents: Array, shops: tuple[int, ...]) -> int | None:
    """The shop on a way that asks least for a thing, of equals the first; None where none has it."""
    having = [shop for shop in shops if cents[shop] < NOWHERE]
    return min(having, key=lambda shop: cents[shop], default=None)
