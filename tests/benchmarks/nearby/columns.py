"""Offers as NumPy columns: what somebody adds to an engine of words alone to answer with places, prices and stock.

It is the join of the peers that only know words: offers lie in rows sorted by product, mapped from files. The engine
says which products have the words and how well; the columns say which of them are sold nearby.
"""

from pathlib import Path

import numpy as np

from tests.benchmarks.nearby.answers import LIMIT, Answer, Hit, most_frequent
from tests.benchmarks.nearby.corpus import Array, Corpus
from tests.benchmarks.nearby.questions import Question, distances

STORE_BITS = 32
NEARNESS_M, NEARNESS_FLOOR = 4_000.0, 0.8


def save(folder: Path, **columns: Array) -> None:
    """Write columns, one file each."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, column in columns.items():
        np.save(folder / f"{name}.npy", column)


def save_towns(corpus: Corpus, folder: Path) -> None:
    """Write what all shelves share: stores and the names of brands and categories."""
    columns = {name: getattr(corpus, name) for name in ("latitude", "longitude", "rhythm_s", "hours", "city")}
    save(folder, **columns, brand_names=np.array(corpus.brands), category_names=np.array(corpus.categories))


def save_shelf(corpus: Corpus, folder: Path, city: int | None = None) -> Array:
    """Write the offers of one city, or all, by product; returns the numbers of the products that are on the shelf."""
    rows = np.arange(len(corpus.product)) if city is None else np.flatnonzero(corpus.city[corpus.store] == city)
    products, owners = np.unique(corpus.product[rows], return_inverse=True)
    save(
        folder,
        products=products,
        ends=np.searchsorted(owners, np.arange(len(products) + 1)),
        brand=corpus.brand[products].astype(np.int32),
        category=corpus.category[products].astype(np.int32),
        store=corpus.store[rows].astype(np.int32),
        price=corpus.price_cents[rows].astype(np.int32),
        available=corpus.available[rows].astype(np.int16),
        counted_at=corpus.counted_at[rows],
    )
    return products


def opened(folder: Path, name: str) -> Array:
    """One column, mapped."""
    return np.load(folder / f"{name}.npy", mmap_mode="r")


class Towns:
    """The stores, and the names behind numbers."""

    def __init__(self, folder: Path) -> None:
        self.latitude, self.longitude = np.array(opened(folder, "latitude")), np.array(opened(folder, "longitude"))
        self.rhythm_s, self.hours = np.array(opened(folder, "rhythm_s")), np.array(opened(folder, "hours"))
        self.city = np.array(opened(folder, "city"))
        self.brands: list[str] = opened(folder, "brand_names").tolist()
        self.categories: list[str] = opened(folder, "category_names").tolist()

    def metres(self, question: Question) -> Array:
        """The distance of every store."""
        return distances(self.latitude, self.longitude, question.latitude, question.longitude)

    def open_at(self, moment: int) -> Array:
        """True for the stores that are open."""
        return np.asarray(((self.hours[:, :, 0] <= moment) & (self.hours[:, :, 1] > moment)).any(axis=1))


class Shelf:
    """The products and offers of one place, and the join."""

    def __init__(self, folder: Path, towns: Towns) -> None:
        self.towns = towns
        self.products, self.ends = opened(folder, "products"), opened(folder, "ends")
        self.brand, self.category = opened(folder, "brand"), opened(folder, "category")
        self.store, self.price = opened(folder, "store"), opened(folder, "price")
        self.available, self.counted_at = opened(folder, "available"), opened(folder, "counted_at")

    def join(self, question: Question, found: Array, texts: Array, metres: Array) -> Answer:
        """The answer, from the numbers (on this shelf, in any order) of the products that have the words."""
        starts = self.ends[found]
        counts = self.ends[found + 1] - starts
        total = int(counts.sum())
        rows = np.arange(total) + np.repeat(starts - np.cumsum(counts) + counts, counts)
        owners = np.repeat(np.arange(len(found)), counts)
        passing = self._passing(question, rows, metres)
        owners, rows = owners[passing], rows[passing]
        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        having = owners[firsts]
        products, texts = found[having], texts[having]
        wanted = np.ones(len(products), dtype=bool)
        if question.category:
            wanted = self.category[products] == self.towns.categories.index(question.category)
        nearest, lowest, stores = self._summed_up(rows, firsts, metres)
        kept = np.flatnonzero(wanted)
        nearness = NEARNESS_FLOOR + (1 - NEARNESS_FLOOR) * np.exp(-metres[nearest[kept]] / NEARNESS_M)
        best = kept[most(texts[kept] * nearness)]
        columns = (self.products[products[best]], nearest[best], metres[nearest[best]], lowest[best], stores[best])
        return Answer(
            total=len(kept),
            categories=counted(self.category[products], self.towns.categories),
            brands=counted(self.brand[products[kept]], self.towns.brands),
            hits=[Hit(*values) for values in zip(*(column.tolist() for column in columns), strict=True)],
        )

    def _passing(self, question: Question, rows: Array, metres: Array) -> Array:
        stores = self.store[rows]
        in_reach = metres <= question.radius_m
        if question.open_now:
            in_reach = in_reach & self.towns.open_at(question.at)
        passing = in_reach[stores]
        if question.in_stock:
            trusted_since = question.at - 2 * self.towns.rhythm_s
            passing &= (self.available[rows] > 0) & (self.counted_at[rows] >= trusted_since[stores])
        if question.price_max_cents is not None:
            passing &= self.price[rows] <= question.price_max_cents
        return passing

    def _summed_up(self, rows: Array, firsts: Array, metres: Array) -> tuple[Array, Array, Array]:
        """Nearest store, lowest price and number of stores of each product, whose rows begin at firsts."""
        if not len(firsts):
            none = np.zeros(0, dtype=np.int64)
            return none, none, none
        stores = self.store[rows]
        packed = np.rint(metres * 1000.0).astype(np.int64)[stores] << STORE_BITS | stores
        nearest = np.minimum.reduceat(packed, firsts) & ((1 << STORE_BITS) - 1)
        stores_each = np.diff(np.append(firsts, len(rows)))
        return nearest, np.minimum.reduceat(self.price[rows], firsts), stores_each


def most(scores: Array) -> Array:
    """The places of the best scores, best first."""
    places = np.arange(len(scores))
    if len(scores) > LIMIT:
        places = np.argpartition(scores, -LIMIT)[-LIMIT:]
    return places[np.argsort(-scores[places], kind="stable")]


def counted(numbers: Array, names: list[str]) -> list[tuple[str, int]]:
    """How often each number occurs, by name, most frequent first."""
    counts = np.bincount(numbers)
    present = np.flatnonzero(counts)
    pairs = zip(present.tolist(), counts[present].tolist(), strict=True)
    return list(most_frequent((names[one], many) for one, many in pairs))
