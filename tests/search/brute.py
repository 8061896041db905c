"""The judge: the same documents read in plain Python, one by one. Slow, short, and knows nothing of arrays."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from math import asin, cos, radians, sin, sqrt

from search import FORMULA, Offer, Point, Product, Query, Stock, Store
from search.words.analysis import document_terms
from search.words.asking import Word, read_query
from tests.search.reading import code_of, text_of

EARTH_M = 6_371_008.8
NO_PRICE = 1 << 40


def metres(one: Point, other: Point) -> float:
    """Great-circle distance by the haversine formula."""
    north, east = radians(other.latitude - one.latitude), radians(other.longitude - one.longitude)
    ring = cos(radians(one.latitude)) * cos(radians(other.latitude))
    return 2 * EARTH_M * asin(min(1.0, sqrt(sin(north / 2) ** 2 + ring * sin(east / 2) ** 2)))


@dataclass
class Found:
    """A product of the answer, as a Hit should tell it."""

    id: int
    score: float
    store: int
    metres: float | None
    price_cents: int | None
    stores: int
    offer: int


@dataclass
class Answer:
    """All products of an answer, in order, and what is true of the whole."""

    found: list[Found]
    stores: int
    facets: dict[str, dict[str, int]]
    dropped: tuple[str, ...]
    words: tuple[str, ...]


@dataclass
class Shelves:
    """The documents."""

    products: dict[int, Product] = field(default_factory=dict)
    stores: dict[int, Store] = field(default_factory=dict)
    offers: dict[int, Offer] = field(default_factory=dict)

    # what a writer does

    def remove_products(self, ids: Iterable[int]) -> None:
        gone = set(ids)
        self.products = {key: value for key, value in self.products.items() if key not in gone}
        self.offers = {key: value for key, value in self.offers.items() if value.product not in gone}

    def remove_stores(self, ids: Iterable[int]) -> None:
        gone = set(ids)
        self.stores = {key: value for key, value in self.stores.items() if key not in gone}
        self.offers = {key: value for key, value in self.offers.items() if value.store not in gone}

    def set_stock(self, row: Stock) -> bool:
        offer = self.offers.get(row.offer)
        if offer:
            self.offers[row.offer] = Offer(
                offer.id, offer.product, offer.store, row.price_cents, row.available, row.counted_at
            )
        return offer is not None

    # words

    def terms(self, product: Product) -> dict[str, float]:
        counts: defaultdict[str, float] = defaultdict(float)
        for name, weight in FORMULA.field_weights.items():
            for term, frequency in document_terms(text_of(product, name), parts=name != "brand").items():
                counts[term] += weight * frequency
        return counts

    def codes(self, product: Product) -> set[str]:
        texts = [*product.codes, *(f"{product.brand} {code}" for code in product.codes)]
        return {code for code in map(code_of, texts) if code}

    def read(self) -> tuple[dict[int, dict[str, float]], Counter[str], float]:
        rows = {product.id: self.terms(product) for product in self.products.values()}
        having = Counter(term for row in rows.values() for term in row)
        average = sum(sum(row.values()) for row in rows.values()) / len(rows) if rows else 1.0
        return rows, having, average

    def texts(self, words: list[Word]) -> dict[int, dict[int, float]]:
        """For each product the score of each word it meets, by the word's place in the query."""
        rows, having, average = self.read()
        met: dict[int, dict[int, float]] = {}
        for product, row in rows.items():
            norm = FORMULA.k1 * (1 - FORMULA.b + FORMULA.b * sum(row.values()) / (average or 1.0))
            for place, word in enumerate(words):
                if word.unless and not any(term in row for term in word.unless):
                    met.setdefault(product, {})[place] = FORMULA.unsaid_score
                frequency = sum(
                    way.weight * min(row[term] for term in way.terms)
                    for way in word.ways
                    if all(term in row for term in way.terms)
                )
                if frequency:
                    saturated = frequency * (FORMULA.k1 + 1) / (frequency + norm)
                    scores = met.setdefault(product, {})
                    scores[place] = max(telling(word, len(rows), having) * saturated, scores.get(place, 0.0))
        return met

    # filters

    def passes(self, offer: Offer, query: Query, without: str = "") -> bool:
        product, store = self.products[offer.product], self.stores[offer.store]
        known = query.at - offer.counted_at <= 2 * store.rhythm_s
        tests = {
            "radius": query.near is None or query.radius_m is None or metres(query.near, store.point) <= query.radius_m,
            "city": not query.city or store.city == query.city,
            "least": query.price_min_cents is None or query.price_min_cents <= dear(offer.price_cents) < NO_PRICE,
            "most": query.price_max_cents is None or dear(offer.price_cents) <= query.price_max_cents,
            "category": not query.category or query.category in product.category,
            "brand": not query.brand or product.brand == query.brand,
            "store": query.store is None or offer.store == query.store,
            "in_stock": not query.in_stock or offer.available is None or (known and offer.available >= 1),
            "open_now": not query.open_now or any(start <= query.at < end for start, end in store.opens),
        }
        return all(passed for name, passed in tests.items() if name != without)

    # the answer

    def search(self, query: Query) -> Answer:
        words = read_query(query.text) if query.text.strip() else []
        code = code_of(query.text)
        coded = {product.id: 1.0 for product in self.products.values() if code and code in self.codes(product)}
        if coded:
            answer = self.answer(query, coded, (), (query.text.strip(),))
            if answer.found:
                return answer
        if query.text.strip() and not words:
            return self.answer(query, {}, (), ())
        met = self.texts(words)
        kept = set(range(len(words)))
        texts = self.with_any(met) if words and query.match == "any" else self.with_all(met, kept)
        answer = self.answer(query, texts, (), tuple(word.text for word in words))
        if answer.found or not words or query.match == "any":
            return answer
        kept = self.most(query, met, words)
        if not kept:
            return answer
        dropped = tuple(word.text for place, word in enumerate(words) if place not in kept)
        left = tuple(word.text for place, word in enumerate(words) if place in kept)
        return self.answer(query, self.with_all(met, kept), dropped, left)

    def with_all(self, met: dict[int, dict[int, float]], kept: set[int]) -> dict[int, float]:
        if not kept:
            return dict.fromkeys(self.products, 1.0)
        return {
            product: sum(scores[place] for place in kept) for product, scores in met.items() if kept <= scores.keys()
        }

    def with_any(self, met: dict[int, dict[int, float]]) -> dict[int, float]:
        return {product: sum(scores.values()) for product, scores in met.items()}

    def most(self, query: Query, met: dict[int, dict[int, float]], words: list[Word]) -> set[int]:
        rows, having, _ = self.read()
        rarities = [telling(word, len(rows), having) for word in words]
        able = {offer.product for offer in self.offers.values() if self.passes(offer, query)}
        choices: set[tuple[int, ...]] = {tuple(sorted(scores)) for product, scores in met.items() if product in able}
        if not choices:
            return set()

        def worth(kept: tuple[int, ...]) -> tuple[int, float, tuple[int, ...]]:
            return -len(kept), -sum(rarities[place] for place in kept), kept

        best = min(choices, key=worth)
        return set(best)

    def answer(self, query: Query, texts: dict[int, float], dropped: tuple[str, ...], words: tuple[str, ...]) -> Answer:
        offers = [offer for offer in self.offers.values() if offer.product in texts]
        passing = [offer for offer in offers if self.passes(offer, query)]
        found = [
            self.found(query, product, texts[product], [offer for offer in passing if offer.product == product])
            for product in sorted({offer.product for offer in passing})
        ]
        found.sort(key=lambda one: (order(query, one), one.id))
        return Answer(found, len({offer.store for offer in passing}), self.facets(query, offers), dropped, words)

    def found(self, query: Query, product: int, text: float, offers: list[Offer]) -> Found:
        away = {
            offer.store: metres(query.near, self.stores[offer.store].point) if query.near else None for offer in offers
        }
        lowest = min((offer.price_cents for offer in offers), key=dear)
        if query.near is None:
            store = min(offer.store for offer in offers if offer.price_cents == lowest)
        else:
            store = min(away, key=lambda one: (round(1000 * (away[one] or 0.0)), one))
        distance = away[store]
        in_store = [offer for offer in offers if offer.store == store]
        return Found(
            id=product,
            score=text * (1.0 if distance is None else FORMULA.nearness(distance)),
            store=store,
            metres=distance,
            price_cents=lowest,
            stores=len(away),
            offer=min(in_store, key=lambda offer: (dear(offer.price_cents), offer.id)).id,
        )

    def facets(self, query: Query, offers: list[Offer]) -> dict[str, dict[str, int]]:
        def products(without: str, asked: Query = query) -> set[int]:
            return {offer.product for offer in offers if self.passes(offer, asked, without)}

        slugs = Counter(slug for product in products("category") for slug in set(self.products[product].category))
        brands = Counter(self.products[product].brand for product in products("brand"))
        brands.pop("", None)
        asked_for = self.stores.get(query.store or 0)
        beside = replace(query, city=query.city or asked_for.city) if asked_for else query
        pairs = {(offer.product, offer.store) for offer in offers if self.passes(offer, beside, "store")}
        return {
            "category": dict(slugs),
            "brand": dict(brands),
            "store": dict(Counter(str(store) for _, store in pairs)),
            "in_stock": {"1": len(products("", replace(query, in_stock=True)))},
            "open_now": {"1": len(products("", replace(query, open_now=True)))},
        }

    def copy(self) -> "Shelves":
        return deepcopy(self)


def telling(word: Word, products: int, having: Counter[str]) -> float:
    """The rarity of the word's own term; where no product has it, that of the commonest way."""
    ways = [[having[term] for term in way.terms] for way in word.ways]
    known = [counts for counts in ways if all(counts)] or ways[:1]
    chosen = ways[:1] if all(ways[0]) else known
    return min(sum(FORMULA.rarity(products, count) for count in counts) / len(counts) for counts in chosen)


def dear(cents: int | None) -> int:
    """A price to compare by: what has none comes after every other."""
    return NO_PRICE if cents is None else cents


def order(query: Query, found: Found) -> float:
    """What an answer is sorted by, the least first."""
    if query.sort == "price":
        return dear(found.price_cents)
    if query.sort == "distance" and found.metres is not None:
        return round(1000 * found.metres)
    return -found.score
