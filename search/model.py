"""What goes into the index and what comes out of it: plain values, nothing that acts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Sort = Literal["fit", "distance", "price"]
Match = Literal["all", "any"]
Kind = Literal["product", "brand", "category", "store"]


@dataclass(frozen=True, slots=True)
class Point:
    """A place on the globe, in degrees (WGS84)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Product:
    """One thing as a shopper sees it, in all its sizes and colours: the document that words are searched in.

    category is the path of slugs from department to leaf; filter and facets know every level of it.
    codes are GTINs (14 digits), stock-keeping and maker's numbers of all variants: a query that equals
    one of them is answered exactly. is_service tells work done on a thing from the thing: "Handy reparieren" names no
    phone, so goods come first for "Handy".
    """

    id: int
    title: str
    brand: str = ""
    category: tuple[str, ...] = ()
    category_words: str = ""
    description: str = ""
    attributes: str = ""
    codes: tuple[str, ...] = ()
    is_service: bool = False


@dataclass(frozen=True, slots=True)
class Store:
    """A shop with its place. rhythm_s is the usual gap between two counts, in seconds.

    opens are the times it is open, as sorted pairs of UTC epoch seconds, the end excluded.
    """

    id: int
    name: str
    point: Point
    city: str
    rhythm_s: int
    opens: tuple[tuple[int, int], ...] = ()


class Offer(NamedTuple):
    """One variant of a product for sale in one store; several offers of a product in a store are normal.

    price_cents is None where nobody can say it beforehand, available is None for what has no stock, such as a repair:
    it is there for as long as it is offered, and counted_at says nothing of it.
    """

    id: int
    product: int
    store: int
    price_cents: int | None
    available: int | None
    counted_at: int


class Stock(NamedTuple):
    """The part of an offer that changes all day, and in place: price, pieces, and when they were counted."""

    offer: int
    price_cents: int | None
    available: int | None
    counted_at: int


@dataclass(frozen=True, slots=True)
class Query:
    """A question to the index at the moment at (epoch seconds), which decides stock states and "open now".

    Without a text everything is found that passes the filters; a text without any word to look for finds nothing.
    Filters apply to offers, and a product is in the answer when one offer passes all of them. Without near there is
    no distance and nearness counts 1 for everything; without radius_m there is no limit. in_stock keeps offers with a
    piece left and a count that may still be trusted, and those that have no stock. A limit of the price keeps offers
    without a price out. category is a slug of any level. Sorting by distance without near sorts by fit, sorting by
    price puts products without a price last. cursor is the one a previous answer gave. match says whether a product
    must meet all words of the text or any of them; its score is the sum over the words it meets.
    """

    text: str = ""
    near: Point | None = None
    radius_m: int | None = None
    in_stock: bool = False
    open_now: bool = False
    category: str = ""
    brand: str = ""
    store: int | None = None
    city: str = ""
    price_min_cents: int | None = None
    price_max_cents: int | None = None
    sort: Sort = "fit"
    match: Match = "all"
    cursor: str = ""
    limit: int = 20
    explain: bool = False
    at: int = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class Part:
    """What one word of the query gave to a score: most of it through these terms, at this weight.

    frequency is how often the product meets the word in all ways together, weighted; rarity is the word's idf.
    """

    word: str
    terms: tuple[str, ...]
    weight: float
    frequency: float
    rarity: float
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a product stands where it stands: score = text x nearness, text = the sum of the parts (1 without words)."""

    score: float
    text: float
    nearness: float
    distance_m: int | None
    parts: tuple[Part, ...] = ()


class Hit(NamedTuple):
    """A product of the answer. Every value is taken over the offers that pass all filters.

    store is the nearest one (without near: the cheapest one), ties going to the lower id; offer is the cheapest
    passing offer in it; price_cents is the lowest price anywhere, stores the number of stores. An offer without a price
    counts as dearer than any other, and price_cents is None where no passing offer has one.
    """

    id: int
    score: float
    store: int
    distance_m: int | None
    price_cents: int | None
    stores: int
    offer: int
    explanation: Explanation | None = None


@dataclass(frozen=True, slots=True)
class Results:
    """One page of an answer, and what is true of the whole of it.

    total counts products, stores the distinct stores of their passing offers. facets says how many products have each
    value, the most frequent first: "category" (slugs of every level), "brand", "store" (the id as text), and "1" for
    "in_stock" and "open_now". A facet leaves its own filter out; the total does not. Where one store is asked for,
    "store" counts those of its city. suggestion is a better spelling of the text, dropped the words that had to be left
    out to find anything, words those that were searched. cursor asks for the next page and is None on the last one.
    """

    hits: tuple[Hit, ...]
    total: int
    stores: int
    facets: Mapping[str, Mapping[str, int]]
    suggestion: str | None
    dropped: tuple[str, ...]
    cursor: str | None
    generation: int
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A way to go on typing. id is that of the product or store, the name of the brand, or the slug of the category."""

    kind: Kind
    text: str
    id: int | str


@dataclass(frozen=True, slots=True)
class Published:
    """The generation that readers see from now on, and the offers left out because product or store is unknown."""

    generation: int
    skipped: tuple[int, ...] = ()
