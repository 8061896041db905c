"""A shelf: the products of one place, with the postings and offers that a query reads there.

Every segment has one shelf for everywhere, and a large one also a shelf for each area, with its own numbering of the
products sold there. A query in a town reads that town's shelf and never touches the others. It spends most of its
time waiting for memory, so all that it wants to know of a product stands side by side.
"""

from dataclasses import dataclass

import numpy as np

from search.arrays import Array, spans
from search.files import ArrayFile
from search.tables import Table

EVERYWHERE = "everywhere"
ROW = np.dtype([("id", "<i8"), ("brand", "<i4"), ("path", "<i4"), ("first", "<i4"), ("last", "<i4")])


@dataclass(frozen=True, slots=True)
class Offers:
    """The offers of a segment's products, sorted by product number, store and id; slot leads to the stock column."""

    products: Array
    stores: Array
    slots: Array


class Shelf:
    """The mapped arrays of one shelf. products are the segment's numbers of those on the shelf, None for all.

    rows has a ROW for each of them: id, brand, category path, and the span of its offers, by product and store. Each
    offer's slot leads to the stock column; slots is None where they follow each other from first_slot on.
    """

    def __init__(self, file: ArrayFile, name: str) -> None:
        self.products: Array | None = file.get(f"{name}.products")
        self.rows = file[f"{name}.rows"].view(ROW)
        self.stores = file[f"{name}.stores"]
        self.slots: Array | None = file.get(f"{name}.slots")
        self.first_slot = int(file[f"{name}.first_slot"][0]) if self.slots is None else 0
        self.lengths = file[f"{name}.lengths"]
        self.size = len(self.lengths)
        self._terms: Array | None = file.get(f"{name}.terms")
        self._ends, self._ids = file[f"{name}.posting_ends"], file[f"{name}.postings"]
        self._frequencies = file[f"{name}.frequencies"]

    def offers_of(self, products: Array) -> Array:
        """The offers of products of the shelf."""
        rows = self.rows.take(products)
        return spans(rows["first"], rows["last"] - rows["first"])

    def slots_of(self, offers: Array) -> Array:
        """The slots of offers of the shelf."""
        return np.asarray(offers + self.first_slot) if self.slots is None else self.slots[offers]

    def postings(self, term: int) -> tuple[Array, Array]:
        """The shelf's products with this term of the segment, ascending, and the term's frequency in each."""
        row = term
        if self._terms is not None:
            row = int(self._terms.searchsorted(np.int32(term)))
            if row == len(self._terms) or self._terms[row] != term:
                return self._ids[:0], self._frequencies[:0]
        first, last = int(self._ends[row]), int(self._ends[row + 1])
        return self._ids[first:last], self._frequencies[first:last]


@dataclass(frozen=True, slots=True)
class Postings:
    """Rows of (term, product, frequency), sorted by term, then product."""

    terms: Array
    products: Array
    frequencies: Array


def invert(table: Table) -> Postings:
    """A table's rows turned round: from products with terms to terms with products."""
    products = np.repeat(np.arange(len(table.ids), dtype=np.int32), np.diff(table.ends))
    order = np.argsort(table.row_terms, kind="stable")
    return Postings(table.row_terms[order], products[order], table.row_frequencies[order])


def everywhere(table: Table, postings: Postings, offers: Offers) -> dict[str, Array]:
    """The arrays of the shelf for all products, and for terms as they are numbered in the segment."""
    return _named(
        EVERYWHERE,
        rows=_rows(table, np.arange(len(table.ids)), offers.products),
        lengths=table.lengths,
        stores=offers.stores,
        **_slots(offers.slots),
        posting_ends=_ends(postings.terms, len(table.terms)),
        postings=postings.products,
        frequencies=postings.frequencies,
    )


def area_shelf(area: int, areas_of_stores: Array, table: Table, postings: Postings, offers: Offers) -> dict[str, Array]:
    """The arrays of the shelf of one area, empty when no offer of the table's products lies there."""
    here = areas_of_stores[offers.stores] == area
    if not here.any():
        return {}
    on_shelf = np.zeros(len(table.ids), dtype=bool)
    on_shelf[offers.products[here]] = True
    number = (np.cumsum(on_shelf) - 1).astype(np.int32)
    kept = on_shelf[postings.products]
    terms = postings.terms[kept]
    present = np.unique(terms)
    products = np.flatnonzero(on_shelf).astype(np.int32)
    return _named(
        str(area),
        products=products,
        rows=_rows(table, products, number[offers.products[here]]),
        lengths=table.lengths[products],
        stores=offers.stores[here],
        **_slots(offers.slots[here]),
        terms=present,
        posting_ends=np.append(np.searchsorted(terms, present), len(terms)).astype(np.int32),
        postings=number[postings.products[kept]],
        frequencies=postings.frequencies[kept],
    )


def _rows(table: Table, products: Array, owners: Array) -> Array:
    """The ROW of each of the table's products; owners are the places among them of the products that offers are of."""
    ends = _ends(owners, len(products))
    rows = np.empty(len(products), dtype=ROW)
    columns = (table.ids[products], table.brands[products], table.paths[products], ends[:-1], ends[1:])
    for name, column in zip(ROW.names or (), columns, strict=True):
        rows[name] = column
    return rows


def _slots(slots: Array) -> dict[str, Array]:
    follow = len(slots) and bool((np.diff(slots) == 1).all())
    return {"first_slot": slots[:1]} if follow else {"slots": slots}


def _ends(sorted_numbers: Array, size: int) -> Array:
    return np.searchsorted(sorted_numbers, np.arange(size + 1)).astype(np.int32)


def _named(shelf: str, **arrays: Array) -> dict[str, Array]:
    return {f"{shelf}.{name}": array for name, array in arrays.items()}
