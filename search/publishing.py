"""Publishing: gathered changes become a small new segment, a new generation and changes in place.

Another thread may set stock meanwhile: gathered offers learn of it, and are read again when their words are written.
Words in place are changed after the switch, so that a reader of the old generation misses nothing meanwhile. A writer
that dies before it leaves the old generation as it was; one that dies after it is told its job again, which harms
nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from search.arrays import Array
from search.documents import Document, read_product
from search.holding import Held, Holding
from search.model import Offer, Product, Published, Stock, Store
from search.segments import Segment, offers_of, write_segment
from search.slots import words_of
from search.stock import listed
from search.tables import table_of


@dataclass(slots=True)
class Changes:
    """What was put and removed since the last publication; the last word about a thing counts."""

    products: dict[int, Product] = field(default_factory=dict)
    stores: dict[int, Store] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)
    gone_products: set[int] = field(default_factory=set)
    gone_stores: set[int] = field(default_factory=set)
    gone_offers: set[int] = field(default_factory=set)

    def put_products(self, products: Iterable[Product]) -> None:
        """Putting what was removed before adds it anew, without its old offers."""
        self.products.update((product.id, product) for product in products)

    def put_stores(self, stores: Iterable[Store]) -> None:
        """Putting what was removed before adds it anew, without its old offers."""
        self.stores.update((store.id, store) for store in stores)

    def put_offers(self, offers: Iterable[Offer]) -> None:
        """Whether product and store exist is looked at when publishing, so that the order of calls does not matter."""
        self.offers.update((offer.id, offer) for offer in offers)

    def set_stock(self, rows: Iterable[Stock]) -> set[int]:
        """Bring gathered offers up to date, so that publishing does not undo a later count. Returns their ids."""
        found = set()
        for row in rows:
            offer = self.offers.get(row.offer)
            if offer:
                found.add(offer.id)
                self.offers[offer.id] = Offer(offer.id, offer.product, offer.store, *row[1:])
        return found

    def remove_products(self, ids: Iterable[int]) -> None:
        """Removing takes the offers that were put before along."""
        gone = set(ids)
        self.gone_products |= gone
        self.products = {key: product for key, product in self.products.items() if key not in gone}
        self.offers = {key: offer for key, offer in self.offers.items() if offer.product not in gone}

    def remove_stores(self, ids: Iterable[int]) -> None:
        """Removing takes the offers that were put before along."""
        gone = set(ids)
        self.gone_stores |= gone
        self.stores = {key: store for key, store in self.stores.items() if key not in gone}
        self.offers = {key: offer for key, offer in self.offers.items() if offer.store not in gone}

    def remove_offers(self, ids: Iterable[int]) -> None:
        """Removing forgets what was put before."""
        gone = set(ids)
        self.gone_offers |= gone
        self.offers = {key: offer for key, offer in self.offers.items() if key not in gone}


@dataclass(frozen=True, slots=True)
class Placed:
    """Offers that were put, each with its slot. left are the slots that an offer leaves for another product or store.

    touched are the products whose row of offers changes, also those that an offer leaves: so that a writer that dies
    after the switch leaves no offer in two places. skipped are the offers of unknown products or stores.
    """

    offers: list[Offer]
    slots: Array
    left: Array
    touched: set[int]
    skipped: tuple[int, ...]


def publish(holding: Holding, changes: Changes) -> Published:
    """Make the changes the next generation. Without a need for one, only the stock column changes."""
    gone = np.array(sorted(changes.gone_products), dtype=np.int64)
    ended = np.union1d(_ended_slots(holding, changes), holding.slots_of(gone))
    holding.bury(gone)
    holding.book.remove(changes.gone_stores)
    holding.book.put(changes.stores.values())
    placed = _place(holding, changes, ended)
    ended = np.setdiff1d(np.concatenate([ended, placed.left]), placed.slots)
    touched = np.array(sorted(changes.products.keys() | placed.touched), dtype=np.int64)
    if len(touched):
        _add_segment(holding, changes, touched, placed.slots, ended)
    new_stores = holding.number == 0 or bool(changes.stores or changes.gone_stores)
    if new_stores:
        holding.write_stores()
    if new_stores or len(touched) or len(gone):
        holding.switch()
    with holding.turn:
        holding.slots.write(placed.slots, words_of([changes.offers[offer.id] for offer in placed.offers]))
        holding.slots.unlist(ended)
    return Published(holding.number, placed.skipped)


def _ended_slots(holding: Holding, changes: Changes) -> Array:
    """The slots of offers that were removed, themselves or with their store."""
    slots = holding.slots.find(sorted(changes.gone_offers))
    stores = [slot for store in changes.gone_stores if (slot := holding.book.slot(store)) is not None]
    used = holding.slots.stock.stores[: holding.slots.used]
    return np.concatenate([slots[slots >= 0], np.flatnonzero(np.isin(used, stores)) if stores else slots[:0]])


def _place(holding: Holding, changes: Changes, ended: Array) -> Placed:
    """Find or make a slot for every offer that was put, of products and stores that exist."""
    offers, skipped = _known(holding, changes)
    stores = np.array([holding.book.slot(offer.store) for offer in offers], dtype=np.int64)
    products = np.array([offer.product for offer in offers], dtype=np.int64)
    slots = holding.slots.find([offer.id for offer in offers])
    stock = holding.slots.stock
    same = (slots >= 0) & (stock.products[slots] == products) & (stock.stores[slots] == stores)
    left = slots[(slots >= 0) & ~same]
    on_shelf = np.isin(slots, holding.slots_of(np.unique(products)))
    stays = same & listed(stock.words[slots]) & on_shelf & ~np.isin(slots, ended)
    fresh = np.flatnonzero(~same)
    if len(fresh):
        new = [offers[place] for place in fresh.tolist()]
        with holding.turn:
            slots[fresh] = holding.slots.add(new, stores[fresh].tolist(), holding.path("stock"))
    touched = np.union1d(products[~stays], stock.products[left])
    return Placed(offers, slots, left, set(touched.tolist()), skipped)


def _known(holding: Holding, changes: Changes) -> tuple[list[Offer], tuple[int, ...]]:
    """The offers put whose product and store exist, and the ids of the others."""
    offers = list(changes.offers.values())
    wanted = np.unique(np.array([offer.product for offer in offers], dtype=np.int64))
    products = changes.products.keys() | set(holding.live_ids(wanted).tolist())
    kept = [offer for offer in offers if offer.product in products and holding.book.slot(offer.store) is not None]
    there = {offer.id for offer in kept}
    return kept, tuple(offer.id for offer in offers if offer.id not in there)


def _add_segment(holding: Holding, changes: Changes, touched: Array, placed: Array, ended: Array) -> None:
    """Write the touched products with all their offers as a new segment, and bury their older selves."""
    old = holding.slots_of(touched)
    old = np.setdiff1d(old[listed(holding.slots.stock.words[old])], ended)
    table = table_of(_documents(holding, changes, touched))
    offers = offers_of(table.ids, holding.slots.stock, np.union1d(old, placed))
    holding.bury(touched)
    path = holding.path("segment")
    for _ in write_segment(path, table, offers, holding.book.areas, holding.layout.tiled_from_offers):
        pass
    holding.held.append(Held(Segment(path), None))


def _documents(holding: Holding, changes: Changes, touched: Array) -> Sequence[Document]:
    """The touched products as documents: read now where they were put, taken over where only an offer was."""
    read = [
        read_product(product, holding.brand(product.brand), holding.category(product.category))
        for product in changes.products.values()
    ]
    others = np.setdiff1d(touched, np.array(sorted(changes.products), dtype=np.int64))
    taken = [held.segment.document(number) for held in holding.held for number in held.live_among(others).tolist()]
    return [*read, *taken]
