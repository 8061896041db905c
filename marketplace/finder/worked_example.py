"""The published formula at work on two invented products, computed from the live settings."""

from dataclasses import dataclass

from search import Formula

PRODUCTS, HAVING = 2_500, 20
LENGTH = 40.0
"""A product of average length, so that its length changes nothing."""


@dataclass(frozen=True, slots=True)
class Row:
    """One product of the example. `frequency` counts the word's places by the weight of their field."""

    field: str
    distance_m: int
    frequency: float
    text: float
    nearness: float

    @property
    def score(self) -> float:
        return self.text * self.nearness


@dataclass(frozen=True, slots=True)
class Example:
    """The rarity of the word that was searched, and what becomes of the products that have it; the best first."""

    products: int
    having: int
    rarity: float
    rows: tuple[Row, ...]


def example(formula: Formula) -> Example:
    """A word that 20 of 2,500 products have: in the near one's description, in the far one's title."""
    rarity = formula.rarity(PRODUCTS, HAVING)
    rows = [_row(formula, rarity, "title", 2_400), _row(formula, rarity, "description", 300)]
    return Example(PRODUCTS, HAVING, rarity, tuple(sorted(rows, key=lambda row: -row.score)))


def _row(formula: Formula, rarity: float, field: str, distance_m: int) -> Row:
    frequency = formula.field_weights[field]
    text = rarity * formula.saturation(frequency, LENGTH, LENGTH)
    return Row(field, distance_m, frequency, text, formula.nearness(distance_m))
