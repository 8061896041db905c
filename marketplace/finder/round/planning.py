"""One round through the city for a list of things: which shops, in which order, what to buy in each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.catalogue.models import ProductGroup
from marketplace.cities.models import City
from marketplace.finder.round.asking import Wanted
from marketplace.finder.round.pricing import NOWHERE
from marketplace.finder.round.seeking import Chance, Reach, Sought, chances, cheapest, seek
from marketplace.finder.round.solving import Plan, Task, solve
from marketplace.finder.round.wanted import Thing
from marketplace.finder.rows import AtStore
from marketplace.finder.where import Here
from marketplace.places import Point, distance_m, walking_minutes

MOST_SWAPS = 4
CLOSE_CALL = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Purchase:
    """One thing of the list as it is bought, and other products she may mean instead, each with its cheapest shop."""

    sought: Sought
    group: ProductGroup
    chance: Chance
    swaps: tuple[tuple[ProductGroup, Chance], ...]


@dataclass(frozen=True, slots=True)
class Stop:
    """One shop of a round: `leg_m` metres from the stop before, reached at `arrives_at` by walking alone."""

    at: AtStore
    leg_m: int
    arrives_at: datetime
    purchases: tuple[Purchase, ...]

    @property
    def is_close_call(self) -> bool:
        """Whether it closes soon after, or before, she can be there."""
        return self.at.opening.until is not None and self.at.opening.until - self.arrives_at < CLOSE_CALL


@dataclass(frozen=True, slots=True)
class Missing:
    """A thing that no shop within reach has: who opens next nearby, and the nearest further away, if possible open."""

    sought: Sought
    opens_next: AtStore | None
    further_away: AtStore | None


@dataclass(frozen=True, slots=True)
class Change:
    """Another round beside the one shown: its number of shops, what it costs and measures more (or less: negative).

    `lost` are the things of the shown round that it lacks, `won` those it has besides.
    """

    shops: int
    cents: int
    metres: int
    lost: tuple[Thing, ...]
    won: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """The best round. `left_out` are things that a shop within reach has, but none of so few shops."""

    stops: tuple[Stop, ...]
    cents: int
    metres: int
    left_out: tuple[Thing, ...]
    missing: tuple[Missing, ...]
    fewer: Change | None
    more: Change | None

    @property
    def purchases(self) -> list[Purchase]:
        return [purchase for stop in self.stops for purchase in stop.purchases]

    @property
    def more_from(self) -> datetime | None:
        """When the last of the closed shops has opened that have what is missing."""
        opens = [one.opens_next.opening.opens for one in self.missing if one.opens_next]
        return max(filter(None, opens), default=None)


def plan_round(session: Session, wanted: Wanted, here: Here, city: City, starts_at: datetime) -> Round:
    """The best round that begins at this moment. Three statements. Raises IndexMissing or IndexDamaged."""
    things, reach = wanted.things, Reach(wanted.asked.radius_m, starts_at)
    every = seek(session, things, here, city, starts_at)
    offered = [cheapest(chances(sought, sought.counting, reach)) for sought in every]
    stores = _stores(offered)
    plans = solve(_task(stores, offered, here.point), wanted.most_shops)
    best = plans.best
    bought = {
        thing: offered[thing][stores[shop].store.id] for thing, shop in enumerate(best.bought) if shop is not None
    }
    purchases = _purchases(session, every, bought, reach)
    return Round(
        stops=tuple(_stops(best, [stores[shop] for shop in best.shops], purchases, here.point, starts_at)),
        cents=best.cents,
        metres=best.metres,
        left_out=tuple(things[thing] for thing in best.missing if offered[thing]),
        missing=tuple(_missing(every[thing], reach) for thing in best.missing if not offered[thing]),
        fewer=_change(plans.fewer, best, things),
        more=_change(plans.more, best, things),
    )


def _stores(offered: Iterable[dict[int, Chance]]) -> list[AtStore]:
    """Every shop that has something of the list, nearest first."""
    having = {key: chance.at for found in offered for key, chance in found.items()}
    return sorted(having.values(), key=lambda at: (at.distance_m, at.store.id))


def _task(stores: Sequence[AtStore], offered: Sequence[dict[int, Chance]], here: Point) -> Task:
    cents = [
        [chances[at.store.id].cents if at.store.id in chances else NOWHERE for chances in offered] for at in stores
    ]
    places = [at.store.point for at in stores]
    legs = [[round(distance_m(place, other)) for other in places] for place in [*places, here]]
    return Task(
        np.array(cents, np.int64).reshape(len(stores), len(offered)),
        np.array(legs, np.int32).reshape(len(stores) + 1, len(stores)),
    )


def _purchases(
    session: Session, every: Sequence[Sought], bought: dict[int, Chance], reach: Reach
) -> dict[int, Purchase]:
    """What is bought for each thing, by its place on the list. One statement."""
    instead = {thing: _instead(every[thing], chance, reach) for thing, chance in bought.items()}
    ids = {chance.group_id for found in [list(bought.values()), *instead.values()] for chance in found}
    statement = select(ProductGroup).where(ProductGroup.id.in_(sorted(ids)))
    shown = statement.options(joinedload(ProductGroup.category), joinedload(ProductGroup.picture))
    groups = {group.id: group for group in session.scalars(shown)}
    return {
        thing: Purchase(
            every[thing],
            groups[chance.group_id],
            chance,
            tuple((groups[other.group_id], other) for other in instead[thing]),
        )
        for thing, chance in bought.items()
    }


def _instead(sought: Sought, chosen: Chance, reach: Reach) -> list[Chance]:
    """The cheapest chance within reach of each of the first other products."""
    found: dict[int, Chance] = {}
    for chance in chances(sought, [*sought.counting, *sought.others], reach):
        known = found.setdefault(chance.group_id, chance)
        if chance.cents < known.cents:
            found[chance.group_id] = chance
    found.pop(chosen.group_id, None)
    return list(found.values())[:MOST_SWAPS]


def _stops(
    plan: Plan, stores: Sequence[AtStore], purchases: dict[int, Purchase], here: Point, starts_at: datetime
) -> Iterable[Stop]:
    walked = 0
    for at, shop in zip(stores, plan.shops, strict=True):
        leg_m = round(distance_m(here, at.store.point))
        here, walked = at.store.point, walked + leg_m
        arrives_at = starts_at + timedelta(minutes=walking_minutes(walked))
        yield Stop(at, leg_m, arrives_at, tuple(purchases[n] for n, where in enumerate(plan.bought) if where == shop))


def _missing(sought: Sought, reach: Reach) -> Missing:
    """Who else has a thing, of those that are known to have it."""
    having = {chance.at.store.id: chance.at for chance in chances(sought, sought.counting)}.values()
    closed = [at for at in having if reach.is_near(at) and at.opening.opens]
    far = [at for at in having if not reach.is_near(at)]
    return Missing(
        sought,
        opens_next=min(closed, key=lambda at: (at.opening.opens or reach.now, at.distance_m), default=None),
        further_away=min(far, key=lambda at: (not reach.is_open(at), at.distance_m, at.store.id), default=None),
    )


def _change(other: Plan | None, best: Plan, things: Sequence[Thing]) -> Change | None:
    if other is None:
        return None
    return Change(
        shops=len(other.shops),
        cents=other.cents - best.cents,
        metres=other.metres - best.metres,
        lost=tuple(things[thing] for thing in other.missing if thing not in best.missing),
        won=tuple(things[thing] for thing in best.missing if thing not in other.missing),
    )
