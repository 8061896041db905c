"""What is changed, and who changes it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from tests.benchmarks.nearby.corpus import Array, Corpus


@dataclass(frozen=True, slots=True)
class Change:
    """The offer at this place of the corpus gets a price and so many pieces."""

    offer: int
    product: int
    store: int
    price_cents: int
    available: int
    counted_at: int


def changes(corpus: Corpus, places: Array, price_cents: int | None = None) -> list[Change]:
    """New prices, or one price, for the offers at these places."""
    columns = (corpus.product, corpus.store, corpus.price_cents + 10, corpus.available + 1, corpus.counted_at)
    rows = zip(places.tolist(), *(column[places].tolist() for column in columns), strict=True)
    found = [Change(*row) for row in rows]
    return found if price_cents is None else [replace(one, price_cents=price_cents) for one in found]


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A new product with the words, brand and category of an old one, for sale in one store."""

    product: int
    like: int
    store: int


class Changer(Protocol):
    """The writing side of an index; every call is seen by all readers when it returns."""

    def set_stock(self, rows: Sequence[Change]) -> None:
        """Change prices and pieces."""

    def add_products(self, rows: Sequence[Newcomer]) -> None:
        """Add products, each with one offer."""

    def close(self) -> None:
        """Let go of locks and connections."""


def newcomers(corpus: Corpus, first: int, like: Array) -> list[Newcomer]:
    """New products with consecutive numbers."""
    return [
        Newcomer(first + place, old, (first + place) % corpus.size.stores) for place, old in enumerate(like.tolist())
    ]
