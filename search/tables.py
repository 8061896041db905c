"""Products as columns: what a segment holds, made from documents or joined from older segments."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from search.arrays import Array, spans
from search.documents import Document


@dataclass(frozen=True, slots=True)
class Table:
    """Products in the order of their ids, each with its row of term numbers and weighted frequencies.

    terms are sorted; ends tells where each product's row begins and ends. surfaces counts the products of each word.
    """

    ids: Array
    brands: Array
    paths: Array
    lengths: Array
    titles: Sequence[str]
    terms: Sequence[str]
    ends: Array
    row_terms: Array
    row_frequencies: Array
    surfaces: Mapping[str, int]


def table_of(documents: Sequence[Document]) -> Table:
    """The columns of freshly read products."""
    rows = sorted(documents, key=lambda document: document.id)
    terms = sorted(set(chain.from_iterable(row.terms for row in rows)))
    number = {term: place for place, term in enumerate(terms)}
    ends = np.zeros(len(rows) + 1, dtype=np.int64)
    np.cumsum([len(row.terms) for row in rows], out=ends[1:])
    row_terms = np.fromiter((number[term] for row in rows for term in row.terms), np.int32, int(ends[-1]))
    frequencies = np.fromiter(chain.from_iterable(row.terms.values() for row in rows), np.float32, int(ends[-1]))
    return Table(
        ids=np.array([row.id for row in rows], dtype=np.int64),
        brands=np.array([row.brand for row in rows], dtype=np.int32),
        paths=np.array([row.path for row in rows], dtype=np.int32),
        lengths=np.array([row.length for row in rows], dtype=np.float32),
        titles=[row.title for row in rows],
        terms=terms,
        ends=ends,
        row_terms=row_terms,
        row_frequencies=frequencies,
        surfaces=Counter(chain.from_iterable(row.surfaces for row in rows)),
    )


def joined(tables: Sequence[Table], kept: Sequence[Array]) -> Table:
    """One table of the kept products (numbers, one array a table). No product is kept twice."""
    terms = sorted(set(chain.from_iterable(table.terms for table in tables)))
    number = {term: place for place, term in enumerate(terms)}
    renumbered = [np.fromiter(map(number.__getitem__, table.terms), np.int32, len(table.terms)) for table in tables]
    order = np.argsort(np.concatenate([table.ids[keep] for table, keep in zip(tables, kept, strict=True)]))
    rows = [spans(table.ends[keep], table.ends[keep + 1] - table.ends[keep]) for table, keep in _pairs(tables, kept)]
    counts = np.concatenate([table.ends[keep + 1] - table.ends[keep] for table, keep in _pairs(tables, kept)])
    starts = np.cumsum(counts) - counts
    moved = spans(starts[order], counts[order])
    row_terms = np.concatenate([new[t.row_terms[row]] for t, row, new in zip(tables, rows, renumbered, strict=True)])
    frequencies = np.concatenate([table.row_frequencies[row] for table, row in zip(tables, rows, strict=True)])
    titles = [table.titles[number] for table, keep in _pairs(tables, kept) for number in keep.tolist()]
    return _without_unused_terms(
        Table(
            ids=_column([table.ids[keep] for table, keep in _pairs(tables, kept)], order),
            brands=_column([table.brands[keep] for table, keep in _pairs(tables, kept)], order),
            paths=_column([table.paths[keep] for table, keep in _pairs(tables, kept)], order),
            lengths=_column([table.lengths[keep] for table, keep in _pairs(tables, kept)], order),
            titles=[titles[place] for place in order.tolist()],
            terms=terms,
            ends=np.concatenate([[0], np.cumsum(counts[order])]),
            row_terms=row_terms[moved],
            row_frequencies=frequencies[moved],
            surfaces=sum((Counter(table.surfaces) for table in tables), Counter[str]()),
        )
    )


def _pairs(tables: Sequence[Table], kept: Sequence[Array]) -> list[tuple[Table, Array]]:
    return list(zip(tables, kept, strict=True))


def _column(parts: list[Array], order: Array) -> Array:
    return np.concatenate(parts)[order]


def _without_unused_terms(table: Table) -> Table:
    used = np.zeros(len(table.terms), dtype=bool)
    used[table.row_terms] = True
    renumbered = (np.cumsum(used) - 1).astype(np.int32)
    return Table(
        ids=table.ids,
        brands=table.brands,
        paths=table.paths,
        lengths=table.lengths,
        titles=table.titles,
        terms=[table.terms[place] for place in np.flatnonzero(used).tolist()],
        ends=table.ends,
        row_terms=renumbered[table.row_terms],
        row_frequencies=table.row_frequencies,
        surfaces=table.surfaces,
    )
