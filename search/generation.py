"""A generation: which segments, stores and stock belong together. Immutable, and switched by one rename."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any
from weakref import proxy

import numpy as np

from search.arrays import Array, ranks, spans
from search.categories import Categories
from search.errors import IndexDamaged
from search.files import SUFFIX, ArrayFile, write
from search.formula import FORMULA
from search.segments import KEPT_TERMS, Segment
from search.stock import StockFile
from search.stores import Stores
from search.words.edition import EDITION

BAKED = json.dumps([dict(FORMULA.field_weights), FORMULA.part_weight, EDITION])


@dataclass(frozen=True, slots=True)
class Layer:
    """A segment as one generation sees it: without the products that were removed or replaced since.

    live is None when all are. lost names the terms of those products, and how many of them had each.
    """

    segment: Segment
    live: Array | None
    lost: dict[int, int]

    def having(self, term: str) -> int:
        """The number of live products with the term."""
        number = self.segment.term(term)
        return 0 if number < 0 else int(self.segment.having[number]) - self.lost.get(number, 0)

    def live_numbers(self) -> Array:
        """The numbers of the products that still count."""
        return np.arange(len(self.segment.ids)) if self.live is None else np.flatnonzero(self.live)


class Snapshot:
    """Everything one query reads, opened once; it stays readable after its files were removed from the folder.

    What the snapshot before it had mapped and still counts is taken over; lineage changes when an index starts afresh.
    Nothing in it leads back to it, so that its files are let go with the last query that reads it.
    """

    def __init__(self, folder: Path, name: str, before: "Snapshot | None" = None) -> None:
        file = ArrayFile(folder / f"{name}{SUFFIX}")
        meta = file.meta
        if meta.get("baked") != BAKED:
            raise IndexDamaged("The index was built with other field weights or word lists. Build the index anew.")
        self.name = name
        self.number: int = meta["number"]
        self.meta: dict[str, Any] = meta
        self.brands: list[str] = meta["brands"]
        self.brand_ranks = ranks(self.brands)
        self.brand_numbers = {brand: number for number, brand in enumerate(self.brands)}
        self.products: int = meta["products"]
        self.average: float = meta["average"]
        self.file = file
        if before and before.meta["lineage"] != meta["lineage"]:
            before = None
        old_stores = before.stores if before and before.meta["stores"] == meta["stores"] else None
        old_stock = before.stock if before and before.meta["stock"] == meta["stock"] else None
        self.stores: Stores = old_stores or Stores(folder / f"{meta['stores']}{SUFFIX}")
        self.stock: StockFile = old_stock or StockFile(folder / f"{meta['stock']}{SUFFIX}")
        old_categories = before.categories if before and before.meta["paths"] == meta["paths"] else None
        self.categories: Categories = old_categories or Categories(tuple(path) for path in meta["paths"])
        self.layers = self._open_layers(folder, before)
        self.norm = FORMULA.norm(self.average or 1.0)
        self.rarity = lru_cache(KEPT_TERMS)(partial(Snapshot._rarity, proxy(self)))

    def _open_layers(self, folder: Path, before: "Snapshot | None") -> list[Layer]:
        known = {layer.segment.name: layer.segment for layer in before.layers} if before else {}
        layers = []
        for name in self.meta["segments"]:
            segment = known.get(name) or Segment(folder / f"{name}{SUFFIX}")
            lost: dict[int, int] = {}
            live = self.file.get(f"{name}.live")
            if live is not None:
                terms, counts = self.file[f"{name}.lost_terms"], self.file[f"{name}.lost_counts"]
                lost = dict(zip(terms.tolist(), counts.tolist(), strict=True))
            layers.append(Layer(segment, live, lost))
        return layers

    def _rarity(self, term: str) -> float:
        """The idf of a term over all live products."""
        return FORMULA.rarity(self.products, self.having(term))

    def having(self, term: str) -> int:
        """The number of live products with the term."""
        return sum(layer.having(term) for layer in self.layers)

    def find(self, product: int) -> tuple[Layer, int] | None:
        """The layer and number of a live product."""
        for layer in self.layers:
            for number in layer.segment.numbers(np.array([product])).tolist():
                if layer.live is None or layer.live[number]:
                    return layer, number
        return None


def write_generation(
    path: Path, number: int, segments: Sequence[tuple[Segment, Array | None]], meta: Mapping[str, Any]
) -> None:
    """Write which segments are read from now on, with the products of each that are live (None for all)."""
    arrays: dict[str, Array] = {}
    products, length = 0, 0.0
    for segment, live in segments:
        if live is None:
            products, length = products + len(segment.ids), length + float(segment.lengths.sum(dtype=np.float64))
            continue
        dead = np.flatnonzero(~live)
        lost = segment.row_terms[spans(segment.ends[dead], segment.ends[dead + 1] - segment.ends[dead])]
        terms, counts = np.unique(lost, return_counts=True)
        arrays[f"{segment.name}.live"] = live
        arrays[f"{segment.name}.lost_terms"], arrays[f"{segment.name}.lost_counts"] = terms, counts
        products, length = products + int(live.sum()), length + float(segment.lengths[live].sum(dtype=np.float64))
    facts = {
        "number": number,
        "baked": BAKED,
        "segments": [segment.name for segment, _ in segments],
        "products": products,
        "average": length / products if products else 0.0,
    }
    write(path, arrays, {**meta, **facts})
