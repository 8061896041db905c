"""The town of all measurements: products, stores and offers, invented from a seed, the same on every machine.

Texts follow Zipf's law as Mandelbrot eased it: the word of rank r is used in proportion to 1 / (r + 20), which is what
is left of a language without its stop words. Each category has words of its own, so that the words of one title are
found together. A city has 50 stores within a few kilometres; cities are about 90 km apart. A city's stores and shelves
depend on its number only: a corpus of two cities is the beginning of one of forty.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.nearby.vocabulary import invented

Array = NDArray[Any]

NOON = 1_800_000_000
DAY = 86_400
SEED = 20_26
WORDS, CATEGORIES, BRANDS = 20_000, 150, 600
TOPIC_WORDS, COMMON_WORDS = 40, 1_500
TITLE_WORDS, DESCRIPTION_WORDS = (3, 7), (8, 31)
CITIES_A_ROW = 8
FIELDS = ("title", "brand", "category", "description")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of everything."""

    products: int = 100_000
    cities: int = 40
    stores_per_city: int = 50
    offers_per_store: int = 1_350

    @property
    def stores(self) -> int:
        """All stores."""
        return self.cities * self.stores_per_city


@dataclass(frozen=True)
class Corpus:
    """Everything that is indexed. The number of a row is its id; brand, category, product and store are such numbers.

    hours are epoch seconds, one pair of opening and closing for each of 14 days. Offers are sorted by product, then
    store.
    """

    size: Size
    brands: list[str]
    categories: list[str]
    titles: list[str]
    descriptions: list[str]
    brand: Array
    category: Array
    city: Array
    latitude: Array
    longitude: Array
    rhythm_s: Array
    hours: Array
    product: Array
    store: Array
    price_cents: Array
    available: Array
    counted_at: Array

    @cached_property
    def ends(self) -> Array:
        """Where each product's offers begin; the last number is where all end."""
        return np.searchsorted(self.product, np.arange(self.size.products + 1))

    @cached_property
    def commonness(self) -> Counter[str]:
        """How often each word stands in a title."""
        return Counter(word for title in self.titles for word in title.split())

    @cached_property
    def open_at_noon(self) -> Array:
        """True for the stores that are open at the moment of all questions."""
        return ((self.hours[:, :, 0] <= NOON) & (self.hours[:, :, 1] > NOON)).any(axis=1)

    @cached_property
    def in_stock(self) -> Array:
        """True for the offers with a piece left and a count that may still be trusted."""
        return (self.available > 0) & (self.counted_at >= NOON - 2 * self.rhythm_s[self.store])


def texts(corpus: Corpus, product: int) -> dict[str, str]:
    """The words of a product by field."""
    brand, category = corpus.brands[int(corpus.brand[product])], corpus.categories[int(corpus.category[product])]
    words = (corpus.titles[product], brand, category, corpus.descriptions[product])
    return dict(zip(FIELDS, words, strict=True))


def made(size: Size, seed: int = SEED) -> Corpus:
    """The corpus of this size."""
    words = invented(WORDS, seed)
    brands, categories, rest = words[:BRANDS], words[BRANDS : BRANDS + CATEGORIES], words[BRANDS + CATEGORIES :]
    random = np.random.default_rng([seed, 2])
    category = zipf(random, CATEGORIES, size.products)
    brand = zipf(random, BRANDS, size.products)
    usual = np.exp(random.normal(7.3, 0.9, size.products))
    return Corpus(
        size=size,
        brands=brands,
        categories=categories,
        titles=written(random, rest, category, TITLE_WORDS, 0.7),
        descriptions=written(random, rest, category, DESCRIPTION_WORDS, 0.15),
        brand=brand,
        category=category,
        **stores(size, seed),
        **offers(size, seed, usual),
    )


def zipf(random: np.random.Generator, ranks: int, many: int, eased: float = 20.0) -> Array:
    """So many numbers below ranks, the small ones often."""
    chances = np.cumsum(1.0 / (np.arange(ranks) + eased))
    return np.searchsorted(chances, random.random(many) * chances[-1])


def written(
    random: np.random.Generator, words: list[str], category: Array, lengths: tuple[int, int], own: float
) -> list[str]:
    """A text for each product, of which the share `own` are words of its category."""
    counts = random.integers(*lengths, size=len(category))
    ends = np.cumsum(counts)
    topics = random.integers(COMMON_WORDS, size=(CATEGORIES, TOPIC_WORDS))
    chosen = zipf(random, len(words), ends[-1])
    of_topic = random.random(ends[-1]) < own
    topic = topics[np.repeat(category, counts), zipf(random, TOPIC_WORDS, ends[-1], 1.0)]
    text = np.array(words, dtype=object)[np.where(of_topic, topic, chosen)].tolist()
    return [" ".join(text[end - count : end]) for end, count in zip(ends.tolist(), counts.tolist(), strict=True)]


def centre(city: int) -> tuple[float, float]:
    """Latitude and longitude of a city's market."""
    return 47.8 + 0.85 * (city // CITIES_A_ROW), 6.5 + 1.25 * (city % CITIES_A_ROW)


def stores(size: Size, seed: int) -> dict[str, Array]:
    """The columns of all stores, city by city."""
    columns: dict[str, list[Array]] = {"city": [], "latitude": [], "longitude": [], "rhythm_s": [], "hours": []}
    for city in range(size.cities):
        random = np.random.default_rng([seed, 3, city])
        many = size.stores_per_city
        apart = random.normal(0.0, 0.022, (many, 2)).clip(-0.1, 0.1)
        days = NOON + DAY * np.arange(-1, 13)
        opens = days + 3_600 * random.integers(-3, 4, (many, 1)) - 60 * random.integers(0, 59, (many, 1))
        columns["city"].append(np.full(many, city))
        columns["latitude"].append(centre(city)[0] + apart[:, 0])
        columns["longitude"].append(centre(city)[1] + 1.5 * apart[:, 1])
        columns["rhythm_s"].append(DAY * random.choice([1, 1, 2, 7], many))
        columns["hours"].append(np.stack([opens, opens + 9 * 3_600], axis=-1))
    return {name: np.concatenate(parts) for name, parts in columns.items()}


def offers(size: Size, seed: int, usual: Array) -> dict[str, Array]:
    """The columns of all offers, sorted by product; usual are the products' prices in cents."""
    each = min(size.offers_per_store, size.products // 2)
    taken = []
    for number in range(size.stores):
        random = np.random.default_rng([seed, 4, number])
        taken.append(np.sort(random.choice(size.products, each, replace=False, shuffle=False)))
    product = np.concatenate(taken)
    store = np.repeat(np.arange(size.stores), each)
    random = np.random.default_rng([seed, 5])
    price = (usual[product] * random.uniform(0.9, 1.1, len(product))).astype(np.int64) // 10 * 10 + 9
    available = random.integers(0, 9, len(product)) * (random.random(len(product)) > 0.1)
    counted_at = NOON - random.exponential(DAY, len(product)).astype(np.int64)
    order = np.argsort(product, kind="stable")
    columns = {"product": product, "store": store, "price_cents": price, "available": available}
    return {name: column[order] for name, column in {**columns, "counted_at": counted_at}.items()}
