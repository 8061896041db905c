"""Looking for damage: reads every byte of the current generation, and tells what it lists."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from search.arrays import Array
from search.documents import read_product
from search.errors import IndexDamaged, IndexMissing
from search.generation import Layer, Snapshot
from search.model import Offer, Product, Store
from search.reader import open_current
from search.stock import StockFile, listed, told

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
        shelf = layer.segment.everywhere
        slots = shelf.slots_of(np.arange(len(shelf.stores)))
        if len(slots) and int(slots.max()) >= used:
            yield f"The segment {layer.segment.name} reads offers beyond those of the generation."
        elif not _fits(layer, snapshot.stock):
            yield f"The segment {layer.segment.name} and the stock file name other products or stores for an offer."


def _fits(layer: Layer, stock: StockFile) -> bool:
    """Whether the stock column names the product and store of each slot as the segment's shelf does."""
    shelf = layer.segment.everywhere
    slots = shelf.slots_of(np.arange(len(shelf.stores)))
    products = shelf.rows["id"].repeat(shelf.rows["last"] - shelf.rows["first"])
    fits = (stock.products[slots] == products) & (stock.stores[slots] == shelf.stores)
    return bool(fits.all())


def listed_offers(folder: Path | str) -> Iterator[Offer]:
    """Every offer that searches may find, by id, with the values they see (see `kept`), for comparing.

    Raises IndexMissing or IndexDamaged.
    """
    snapshot = open_current(Path(folder))
    stock = snapshot.stock
    slots = np.concatenate([np.zeros(0, dtype=np.int64), *(_slots(layer) for layer in snapshot.layers)])
    slots = slots[listed(stock.words[slots]) & (snapshot.stores.ids[stock.stores[slots]] >= 0)]
    slots = slots[np.argsort(stock.offers[slots])]
    for some in np.array_split(slots, 1 + len(slots) // TOGETHER):
        stores = snapshot.stores.ids[stock.stores[some]]
        columns = (stock.offers[some].tolist(), stock.products[some].tolist(), stores.tolist())
        yield from map(Offer, *columns, *told(stock.words[some]))


def listed_stores(folder: Path | str) -> list[Store]:
    """Every store of the index, as it was put. Raises IndexMissing or IndexDamaged."""
    return list(open_current(Path(folder)).stores.rows().values())


def outdated(folder: Path | str, products: Iterable[Product]) -> Iterator[int]:
    """The ids of those products that the index does not have, or has with other words, brand or category.

    Reads every product anew, as building the index does. Raises IndexMissing or IndexDamaged.
    """
    snapshot = open_current(Path(folder))
    paths = {path: number for number, path in enumerate(snapshot.categories.paths)}
    for product in products:
        found = snapshot.find(product.id)
        names = snapshot.brand_numbers.get(product.brand), paths.get(product.category)
        if found is None or not _is_same(product, *names, *found):
            yield product.id


def _is_same(product: Product, brand: int | None, path: int | None, layer: Layer, number: int) -> bool:
    there = layer.segment.document(number)
    if (there.title, there.brand, there.path) != (product.title, brand, path):
        return False
    terms = read_product(product, there.brand, there.path).terms
    return there.terms == {term: float(np.float32(frequency)) for term, frequency in terms.items()}


def _slots(layer: Layer) -> Array:
    """The slots on the shelf of a segment's live products."""
    shelf = layer.segment.everywhere
    return shelf.slots_of(shelf.offers_of(layer.live_numbers()))
