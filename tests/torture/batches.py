"""Random changes to a little town: the same to the index as to the documents of the judge."""

from dataclasses import dataclass, field
from random import Random

from search import Offer, Product, Query, Stock, Store, Writer
from tests.search.brute import Shelves
from tests.search.catalogues import BRANDS, CATEGORIES, CITIES, CODES, DAY, HOUR, MARKET, NOON, PLACES, WORDS

PRODUCTS, STORES, OFFERS = 12, 6, 40
WORDS_ASKED = ["", *WORDS, "Helm rot", "Lumo a-100", "4006381333931", "xyzzy Helm", "rot Tasse"]
FILTERS: list[dict[str, object]] = [
    {},
    {"in_stock": True},
    {"open_now": True},
    {"brand": "Lumo"},
    {"category": "schuhe"},
    {"radius_m": 30_000},
    {"price_max_cents": 1_200},
    {"sort": "price"},
]


@dataclass(frozen=True, slots=True)
class Batch:
    """What a writer does in one step: set stock in place, build all anew, or remove, put and publish."""

    stock: list[Stock] = field(default_factory=list)
    whole: Shelves | None = None
    gone_products: list[int] = field(default_factory=list)
    gone_stores: list[int] = field(default_factory=list)
    gone_offers: list[int] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    stores: list[Store] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)

    def write(self, writer: Writer) -> None:
        """Do it to an index."""
        if self.stock:
            writer.set_stock(self.stock)
            return
        if self.whole:
            town = self.whole
            writer.rebuild(town.products.values(), town.stores.values(), town.offers.values())
            return
        writer.remove_products(self.gone_products)
        writer.remove_stores(self.gone_stores)
        writer.remove_offers(self.gone_offers)
        writer.put_products(self.products)
        writer.put_stores(self.stores)
        writer.put_offers(self.offers)
        writer.publish()

    def after(self, before: Shelves) -> Shelves:
        """Do it to documents; the ones given stay as they are."""
        town = before.copy()
        for row in self.stock:
            town.set_stock(row)
        town.remove_products(self.gone_products)
        town.remove_stores(self.gone_stores)
        town.offers = {key: offer for key, offer in town.offers.items() if key not in self.gone_offers}
        town.products |= {product.id: product for product in self.products}
        town.stores |= {store.id: store for store in self.stores}
        last = {offer.id: offer for offer in self.offers}
        known = [offer for offer in last.values() if offer.product in town.products and offer.store in town.stores]
        town.offers |= {offer.id: offer for offer in known}
        return town


class Chance:
    """All that is random about a town, from one seed."""

    def __init__(self, seed: str) -> None:
        self.random = Random(seed)

    def batch(self, town: Shelves) -> Batch:
        """Stock half of the time, now and then a rebuild, otherwise any mixture of removing and putting."""
        kind = self.random.random()
        if kind < 0.45:
            return Batch(stock=[self.stock() for _ in range(self.random.randint(1, 8))])
        if kind < 0.5:
            return Batch(whole=town)
        several = self.random.randint
        return Batch(
            gone_products=self._some(PRODUCTS, 0.2),
            gone_stores=self._some(STORES, 0.15),
            gone_offers=self._some(OFFERS, 0.3),
            products=[self.product() for _ in range(several(0, 3))],
            stores=[self.store() for _ in range(several(0, 1))],
            offers=[self.offer() for _ in range(several(0, 10))],
        )

    def opening(self) -> Batch:
        """A town to begin with."""
        return Batch(
            products=[self.product(key) for key in range(1, PRODUCTS + 1)],
            stores=[self.store(key) for key in range(1, STORES + 1)],
            offers=[self.offer(key) for key in range(1, OFFERS + 1)],
        )

    def product(self, key: int = 0) -> Product:
        pick = self.random.choice
        return Product(
            key or self.random.randint(1, PRODUCTS),
            " ".join(self.random.choices(WORDS, k=self.random.randint(1, 4))),
            pick(BRANDS),
            pick(CATEGORIES),
            description=pick(WORDS),
            codes=(pick(CODES),) * self.random.randint(0, 1),
        )

    def store(self, key: int = 0) -> Store:
        opens = self.random.choice([(), ((NOON - HOUR, NOON + HOUR),)])
        place = self.random.choice(PLACES)
        return Store(
            key or self.random.randint(1, STORES), "Laden", place, self.random.choice(CITIES), rhythm_s=DAY, opens=opens
        )

    def offer(self, key: int = 0) -> Offer:
        row = self.stock(key)
        product, store = self.random.randint(1, PRODUCTS), self.random.randint(1, STORES)
        return Offer(row.offer, product, store, row.price_cents, row.available, row.counted_at)

    def stock(self, key: int = 0) -> Stock:
        """A price tells the offer it belongs to: 17xx cents can only be offer 17's."""
        offer = key or self.random.randint(1, OFFERS)
        price = 100 * offer + self.random.randint(0, 99)
        return Stock(offer, price, self.random.randint(0, 4), NOON - self.random.choice([0, HOUR, 3 * DAY]))

    def question(self) -> Query:
        asked = {**self.random.choice(FILTERS), **self.random.choice(FILTERS)}
        near = self.random.choice([None, MARKET, *PLACES])
        return Query(self.random.choice(WORDS_ASKED), near=near, at=NOON, **asked)  # type: ignore[arg-type]

    def _some(self, most: int, chance: float) -> list[int]:
        return [self.random.randint(1, most)] if self.random.random() < chance else []
