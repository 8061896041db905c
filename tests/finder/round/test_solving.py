"""The best round, held against every round there is."""

from collections.abc import Callable
from itertools import combinations, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marketplace.finder.round import walking
from marketplace.finder.round.pricing import NOWHERE
from marketplace.finder.round.solving import Plan, Plans, Task, solve

Price = int | None


def task(prices: list[list[Price]], metres: list[list[int]]) -> Task:
    """A task from the prices of each shop and the legs from each shop, those from the start last."""
    cents = [[NOWHERE if price is None else price for price in shop] for shop in prices]
    things = len(prices[0]) if prices else 0
    return Task(
        np.array(cents, np.int64).reshape(len(prices), things),
        np.array(metres, np.int32).reshape(len(prices) + 1, len(prices)),
    )


def on_a_street(*prices: list[Price]) -> Task:
    """Shops 100 m apart on one street that begins where the shopper stands."""
    places = [100 * (number + 1) for number in range(len(prices))]
    return task(list(prices), [[abs(one - other) for other in places] for one in [*places, 0]])


def plan(task: Task, shops: tuple[int, ...]) -> Plan:
    """The round through these shops, in this order."""
    bought = []
    for thing in range(task.cents.shape[1]):
        having = [shop for shop in shops if task.cents[shop, thing] < NOWHERE]
        bought.append(min(having, key=lambda shop: task.cents[shop, thing]) if having else None)
    cents = sum(int(task.cents[shop, thing]) for thing, shop in enumerate(bought) if shop is not None)
    legs = zip([-1, *shops], shops, strict=False)
    return Plan(shops, tuple(bought), cents, sum(int(task.metres[leg]) for leg in legs))


def rank(plan: Plan) -> tuple[object, ...]:
    """What the docstring of solving.py promises, the best first."""
    return (
        len(plan.missing),
        [shop is None for shop in plan.bought],
        plan.cents,
        len(plan.shops),
        plan.metres,
    )


def by_brute_force(task: Task, most_shops: int | None = None) -> Plan:
    """The best of all rounds there are."""
    every = [
        plan(task, order)
        for size in range(len(task.cents) + 1)
        for chosen in combinations(range(len(task.cents)), size)
        for order in permutations(chosen)
    ]
    if most_shops is None:
        fewest = min(every, key=lambda plan: (len(plan.missing), len(plan.shops)))
        most_shops = len(fewest.shops)
    return min((plan for plan in every if len(plan.shops) <= most_shops), key=rank)


def by_stages(sold: list[list[int]], legs: list[list[int]]) -> tuple[int, int]:
    """The fewest shops that have all seven things, and the metres of the shortest way: every state, none left out."""
    ways, shops = {(frozenset[int](), -1): 0}, 0
    while all(len(had) < 7 for had, _shop in ways):
        further: dict[tuple[frozenset[int], int], int] = {}
        for (had, here), metres in ways.items():
            for shop, has in enumerate(sold):
                after = (had.union(has), shop)
                further[after] = min(further.get(after, 1_000_000), metres + legs[here][shop])
        ways, shops = further, shops + 1
    return shops, min(metres for (had, _shop), metres in ways.items() if len(had) == 7)


HAVE: dict[str, Callable[[int, int], bool]] = {
    "one thing each": lambda shop, thing: shop % 4 == thing,
    "two things each": lambda shop, thing: thing in (shop % 4, (shop + 1) % 4),
    "two or three things each": lambda shop, thing: (shop + thing) % 3 > shop % 2 - 1,
    "one thing in all shops, one other in each": lambda shop, thing: thing in (0, shop % 3 + 1),
    "everything everywhere": lambda shop, thing: True,
    "one thing nowhere": lambda shop, thing: thing != 1,
}
COST: dict[str, Callable[[int, int], int]] = {
    "all the same": lambda shop, thing: 5,
    "one thing cheaper": lambda shop, thing: 5 if shop % 4 == thing else 6,
    "two things cheaper": lambda shop, thing: 5 if (shop - thing) % 4 < 2 else 6,
}
LIE = {
    "at one place": st.just(3),
    "in two halls": st.sampled_from((3, 90)),
    "on a street": st.integers(-9, 9),
    "far apart": st.integers(-9_000, 9_000),
}


@st.composite
def tasks(draw: st.DrawFn) -> Task:
    """Up to four things in up to five shops, with few different prices and legs, so that many rounds are as good."""
    shops, things = draw(st.integers(0, 5)), draw(st.integers(0, 4))
    price = st.one_of(st.none(), st.integers(1, 4))
    leg = st.integers(0, 6)
    return task(
        [[draw(price) for _ in range(things)] for _ in range(shops)],
        [[draw(leg) for _ in range(shops)] for _ in range(shops + 1)],
    )


@st.composite
def towns(draw: st.DrawFn) -> Task:
    """Towns in which nearly all is equal, so that only the way decides, or not even the way."""
    shops, things = draw(st.integers(1, 6)), draw(st.integers(1, 4))
    has, costs = draw(st.sampled_from(sorted(HAVE))), draw(st.sampled_from(sorted(COST)))
    lies = draw(st.sampled_from(sorted(LIE)))
    places = [draw(LIE[lies]) for _ in range(shops)]
    return task(
        [
            [COST[costs](shop, thing) if HAVE[has](shop, thing) else None for thing in range(things)]
            for shop in range(shops)
        ],
        [[abs(one - other) for other in places] for one in [*places, 0]],
    )


def is_best(task: Task, found: Plan, most_shops: int | None = None) -> bool:
    """Whether a round is what it says it is, and no other is better."""
    return found == plan(task, found.shops) and rank(found) == rank(by_brute_force(task, most_shops))


@settings(max_examples=400, deadline=None)
@given(tasks(), st.one_of(st.none(), st.integers(1, 5)))
def test_no_other_round_is_better(task: Task, most_shops: int | None) -> None:
    found = solve(task, most_shops).best

    assert is_best(task, found, most_shops)


@settings(max_examples=100, deadline=None)
@given(tasks())
def test_one_shop_fewer_and_one_more_are_the_best_of_their_size(task: Task) -> None:
    found = solve(task)

    shops = len(found.best.shops)
    more = by_brute_force(task, shops + 1)
    assert is_best(task, found.fewer, shops - 1) if found.fewer else shops < 2
    assert is_best(task, found.more, shops + 1) if found.more else len(more.shops) in (0, shops)


@settings(max_examples=200, deadline=None)
@given(towns(), st.one_of(st.none(), st.integers(1, 6)))
def test_no_other_round_is_better_in_a_town_of_equals(task: Task, most_shops: int | None) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walking, "FEW", 1)
        found = solve(task, most_shops).best

    assert is_best(task, found, most_shops)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1_000), st.sampled_from((1, 5, 64)), st.sampled_from((1, 2)))
def test_no_way_is_shorter_where_only_the_way_decides(seed: int, few: int, things_each: int) -> None:
    random = np.random.default_rng(seed)
    sold = [random.permutation(7)[:things_each].tolist() for _ in range(28)]
    sold = [*([thing] for thing in range(7)), *sold]
    places = random.integers(-40, 40, (len(sold) + 1, 2))
    legs = np.abs(places[:, None] - places[None, :-1]).sum(axis=2).astype(np.int32)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(walking, "FEW", few)
        found = solve(Task(np.array([[5 if t in has else NOWHERE for t in range(7)] for has in sold]), legs)).best

    assert (len(found.shops), found.metres) == by_stages(sold, legs.tolist())


def test_one_shop_that_has_all_is_better_than_two_cheap_ones() -> None:
    found = solve(on_a_street([100, None], [None, 100], [900, 900]))

    assert found.best == Plan((2,), (2, 2), 1800, 300)
    assert found.more == Plan((0, 1), (0, 1), 200, 200)
    assert found.fewer is None


def test_of_as_many_shops_the_cheapest_round_is_taken_and_of_these_the_shortest() -> None:
    found = solve(on_a_street([100, None], [100, None], [None, 100], [None, 90]))

    assert found.best == Plan((0, 3), (0, 3), 190, 400)


def test_a_thing_is_bought_where_it_costs_least_on_the_way() -> None:
    found = solve(on_a_street([500, 200, None], [None, 100, 300]))

    assert found.best.bought == (0, 1, 1)
    assert found.best.cents == 900


def test_what_costs_the_same_is_bought_first_on_the_way() -> None:
    found = solve(on_a_street([500, 200, None], [None, 200, 300]))

    assert found.best.bought == (0, 0, 1)


def test_with_too_few_shops_what_stands_first_on_the_list_is_bought() -> None:
    found = solve(on_a_street([None, 100], [900, None]))

    assert found.fewer == Plan((1,), (1, None), 900, 200)
    assert found.fewer.missing == (1,)


def test_what_no_shop_has_is_left_out_of_the_count() -> None:
    found = solve(on_a_street([100, None], [90, None]))

    assert found == Plans(Plan((1,), (1, None), 90, 200), None, None)


def test_nothing_to_buy_is_no_way_at_all() -> None:
    assert solve(task([], [[]])).best == Plan((), (), 0, 0)


def test_more_shops_than_help_are_not_visited() -> None:
    found = solve(on_a_street([100, 120], [110, 100], [110, 110]), most_shops=3)

    assert found.best == Plan((0, 1), (0, 1), 200, 200)


def test_twelve_things_in_twelve_shops_are_walked_in_the_best_order() -> None:
    prices: list[list[Price]] = [[100 if thing == shop else None for thing in range(12)] for shop in range(12)]

    found = solve(on_a_street(*prices))

    assert found.best.shops == tuple(range(12))
    assert found.best.metres == 1200
