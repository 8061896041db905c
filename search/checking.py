"""Looking for damage: reads every byte of the current generation."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from search.errors import IndexDamaged, IndexMissing
from search.generation import Snapshot
from search.reader import open_current


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
