"""The best round for a list of things: which shops, at what price, on which way. Exact, and no guesswork inside.

A round of at most so many shops is better than another if, in this order,

1. it has more of the things; of equally many those that stand first on the list,
2. it costs less in total, where each thing is bought in the cheapest of the shops of the round,
3. it needs fewer shops,
4. its way is shorter: from the start through all its shops, in the best order, without the way home.

Where two are equal in all this either will do; the same task always has the same answer. Without a limit it is as many
shops as it takes to have all that can be had: the fewest shops decide before the price.
"""

from dataclasses import dataclass

from marketplace.finder.round.bounding import Metres, nearest
from marketplace.finder.round.pricing import NOWHERE, Array, baskets_of, least_cents, most_things
from marketplace.finder.round.walking import shortest
from marketplace.finder.round.wares import Flags, Wares


@dataclass(frozen=True, slots=True)
class Task:
    """What each thing costs in each shop, `cents[shop, thing]`, and how far it is in whole metres.

    `metres[shop, shop]` leads from shop to shop; its last row leads from the start.
    """

    cents: Array
    metres: Metres


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
    baskets, near = baskets_of(task.cents), nearest(task.metres)
    by_shops = list(least_cents(baskets.min(axis=1, initial=NOWHERE), (most_shops or 0) + 1))
    sells = baskets == by_shops[1][:, None]
    best = _cheapest(sells, by_shops[:-1] if most_shops is None else by_shops[: most_shops + 1])
    more = _cheapest(sells, by_shops[: best.shops + 2])
    return Plans(
        best=_plan(task, best, near),
        fewer=_plan(task, _cheapest(sells, by_shops[: best.shops]), near) if best.shops > 1 else None,
        more=_plan(task, more, near) if more.shops > best.shops else None,
    )


def _cheapest(sells: Flags, by_shops: list[Array]) -> Wares:
    """What to buy in at most as many shops as there are prices for, in the fewest at that price."""
    wanted = most_things(by_shops[-1])
    fewest = next(n for n, cents in enumerate(by_shops) if cents[wanted] == by_shops[-1][wanted])
    return Wares(sells, by_shops[: fewest + 1], wanted)


def _plan(task: Task, wares: Wares, near: Metres) -> Plan:
    """The shortest round on which these wares are bought."""
    way = shortest(wares, task.metres, near)
    bought = tuple(_bought(cents, way.shops) for cents in task.cents.T)
    return Plan(way.shops, bought, int(wares.by_shops[-1][wares.wanted]), way.metres)


def _bought(cents: Array, shops: tuple[int, ...]) -> int | None:
    """The shop on a way that asks least for a thing, of equals the first; None where none has it."""
    having = [shop for shop in shops if cents[shop] < NOWHERE]
    return min(having, key=lambda shop: cents[shop], default=None)
