"""What both SQL engines share: the rows of their tables, and the rows of their answers."""

from collections.abc import Iterable, Iterator
from typing import Any

from tests.benchmarks.nearby.answers import Answer, Hit, most_frequent
from tests.benchmarks.nearby.corpus import Corpus

Rows = Iterable[tuple[Any, ...]]


def product_rows(corpus: Corpus) -> Rows:
    """Number, brand, category."""
    return zip(range(corpus.size.products), corpus.brand.tolist(), corpus.category.tolist(), strict=True)


def offer_rows(corpus: Corpus) -> Rows:
    """Product, store, price, pieces, and when they were counted."""
    columns = (corpus.product, corpus.store, corpus.price_cents, corpus.available, corpus.counted_at)
    return zip(*(column.tolist() for column in columns), strict=True)


def store_rows(corpus: Corpus) -> tuple[Rows, Rows]:
    """Number, latitude, longitude and rhythm of each store; store, opening and closing of each day."""
    places = zip(corpus.latitude.tolist(), corpus.longitude.tolist(), corpus.rhythm_s.tolist(), strict=True)
    return ((number, *place) for number, place in enumerate(places)), _hours(corpus)


def _hours(corpus: Corpus) -> Iterator[tuple[int, int, int]]:
    for store, days in enumerate(corpus.hours.tolist()):
        yield from ((store, opens, closes) for opens, closes in days)


def answer(rows: Rows) -> Answer:
    """The answer from rows that begin with what they are: 'total', 'brand', 'category' or 'hit'."""
    parts: dict[str, list[Any]] = {"total": [], "brand": [], "category": [], "hit": []}
    for kind, *values in rows:
        parts[kind].append(values)
    return Answer(
        total=int(parts["total"][0][0]),
        categories=most_frequent((name, many) for name, many, *_ in parts["category"]),
        brands=most_frequent((name, many) for name, many, *_ in parts["brand"]),
        hits=[Hit(int(product), *values) for product, *values in parts["hit"]],
    )
