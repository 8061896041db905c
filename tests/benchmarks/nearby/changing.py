"""What a change costs: one stock, a thousand stocks, a hundred new products; and when another process sees it."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tests.benchmarks.nearby.changes import Change, Changer, changes, newcomers
from tests.benchmarks.nearby.corpus import Array, Corpus
from tests.benchmarks.nearby.peers import engine
from tests.benchmarks.nearby.questions import Question
from tests.benchmarks.nearby.timing import Row, spread
from tests.benchmarks.nearby.watching import Watch

STOCK_KEEPING = ("ours", "fts5", "postgres")
SINGLE, THOUSANDS, HUNDREDS, SEEN = 200, 10, 10, 200
MARKED_CENTS = 1


def measured(corpus: Corpus, names: Sequence[str], folder: Path) -> Iterator[Row]:
    """The rows. Engines of words alone keep no stock: that lies in columns beside them, which only we would measure."""
    random = np.random.default_rng([corpus.size.products, 8])
    for name in names:
        if name not in STOCK_KEEPING:
            continue
        changer = engine(name).Changer(folder / name, corpus)
        try:
            yield from taken(name, changer, corpus, random)
            yield spread("change seen elsewhere", name, seen(name, changer, corpus, folder / name, random))
        finally:
            changer.close()


def taken(name: str, changer: Changer, corpus: Corpus, random: np.random.Generator) -> Iterator[Row]:
    """Rows for changes of several sizes; new products are the old texts with new numbers."""
    single = [changes(corpus, random.integers(len(corpus.product), size=1)) for _ in range(SINGLE)]
    yield spread("change 1 stock", name, timed(changer.set_stock, single))
    many = [changes(corpus, random.integers(len(corpus.product), size=1_000)) for _ in range(THOUSANDS)]
    yield spread("change 1,000 stocks", name, timed(changer.set_stock, many))
    firsts = [corpus.size.products + 100 * turn for turn in range(HUNDREDS)]
    news = [newcomers(corpus, first, random.integers(corpus.size.products, size=100)) for first in firsts]
    yield spread("add 100 products", name, timed(changer.add_products, news))


def timed(act: Callable[[Any], object], rows: Sequence[Any]) -> Array:
    """Seconds of each act."""
    seconds = []
    for row in rows:
        begun = time.perf_counter()
        act(row)
        seconds.append(time.perf_counter() - begun)
    return np.array(seconds)


def seen(name: str, changer: Changer, corpus: Corpus, folder: Path, random: np.random.Generator) -> Array:
    """Seconds from the beginning of a change until another process, which asks all the time, finds it.

    Each change marks an offer of another store with a price that nothing else has.
    """
    stores = random.permutation(corpus.size.stores)[:SEEN]
    places = np.array([random.choice(np.flatnonzero(corpus.store == store)) for store in stores])
    marked = changes(corpus, places, MARKED_CENTS)
    with Watch(name, folder, [asking_for(corpus, change) for change in marked]) as watch:
        seconds = []
        for change in marked:
            watch.begun()
            begun = time.perf_counter()
            changer.set_stock([change])
            seconds.append(watch.seen() - begun)
    return np.array(seconds)


def asking_for(corpus: Corpus, change: Change) -> Question:
    """The question that only the marked offer answers."""
    latitude, longitude = float(corpus.latitude[change.store]), float(corpus.longitude[change.store])
    words = tuple(corpus.titles[change.product].split()[:2])
    return Question(words, latitude, longitude, radius_m=1, price_max_cents=MARKED_CENTS)
