"""Looking for damage: reads every byte of the current generation, and tells what it lists."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from search.arrays import Array, spans
from search.errors import IndexDamaged, IndexMissing
from search.generation import Layer, Snapshot
from search.model import Offer
from search.reader import open_current
from search.stock import available, counted_at, listed, prices

TOGETHER = 4096


def check(folder: Path | str) -> list[str]:
    """A sentence for every fault of the current generation; an empty list when all is well."""
    try:
        snapshot = open_current(Path(folder))
    except (IndexMissing, IndexDamaged) as fault:
        return [str(fault)]
    files = [snapshot.file, snapshot.stores.file, *(layer.segment.file for layer in snapshot.layers)]
    faults = [fault for file in files for fault in file.faults()]
    return faults or list(_disagreements(snapshot))


def _disagreements(snapshot: Snapshot) -> Iterator[str]:
    """What the files say of each other and does not fit."""
    used = snapshot.meta["used"]
    if used > snapshot.stock.capacity:
        yield f"The generation reads {used} slots of the stock file, which has {snapshot.stock.capacity}."
    ids = np.concatenate([np.zeros(0, np.int64), *(x.segment.ids[x.live_numbers()] for x in snapshot.layers)])
    if len(np.unique(ids)) != len(ids):
        yield "A product is live in two segments."
    if len(ids) != snapshot.products:
        yield f"The generation counts {snapshot.products} products, its segments have {len(ids)}."
    for layer in snapshot.layers:
        slots = layer.segment.everywhere.slots
        if len(slots) and int(slots.max()) >= used:
            yield f"The segment {layer.segment.name} reads offers beyond those of the generation."


def listed_offers(folder: Path | str) -> Iterator[Offer]:
    """Every offer that searches may find, by id, with the values they see (see `kept`), for comparing.

    Raises IndexMissing or IndexDamaged.
    """
    snapshot = open_current(Path(folder))
    stock = snapshot.stock
    slots = np.concatenate([np.zeros(0, dtype=np.int64), *(_slots(layer) for layer in snapshot.layers)])
    slots = slots[listed(stock.words[slots])]
    slots = slots[np.argsort(stock.offers[slots])]
    for some in np.array_split(slots, 1 + len(slots) // TOGETHER):
        words = stock.words[some]
        stores = snapshot.stores.ids[stock.stores[some]]
        columns = (stock.offers[some], stock.products[some], stores, prices(words), available(words), counted_at(words))
        yield from map(Offer, *(column.tolist() for column in columns))


def _slots(layer: Layer) -> Array:
    """The slots on the shelf of a segment's live products."""
    numbers, ends = layer.live_numbers(), layer.segment.everywhere.offer_ends
    return np.asarray(layer.segment.everywhere.slots[spans(ends[numbers], ends[numbers + 1] - ends[numbers])])
