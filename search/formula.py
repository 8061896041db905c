"""The published ranking formula: every number that decides an order, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log
from types import MappingProxyType

FIELD_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "title": 5.0,
        "title_rest": 1.0,
        "brand": 3.0,
        "category": 3.0,
        "category_words": 1.0,
        "description": 1.0,
        "attributes": 1.0,
    }
)


@dataclass(frozen=True, slots=True)
class Formula:
    """score = text x nearness.

    text is BM25F: each word counts by how rare it is among all products and how often it stands in this one, weighted
    by field and eased by the product's length. A compound's part counts part_weight of a whole word, another word for
    the same thing synonym_weight; all ways in which a product meets a word add up to how often it stands there.
    title_rest is what stands behind a preposition in the title, or as a noun behind a compound, and the title of a
    service: what a thing is for, comes with or is made of, not what it is. A product that does not mention what it
    should be without counts unsaid_score for that, next to one that says so.
    nearness falls from 1 at the shopper's place towards nearness_floor; nearness_m is the distance in metres at which
    the falling part has shrunk to 1/e.
    """

    field_weights: Mapping[str, float] = field(default_factory=lambda: FIELD_WEIGHTS)
    k1: float = 1.2
    b: float = 0.4
    part_weight: float = 0.4
    synonym_weight: float = 0.8
    unsaid_score: float = 0.2
    nearness_m: float = 4000.0
    nearness_floor: float = 0.8

    def nearness(self, distance_m: float) -> float:
        """The factor for a nearest store at this distance, between nearness_floor and 1."""
        return self.nearness_floor + (1.0 - self.nearness_floor) * exp(-distance_m / self.nearness_m)

    def rarity(self, live: int, having: int) -> float:
        """The idf of a term that `having` of `live` products have; never negative."""
        return log(1.0 + (live - having + 0.5) / (having + 0.5))

    def norm(self, average: float) -> tuple[float, float]:
        """What is added below the line of saturation: a constant, and so much for each unit of a product's length."""
        return self.k1 * (1.0 - self.b), self.k1 * self.b / average

    def saturation(self, frequency: float, length: float, average: float) -> float:
        """How much a weighted frequency counts in a product of this weighted length, below k1 + 1."""
        least, by_length = self.norm(average)
        return frequency * (self.k1 + 1.0) / (frequency + least + by_length * length)


FORMULA = Formula()
