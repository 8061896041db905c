"""A segment: products that were written together, never changed afterwards; one file, mapped when read."""

from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path

import numpy as np

from search.arrays import Array, places
from search.documents import Document
from search.files import ArrayFile, Texts, texts, write
from search.shelves import EVERYWHERE, Offers, Shelf, area_shelf, everywhere, invert
from search.stock import StockFile
from search.tables import Table
from search.words import lexicon

LEXICON = "lexicon."
KEPT_TERMS = 8192


class Segment:
    """The mapped columns, shelves and words of a segment. Products are numbered in the order of their ids."""

    def __init__(self, path: Path) -> None:
        self.file = ArrayFile(path)
        self.name = path.stem
        self.ids, self.brands, self.paths = self.file["ids"], self.file["brands"], self.file["paths"]
        self.having = self.file["having"]
        self.ends, self.row_terms = self.file["ends"], self.file["row_terms"]
        self.row_frequencies = self.file["row_frequencies"]
        self.titles, self.terms = self.file.texts("titles"), self.file.texts("terms")
        self.term = lru_cache(KEPT_TERMS)(self.terms.find)
        self._shelf = lru_cache(None)(partial(Shelf, self.file))
        self.everywhere = self._shelf(EVERYWHERE)
        self.lengths = self.everywhere.lengths
        self.lexicon = lexicon.Lexicon({name: self.file[LEXICON + name] for name in self.file.between(LEXICON, "")})
        self._areas = {int(area) for area in self.file.between("", ".products")}

    def shelves(self, areas: Array) -> list[Shelf]:
        """The shelves to read for these areas: theirs, or the one for everywhere when that is less to read."""
        if not self._areas:
            return [self.everywhere]
        wanted = [self._shelf(str(area)) for area in areas.tolist() if area in self._areas]
        if 2 * sum(len(shelf.stores) for shelf in wanted) > len(self.everywhere.stores):
            return [self.everywhere]
        return wanted

    def numbers(self, ids: Array) -> Array:
        """The numbers of those of the ids that this segment holds."""
        at, there = places(self.ids, ids)
        return np.asarray(at[there])

    def row(self, number: int) -> dict[str, float]:
        """The weighted terms of one product."""
        row = slice(int(self.ends[number]), int(self.ends[number + 1]))
        terms, frequencies = self.row_terms[row].tolist(), self.row_frequencies[row].tolist()
        return {self.terms[term]: frequency for term, frequency in zip(terms, frequencies, strict=True)}

    def document(self, number: int) -> Document:
        """A product as it was read, so that it can be written again beside changed offers."""
        return Document(
            id=int(self.ids[number]),
            title=self.titles[number],
            brand=int(self.brands[number]),
            path=int(self.paths[number]),
            length=float(self.lengths[number]),
            terms=self.row(number),
        )

    def table(self) -> Table:
        """The products as columns, for joining with those of other segments."""
        shown = Texts(self.file[f"{LEXICON}shown_text"], self.file[f"{LEXICON}shown_start"])
        counts = self.file[f"{LEXICON}count"].tolist()
        return Table(
            ids=self.ids,
            brands=self.brands,
            paths=self.paths,
            lengths=self.lengths,
            titles=self.titles,
            terms=self.terms,
            ends=self.ends,
            row_terms=self.row_terms,
            row_frequencies=self.row_frequencies,
            surfaces=dict(zip(shown, counts, strict=True)),
        )


def offers_of(ids: Array, stock: StockFile, slots: Array) -> Offers:
    """The offers in the slots whose product is one of the ids, in the order of a shelf."""
    at, known = places(ids, stock.products[slots])
    products, slots = at[known].astype(np.int32), slots[known].astype(np.int32)
    stores = stock.stores[slots]
    order = np.lexsort((stock.offers[slots], stores, products))
    return Offers(products[order], stores[order], slots[order])


def write_segment(path: Path, table: Table, offers: Offers, areas_of_stores: Array, tiled_from: int) -> Iterator[None]:
    """Write a segment in steps; a segment of tiled_from offers or more gets a shelf for each area."""
    postings = invert(table)
    arrays = {
        "ids": table.ids,
        "brands": table.brands,
        "paths": table.paths,
        "ends": table.ends,
        "row_terms": table.row_terms,
        "row_frequencies": table.row_frequencies,
        "having": np.bincount(table.row_terms, minlength=len(table.terms)).astype(np.int32),
        **everywhere(table, postings, offers),
    }
    yield
    arrays |= texts("titles", table.titles) | texts("terms", table.terms)
    yield
    arrays |= {LEXICON + name: array for name, array in lexicon.build(table.surfaces).items()}
    yield
    areas = np.unique(areas_of_stores[offers.stores]) if len(offers.slots) >= tiled_from else np.zeros(0, dtype=int)
    for area in areas.tolist() if len(areas) > 1 else []:
        arrays |= area_shelf(area, areas_of_stores, table, postings, offers)
        yield
    write(path, arrays, {})
