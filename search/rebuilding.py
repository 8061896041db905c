"""Building the whole index anew, from everything there is."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TypeVar

import numpy as np

from search.arrays import Array, places
from search.documents import read_product
from search.holding import Held, Holding
from search.model import Offer, Product, Published, Store
from search.segments import Segment, offers_of, write_segment
from search.slots import Slots, numbers
from search.stock import create, pack
from search.storebook import StoreBook
from search.tables import Table, joined, table_of

TOGETHER = 2048
OFFERS_TOGETHER = 1 << 16
Progress = Callable[[int], None]
Row = TypeVar("Row")


def rebuild(
    holding: Holding,
    products: Iterable[Product],
    stores: Iterable[Store],
    offers: Iterable[Offer],
    progress: Progress | None,
) -> Published:
    """Put one segment with everything in place of the index. An id that comes twice counts as the last one says."""
    fresh = Holding(holding.folder, holding.layout, holding.turn)
    fresh.number = holding.number
    try:
        skipped = _build(fresh, products, stores, offers, progress)
    except BaseException:
        fresh.discard()
        raise
    vars(holding).update(vars(fresh))
    return Published(fresh.number, skipped)


def _build(
    fresh: Holding,
    products: Iterable[Product],
    stores: Iterable[Store],
    offers: Iterable[Offer],
    progress: Progress | None,
) -> tuple[int, ...]:
    """Fill a new holding and switch to it. Returns the offers of unknown products or stores."""
    fresh.book = StoreBook.afresh(stores)
    table = _read_all(fresh, products, progress)
    columns, skipped = _columns(fresh, table, offers)
    fresh.slots = _filled(fresh, columns)
    path = fresh.path("segment")
    placed = offers_of(table.ids, fresh.slots.stock, np.arange(fresh.slots.used))
    for _ in write_segment(path, table, placed, fresh.book.areas, fresh.layout.tiled_from_offers):
        pass
    fresh.held = [Held(Segment(path), None)]
    fresh.write_stores()
    fresh.switch()
    return skipped


def _read_all(holding: Holding, products: Iterable[Product], progress: Progress | None) -> Table:
    """Analyse all products, some at a time, so that memory holds few of them in words."""
    tables: list[Table] = []
    done = 0
    for some in _batches(products, TOGETHER):
        rows = {product.id: product for product in some}.values()
        tables.append(
            table_of([read_product(row, holding.brand(row.brand), holding.category(row.category)) for row in rows])
        )
        done += len(some)
        if progress:
            progress(done)
    if not tables:
        return table_of([])
    last = {product: number for number, table in enumerate(tables) for product in table.ids.tolist()}
    kept = [
        np.flatnonzero([last[product] == number for product in table.ids.tolist()])
        for number, table in enumerate(tables)
    ]
    return joined(tables, kept)


def _columns(holding: Holding, table: Table, offers: Iterable[Offer]) -> tuple[Array, tuple[int, ...]]:
    """The offers of known products and stores as rows of id, product, store slot and word; the ids of the others."""
    parts = [np.zeros((0, 4), dtype=np.int64)]
    for some in _batches(offers, OFFERS_TOGETHER):
        ids, products, stores, *changing = map(numbers, zip(*some, strict=True))
        parts.append(np.column_stack([ids, products, holding.book.slots(stores), pack(*changing).view(np.int64)]))
    rows = np.concatenate(parts)
    if (rows[1:, 0] <= rows[:-1, 0]).any():
        _, last = np.unique(rows[::-1, 0], return_index=True)
        rows = rows[len(rows) - 1 - last]
    known = (rows[:, 2] >= 0) & places(table.ids, rows[:, 1])[1]
    return rows[known], tuple(rows[~known, 0].tolist())


def _filled(holding: Holding, rows: Array) -> Slots:
    """A new stock column with the offers of one area side by side, by product: a query then reads them in order."""
    areas = holding.book.areas[rows[:, 2]]
    rows = rows[np.lexsort((rows[:, 0], rows[:, 2], rows[:, 1], areas))]
    stock = create(holding.path("stock"), len(rows))
    stock.append(0, rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3].view(np.uint64))
    return Slots(stock, len(rows))


def _batches(values: Iterable[Row], size: int) -> Iterator[list[Row]]:
    left = iter(values)
    while some := list(islice(left, size)):
        yield some
