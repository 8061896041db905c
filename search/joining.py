"""The second half of a query: the offers of the products found, filtered, and summed up for each product."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.arrays import Array, firsts, spans
from search.generation import Snapshot
from search.matching import Reading
from search.model import Query
from search.stock import in_stock, listed, prices
from search.stores import Nearby

PLACES = np.int64(32)


@dataclass(frozen=True, slots=True)
class Found:
    """Products that have the words, and their offers in reach: within radius, city and price, whatever the rest.

    Offers are rows, sorted by owner (the place of their product in the columns), then store (a slot).
    """

    ids: Array
    scores: Array
    brands: Array
    paths: Array
    owners: Array
    stores: Array
    slots: Array
    words: Array

    def having(self, offers: Array) -> Array:
        """True for the products with at least one of the offers that are True."""
        products = np.zeros(len(self.ids), dtype=bool)
        products[self.owners[offers]] = True
        return products


_NONE = np.zeros(0, dtype=np.int64)
NOTHING = Found(_NONE, _NONE.astype(float), _NONE, _NONE, _NONE, _NONE, _NONE, _NONE.astype(np.uint64))


def gather(reading: Reading, products: Array, scores: Array, nearby: Nearby) -> Found:
    """Take the products of one shelf off it, with their listed offers in the stores of nearby."""
    shelf, segment = reading.shelf, reading.layer.segment
    starts = shelf.offer_ends[products]
    counts = shelf.offer_ends[products + 1] - starts
    rows = spans(starts, counts)
    stores = shelf.stores[rows]
    near = nearby.place[stores] >= 0
    slots = shelf.slots[rows[near]]
    words = reading.snapshot.stock.words[slots]
    owners = np.repeat(np.arange(len(products)), counts)[near]
    there = listed(words)
    numbers = reading.numbers(products)
    return Found(
        ids=segment.ids[numbers],
        scores=scores,
        brands=segment.brands[numbers],
        paths=segment.paths[numbers],
        owners=owners[there],
        stores=stores[near][there],
        slots=slots[there],
        words=words[there],
    )


def together(parts: Sequence[Found]) -> Found:
    """Several shelves as one. A product that lies on two of them is one product with the offers of both.

    Two shelves of one product belong to two areas, which share no store: rows need not be sorted by store again.
    """
    if not parts:
        return NOTHING
    if len(parts) == 1:
        return parts[0]
    ids, places = np.unique(np.concatenate([part.ids for part in parts]), return_index=True)
    owners = [np.searchsorted(ids, part.ids)[part.owners] for part in parts]
    owner = np.concatenate(owners)
    stores = np.concatenate([part.stores for part in parts])
    order = np.argsort(owner, kind="stable")
    return Found(
        ids=ids,
        scores=np.concatenate([part.scores for part in parts])[places],
        brands=np.concatenate([part.brands for part in parts])[places],
        paths=np.concatenate([part.paths for part in parts])[places],
        owners=owner[order],
        stores=stores[order],
        slots=np.concatenate([part.slots for part in parts])[order],
        words=np.concatenate([part.words for part in parts])[order],
    )


def within_prices(found: Found, query: Query) -> Found:
    """Without the offers outside the prices of the query."""
    if query.price_min_cents is None and query.price_max_cents is None:
        return found
    price = prices(found.words)
    kept = np.ones(len(price), dtype=bool)
    if query.price_min_cents is not None:
        kept &= price >= query.price_min_cents
    if query.price_max_cents is not None:
        kept &= price <= query.price_max_cents
    return Found(
        found.ids,
        found.scores,
        found.brands,
        found.paths,
        found.owners[kept],
        found.stores[kept],
        found.slots[kept],
        found.words[kept],
    )


@dataclass(frozen=True, slots=True)
class Tests:
    """For each offer or product of a Found whether it passes a filter. A filter that is not set passes everything.

    stocked and opened tell the state of an offer even when nobody filters by it.
    """

    in_store: Array
    stocked: Array
    opened: Array
    in_category: Array
    of_brand: Array
    stock_filter: Array
    open_filter: Array

    @property
    def offers(self) -> Array:
        """Offers that pass every filter on offers."""
        return np.asarray(self.in_store & self.stock_filter & self.open_filter)

    @property
    def products(self) -> Array:
        """Products that pass every filter on products."""
        return np.asarray(self.in_category & self.of_brand)


def judge(snapshot: Snapshot, found: Found, query: Query) -> Tests:
    """Hold every offer and product found against the filters, at the moment of the query."""
    trusted_since = query.at - 2 * snapshot.stores.rhythms
    stocked = in_stock(found.words, trusted_since[found.stores])
    opened = snapshot.stores.open_at(query.at)[found.stores]
    every_offer, every_product = np.ones(len(found.owners), dtype=bool), np.ones(len(found.ids), dtype=bool)
    in_store = every_offer if query.store is None else snapshot.stores.ids[found.stores] == query.store
    in_category = every_product
    if query.category:
        in_category = np.array([query.category in path for path in snapshot.paths], dtype=bool)[found.paths]
    of_brand = every_product
    if query.brand:
        number = snapshot.brands.index(query.brand) if query.brand in snapshot.brands else -1
        of_brand = found.brands == number
    return Tests(
        in_store=in_store,
        stocked=stocked,
        opened=opened,
        in_category=in_category,
        of_brand=of_brand,
        stock_filter=stocked if query.in_stock else every_offer,
        open_filter=opened if query.open_now else every_offer,
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """The products of the answer, summed up over their passing offers, which are kept as rows for the page.

    places are those of the chosen stores in nearby; owners, stores, slots and price are the rows, starts where each
    product's rows begin.
    """

    ids: Array
    texts: Array
    places: Array
    price_cents: Array
    stores: Array
    starts: Array
    row_places: Array
    row_slots: Array
    row_prices: Array
    all_stores: int


def summarise(found: Found, passing: Array, nearby: Nearby) -> Answer:
    """Nearest store (without distances: the cheapest), lowest price and number of stores of each product."""
    owners, stores = found.owners[passing], found.stores[passing]
    slots, price = found.slots[passing], prices(found.words[passing])
    starts = np.flatnonzero(firsts(owners))
    place = nearby.place[stores]
    if not len(starts):
        none = np.zeros(0, dtype=np.int64)
        return Answer(none, none.astype(float), none, none, none, none, place, slots, price, 0)
    products = owners[starts]
    if nearby.metres is None:
        chosen = np.minimum.reduceat((price << PLACES) | place, starts) & 0xFFFFFFFF
    else:
        chosen = np.minimum.reduceat(place, starts)
    return Answer(
        ids=found.ids[products],
        texts=found.scores[products],
        places=chosen,
        price_cents=np.minimum.reduceat(price, starts),
        stores=np.add.reduceat(firsts(owners, stores).astype(np.int64), starts),
        starts=starts,
        row_places=place,
        row_slots=slots,
        row_prices=price,
        all_stores=int(np.count_nonzero(np.bincount(place))),
    )
