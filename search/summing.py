"""The innermost step of a query: from the products of a shelf that have the words to sums over their passing offers."""

from dataclasses import dataclass

import numpy as np

from search.arrays import Array, firsts, spans
from search.asking import ANY_STORE, Asked
from search.shelves import Shelf
from search.stock import MOST_CENTS, in_stock, listed, prices

PRICE_BITS = MOST_CENTS.bit_length()
PLACE_BITS = 19
ROWS_AT_ONCE = 1 << 18  # with price and place beside the row, a key has 63 bits
IN_STOCK, OPEN_NOW = np.uint8(1), np.uint8(2)


@dataclass(frozen=True, slots=True)
class Sums:
    """The products with an offer that passes all filters on offers, a row each, summed up over those offers.

    owners are their positions among the products asked about. place is that of the chosen store in nearby: of the
    nearest, or of the one with the lowest price where there is no distance; slots are the cheapest offers in it, of
    equal ones those with the lowest id. cents is the lowest price anywhere, stores the number of stores. states has
    the bits IN_STOCK and OPEN_NOW where any of the offers is so.

    in_stores is no column of these: by store slot it counts the products that fit and have an offer there, whatever
    store was asked for.
    """

    owners: Array
    places: Array
    slots: Array
    cents: Array
    stores: Array
    states: Array
    in_stores: Array


@dataclass(frozen=True, slots=True)
class Offers:
    """Offers as rows, sorted by owner, then store, then id. places are those of the stores in nearby."""

    owners: Array
    stores: Array
    places: Array
    slots: Array
    words: Array

    def only(self, rows: Array) -> "Offers":
        """Some of the rows."""
        return Offers(self.owners[rows], self.stores[rows], self.places[rows], self.slots[rows], self.words[rows])


def sum_up(shelf: Shelf, products: Array, words: Array, asked: Asked, fits: Array | None) -> Sums:
    """Sum up the offers of products of a shelf, given as its rows.

    words is the stock column, fits is False for products not counted.
    """
    offers = _passing(_in_reach(shelf, products, words, asked), asked)
    new_owner = firsts(offers.owners)
    new_store = new_owner | firsts(offers.stores)
    counted = new_store if fits is None else new_store & fits[offers.owners]
    in_stores = np.bincount(offers.stores[counted], minlength=len(asked.opened))
    if asked.store != ANY_STORE:
        there = offers.stores == asked.store
        offers, new_store = offers.only(there), new_store[there]
        new_owner = firsts(offers.owners)
    starts = new_owner.nonzero()[0]
    if not len(starts):
        none = starts
        return Sums(none, none, none, none, none, none, in_stores)
    rows, cents = _chosen(offers, starts, asked)
    return Sums(
        owners=offers.owners[starts],
        places=offers.places[rows],
        slots=offers.slots[rows],
        cents=cents,
        stores=np.add.reduceat(new_store, starts, dtype=np.int64),
        states=np.bitwise_or.reduceat(_states(offers, asked), starts),
        in_stores=in_stores,
    )


def _in_reach(shelf: Shelf, products: Array, words: Array, asked: Asked) -> Offers:
    """The offers of the products in the stores of nearby, listed or not."""
    counts = products["last"] - products["first"]
    rows, owners = spans(products["first"], counts), np.arange(len(products)).repeat(counts)
    stores = shelf.stores[rows].astype(np.int64)
    places = asked.nearby.place[stores]
    near = (places >= 0).nonzero()[0]
    if len(near) < len(rows):
        rows, owners, stores, places = rows[near], owners[near], stores[near], places[near]
    slots = shelf.slots_of(rows)
    return Offers(owners, stores, places, slots, words[slots])


def _passing(offers: Offers, asked: Asked) -> Offers:
    """The listed offers that pass all filters but the one by store."""
    passing = listed(offers.words)
    if asked.in_stock:
        passing &= in_stock(offers.words, asked.trusted_s[offers.stores], asked.at)
    if asked.open_now:
        passing &= asked.opened[offers.stores]
    if asked.least_cents > 0 or asked.most_cents < MOST_CENTS:
        price = prices(offers.words)
        passing &= (price >= asked.least_cents) & (price <= asked.most_cents)
    return offers if np.count_nonzero(passing) == len(passing) else offers.only(passing)


def _chosen(offers: Offers, starts: Array, asked: Asked) -> tuple[Array, Array]:
    """The row of each product's chosen offer, and its lowest price. What is to be least is packed into one key."""
    price, bits = prices(offers.words), len(offers.words).bit_length()
    cheapest = asked.nearby.metres is None
    key = price << PLACE_BITS | offers.places if cheapest else offers.places << PRICE_BITS | price
    rows = np.minimum.reduceat(key << bits | np.arange(len(key)), starts) & ((1 << bits) - 1)
    return rows, np.minimum.reduceat(price, starts)


def _states(offers: Offers, asked: Asked) -> Array:
    """The bits IN_STOCK and OPEN_NOW of each offer; what was filtered by needs no second look."""
    opened = np.where(asked.opened[offers.stores], OPEN_NOW, np.uint8(0))
    if asked.in_stock:
        return np.asarray(opened | IN_STOCK)
    return np.asarray(opened | in_stock(offers.words, asked.trusted_s[offers.stores], asked.at))
