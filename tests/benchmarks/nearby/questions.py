"""The seeded questions: what shoppers ask near a market, with an answer to each."""

from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from tests.benchmarks.nearby.corpus import NOON, SEED, Array, Corpus, centre

RADII_M = (2_000, 5_000, 10_000, 25_000)
WORD_COUNTS, WORD_SHARES = (1, 2, 3), (0.45, 0.4, 0.15)
FILTERS = {1: {"in_stock"}, 3: {"in_stock", "price"}, 5: {"category"}, 7: {"open_now"}, 9: {"in_stock", "open_now"}}
CENTIMETRE = 1e-7  # of latitude, in degrees
BRANDED = 0.2
EARTH_M = 6_371_008.8
BEGUN_LETTERS = 4
UNFILTERED: dict[str, Any] = {"open_now": False, "category": "", "price_max_cents": None}

Manner = Literal["whole", "begun", "misspelt"]


@dataclass(frozen=True, slots=True)
class Question:
    """Words, a place, and filters. any_word is OR; otherwise all words must be met. The moment is always noon.

    manner tells words that are whole from the beginning of one word, and from one word with a slip in it.
    """

    words: tuple[str, ...]
    latitude: float
    longitude: float
    radius_m: int
    in_stock: bool = False
    open_now: bool = False
    category: str = ""
    price_max_cents: int | None = None
    any_word: bool = False
    manner: Manner = "whole"
    at: int = NOON

    @property
    def is_filtered(self) -> bool:
        """Whether more is asked than words and place."""
        return self.in_stock or self.open_now or bool(self.category) or self.price_max_cents is not None


def asked(corpus: Corpus, many: int, seed: int = SEED, cities: int | None = None) -> list[Question]:
    """So many questions in the first cities, every second one with filters; each finds at least one product."""
    random = np.random.default_rng([seed, 6])
    found = (asked_once(corpus, random, number, cities or corpus.size.cities) for number in range(many))
    return list(found)


def either(questions: list[Question]) -> list[Question]:
    """The same questions asked with OR."""
    return [replace(question, any_word=True) for question in questions]


def in_rounds(questions: list[Question], rounds: int) -> list[list[Question]]:
    """The same questions for each round, a centimetre further north, so that no place was ever asked from before."""
    return [
        [replace(one, latitude=one.latitude + CENTIMETRE * turn) for one in questions] for turn in range(1, rounds + 1)
    ]


def begun(questions: list[Question]) -> list[Question]:
    """The first word of each question after its first letters; what is typed ahead is wanted in stock."""
    return [
        replace(one, words=(one.words[0][:BEGUN_LETTERS],), manner="begun", in_stock=True, **UNFILTERED)
        for one in questions
    ]


def misspelt(questions: list[Question], seed: int = SEED) -> list[Question]:
    """The longest word of each question with two neighbouring letters behind the first exchanged."""
    random = np.random.default_rng([seed, 7])
    return [
        replace(one, words=(slipped(max(one.words, key=len), random),), manner="misspelt", in_stock=False, **UNFILTERED)
        for one in questions
    ]


def slipped(word: str, random: np.random.Generator) -> str:
    """A word with two different neighbours exchanged."""
    places = [place for place in range(1, len(word) - 1) if word[place] != word[place + 1]]
    place = int(random.choice(places))
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


def asked_once(corpus: Corpus, random: np.random.Generator, number: int, cities: int) -> Question:
    """A question that begins as a shopper's does, with a thing on a shelf nearby: its answer is never empty."""
    wanted = FILTERS.get(number % 10, set())
    offer = None
    while offer is None:
        latitude, longitude = centre(int(random.integers(cities))) + random.normal(0.0, 0.02, 2)
        radius_m = int(random.choice(RADII_M))
        near = distances(corpus.latitude, corpus.longitude, latitude, longitude) < radius_m * 0.99
        offer = offer_passing(corpus, random, near, wanted)
    product = int(corpus.product[offer])
    return Question(
        words=words_of(corpus, random, product),
        latitude=float(latitude),
        longitude=float(longitude),
        radius_m=radius_m,
        in_stock="in_stock" in wanted,
        open_now="open_now" in wanted,
        category=corpus.categories[int(corpus.category[product])] if "category" in wanted else "",
        price_max_cents=int(corpus.price_cents[offer] * 1.2) if "price" in wanted else None,
    )


def offer_passing(corpus: Corpus, random: np.random.Generator, near: Array, wanted: set[str]) -> int | None:
    """Any offer of the stores near that passes the filters."""
    if "open_now" in wanted:
        near = near & corpus.open_at_noon
    passing = near[corpus.store]
    if "in_stock" in wanted:
        passing &= corpus.in_stock
    rows = np.flatnonzero(passing)
    return int(random.choice(rows)) if len(rows) else None


def words_of(corpus: Corpus, random: np.random.Generator, product: int) -> tuple[str, ...]:
    """One to three words of a product's title, common ones rather than rare ones, now and then with its brand."""
    title = list(dict.fromkeys(corpus.titles[product].split()))
    many = min(len(title), random.choice(WORD_COUNTS, p=WORD_SHARES))
    common = np.array([corpus.commonness[word] for word in title], dtype=float)
    words = random.choice(title, many, replace=False, p=common / common.sum()).tolist()
    if many > 1 and random.random() < BRANDED:
        words[-1] = corpus.brands[int(corpus.brand[product])]
    return tuple(words)


def distances(latitudes: Array, longitudes: Array, latitude: float, longitude: float) -> Array:
    """Metres along the great circle, by the haversine formula."""
    north, east = np.radians(latitudes - latitude), np.radians(longitudes - longitude)
    ring = np.cos(np.radians(latitude)) * np.cos(np.radians(latitudes))
    return 2 * EARTH_M * np.arcsin(np.sqrt(np.sin(north / 2) ** 2 + ring * np.sin(east / 2) ** 2))
