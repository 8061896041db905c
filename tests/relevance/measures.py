"""How good a ranked answer is, from the grades of its products."""

from collections.abc import Mapping, Sequence
from math import log2
from random import Random
from statistics import fmean

DEPTH, REACH = 10, 20


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Normalised discounted cumulative gain of the first ten, 1 for the best order there is, 0 for none that fits.

    A grade g gains 2^g - 1, divided by log2(1 + rank) (Burges et al. 2005).
    """
    best = _gain(sorted(grades.values(), reverse=True)[:DEPTH])
    return _gain([grades.get(key, 0) for key in ranked[:DEPTH]]) / best if best else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))


def recall(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """The share of the products graded 2 or 3 among the first twenty; of more than twenty, twenty would be all."""
    fitting = {key for key, grade in grades.items() if grade > 1}
    return len(fitting & set(ranked[:REACH])) / min(REACH, len(fitting)) if fitting else 0.0


def spread(differences: Sequence[float], rounds: int = 2000) -> tuple[float, float]:
    """The 95 % interval of a mean difference, by drawing the questions anew with a fixed seed (bootstrap)."""
    draw = Random(4)
    means = sorted(fmean(draw.choices(differences, k=len(differences))) for _ in range(rounds))
    return means[rounds // 40], means[-rounds // 40]
