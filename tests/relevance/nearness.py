"""`python -m tests.relevance.nearness`: how much a kilometre should count, on the half that may be tuned on.

Shoppers stand at seeded places of the demo city and ask the judged questions. What a product of the answer is worth to
one of them is its grade's gain times the chance that she goes as far as the nearest shop that has a piece of it. An
order is as good as its share of the best there is (nDCG@10 of these worths). docs/decisions/014 says what this assumes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import erfc, inf, log, sqrt
from pathlib import Path
from random import Random
from statistics import fmean
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from marketplace.demo import files
from marketplace.places import Point, distance_m
from search import FORMULA, Formula
from tests.relevance.collection import Part, Question, questions
from tests.relevance.engines.ours import asked, filled
from tests.relevance.goods import SEEDS, demo_goods
from tests.relevance.measures import DEPTH, spread
from tests.relevance.tables import row, table

PLACES, STRAY_DEGREES = 40, 0.03
MEDIAN_WAY_M, MEAN_TO_MEDIAN = 2_000.0, 5.3 / 2.0
"""Ways to go shopping in Germany, median 2.0 km and mean 5.3 km: Mobilität in Deutschland 2017, short report."""
SHORTER_M = (1_000.0, 500.0)
"""What if people in a city go half or a quarter as far?"""
DETOUR = 1.3
ALL = 4_000
METRES = (500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0)
FLOORS = (0.0, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 1.0)
BEFORE = replace(FORMULA, nearness_m=8_000.0, nearness_floor=0.5)
WORDS_ALONE = replace(FORMULA, nearness_floor=1.0)
UNSTOCKED = 0.8
Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """One question: for each hit its text score, its nearest shop and whether any has a piece, by place; its worth.

    best is the gain of the best order at each place, over all graded products.
    """

    texts: Floats
    nearest: npt.NDArray[np.int64]
    stocked: npt.NDArray[np.bool_]
    worth: Floats
    best: Floats


@dataclass(frozen=True)
class Town:
    """The shops' distances from each place (a row each), and per product the shops that sell it and that have it.

    median_m is the median way that its people go shopping.
    """

    away_m: Floats
    sold: dict[str, list[int]]
    there: dict[str, list[int]]
    median_m: float


@dataclass(frozen=True)
class Cases:
    """The questions of one half, asked in a town."""

    town: Town
    asked: Sequence[Asked]

    def scores(self, formula: Formula, unstocked: float = 1.0) -> list[float]:
        """How good the order of each question is under a formula, as the mean over the places.

        What no shop has a piece of counts unstocked times.
        """
        nearness = np.vectorize(formula.nearness)(self.town.away_m)
        return [_score(case, nearness, unstocked) for case in self.asked if case.best.any()]


def main() -> None:
    """Print both tables."""
    for line in report():
        print(line)


def report() -> Iterator[str]:
    """Every blend under the ways that Germany goes, and the ones to choose from also if people go less far."""
    cases = cases_of(demo_town(MEDIAN_WAY_M))
    yield from table(("floor", *(f"{metres:,.0f} m" for metres in METRES)), _grid(cases))
    yield ""
    heads = (*(f"median way {median / 1000:g} km" for median in (MEDIAN_WAY_M, *SHORTER_M)), "reported half, 2 km")
    worlds = [cases, *(cases_of(demo_town(median)) for median in SHORTER_M), cases_of(cases.town, "report")]
    yield from table(("order", *heads), _choices(worlds))


def _grid(cases: Cases) -> Iterator[str]:
    for floor in FLOORS:
        blends = (replace(FORMULA, nearness_m=metres, nearness_floor=floor) for metres in METRES)
        yield row(f"{floor}", *(f"{fmean(cases.scores(blend)):.4f}" for blend in blends))


def _choices(worlds: Sequence[Cases]) -> Iterator[str]:
    for name, formula, unstocked in (
        ("words alone", WORDS_ALONE, 1.0),
        (f"as before: {BEFORE.nearness_floor}, {BEFORE.nearness_m:,.0f} m", BEFORE, 1.0),
        (f"as published: {FORMULA.nearness_floor}, {FORMULA.nearness_m:,.0f} m", FORMULA, 1.0),
        (f"as published, {UNSTOCKED} where no shop has a piece", FORMULA, UNSTOCKED),
    ):
        yield row(name, *(_beside(cases.scores(formula, unstocked), cases.scores(WORDS_ALONE)) for cases in worlds))


def _beside(scores: Sequence[float], others: Sequence[float]) -> str:
    """The mean, and how far it is above the mean of others."""
    low, high = spread([one - other for one, other in zip(scores, others, strict=True)])
    return f"{fmean(scores):.4f} ({low:+.4f} to {high:+.4f})"


def cases_of(town: Town, part: Part = "tune") -> Cases:
    """Ask all questions of one half; a product on no shelf of the town is no hit."""
    goods = demo_goods()
    with TemporaryDirectory(prefix="nearness-") as folder:
        index = filled(goods, Path(folder))
        found = []
        for question in questions():
            if question.part == part:
                hits = [(goods.keys[hit.id], hit.score) for hit in asked(index, question.text, ALL)[1].hits]
                found.append(case_of(question, [hit for hit in hits if hit[0] in town.sold], town))
    return Cases(town, found)


def going(line_m: float, median_m: float) -> float:
    """The share of shopping ways that lead at least so far as the crow flies, log-normal by their median and mean."""
    if line_m <= 0.0:
        return 1.0
    width = sqrt(2.0 * log(MEAN_TO_MEDIAN))
    return 0.5 * erfc(log(DETOUR * line_m / median_m) / width / sqrt(2.0))


def demo_town(median_m: float, folder: Path = SEEDS) -> Town:
    """The demo city's shelves seen from seeded places: near a shop drawn by chance, up to three kilometres off."""
    stores, draw = files.stores(folder), Random(4)
    points = [Point(store["latitude"], store["longitude"]) for store in stores]
    starts = [draw.choice(points) for _ in range(PLACES)]
    places = [Point(start.latitude + _stray(draw), start.longitude + _stray(draw)) for start in starts]
    sold: dict[str, list[int]] = {}
    there: dict[str, list[int]] = {}
    for number, store in enumerate(stores):
        for line in files.shelf(folder, store["code"]):
            sold.setdefault(line.thing, []).append(number)
            if any(line.pieces.values()):
                there.setdefault(line.thing, []).append(number)
    return Town(np.array([[distance_m(place, point) for point in points] for place in places]), sold, there, median_m)


def _stray(draw: Random) -> float:
    return draw.uniform(-STRAY_DEGREES, STRAY_DEGREES)


def case_of(question: Question, hits: Sequence[tuple[str, float]], town: Town) -> Asked:
    """A question with its hits, by key and text score, as they look from all places of the town."""
    places = np.arange(len(town.away_m))
    worth = {key: (2**grade - 1) * _worth(key, town) for key, grade in question.grades.items() if key in town.sold}
    nothing = np.zeros(len(places))
    nearest = [np.array(town.sold[key])[town.away_m[:, town.sold[key]].argmin(axis=1)] for key, _ in hits]
    return Asked(
        texts=np.array([text for _, text in hits]),
        nearest=np.array(nearest, dtype=np.int64).reshape(len(hits), len(places)),
        stocked=np.array([key in town.there for key, _ in hits], dtype=bool),
        worth=np.array([worth.get(key, nothing) for key, _ in hits]).reshape(len(hits), len(places)),
        best=_gain(-np.sort(-np.array([*worth.values(), nothing]), axis=0)),
    )


def _worth(key: str, town: Town) -> Floats:
    """The chance at each place that a shopper goes to the nearest shop with a piece."""
    nearest = town.away_m[:, town.there[key]].min(axis=1) if key in town.there else np.full(PLACES, inf)
    return np.array([going(far, town.median_m) for far in nearest])


def _gain(worth: Floats) -> Floats:
    first = worth[:DEPTH]
    return np.asarray((first / np.log2(np.arange(len(first)) + 2.0)[:, None]).sum(axis=0))


def _score(case: Asked, nearness: Floats, unstocked: float) -> float:
    near = nearness[np.arange(PLACES), case.nearest]
    score = case.texts[:, None] * near * np.where(case.stocked, 1.0, unstocked)[:, None]
    order = np.argsort(-score, axis=0, kind="stable")
    able = case.best > 0
    return float(np.mean(_gain(np.take_along_axis(case.worth, order, axis=0))[able] / case.best[able]))


if __name__ == "__main__":
    main()
