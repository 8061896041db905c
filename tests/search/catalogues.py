"""Random little catalogues, places, moments and questions, chosen so that they meet each other often."""

from dataclasses import dataclass, replace
from typing import Any

from hypothesis import strategies as st

from search import Offer, Point, Product, Query, Stock, Store

NOON = 1_800_000_000
HOUR = 3600
DAY = 24 * HOUR
MARKET = Point(51.1854, 6.4417)

PLACES = [
    MARKET,
    Point(51.1900, 6.4417),
    Point(51.1808, 6.4417),  # as far south of the market as the one before is north
    Point(51.1620, 6.4420),
    Point(51.2500, 6.5500),
    Point(51.4500, 7.0100),
    Point(48.1371, 11.5754),
    Point(-33.8600, 151.2000),
]
WORDS = ["Wanderschuhe", "Schuhe", "Helm", "Kinderfahrradhelm", "Tasse", "rot", "Wolle", "und", "E-Bike", "Öl", "für"]
WORDS += ["Handy", "Smartphone", "externer", "Akku", "Powerbank", "ohne", "Zucker", "zuckerfrei", "weinrot", "Becher"]
BRANDS = ["", "Lumo", "Wollhaus"]
CATEGORIES = [(), ("sport",), ("sport", "schuhe"), ("haus", "kueche"), ("haus", "schuhe")]
CODES = ["4006381333931", "96385074", "A-100", "4711"]
CITIES = ["mg", "essen"]

ids = st.integers(1, 6)
offer_ids = st.integers(1, 16)
texts = st.lists(st.sampled_from(WORDS), min_size=0, max_size=4).map(" ".join)
moments = st.sampled_from([NOON, NOON - HOUR, NOON + HOUR, NOON + 3 * DAY])
counted = st.sampled_from([0, NOON - 5 * DAY, NOON - 2 * DAY, NOON - HOUR, NOON])
prices = st.sampled_from([0, 99, 500, 1999, None])
pieces = st.sampled_from([0, 1, 2, 3, 4, None])
hours = st.sampled_from([(), ((NOON - HOUR, NOON),), ((NOON, NOON + HOUR), (NOON + 2 * DAY, NOON + 4 * DAY))])

products = st.builds(
    Product,
    id=ids,
    title=texts,
    brand=st.sampled_from(BRANDS),
    category=st.sampled_from(CATEGORIES),
    category_words=texts,
    description=texts,
    codes=st.lists(st.sampled_from(CODES), max_size=2).map(tuple),
    is_service=st.booleans(),
)
stores = st.builds(
    Store,
    id=ids,
    name=st.just("Laden"),
    point=st.sampled_from(PLACES),
    city=st.sampled_from(CITIES),
    rhythm_s=st.sampled_from([DAY, 7 * DAY]),
    opens=hours,
)
offers = st.builds(
    Offer, id=offer_ids, product=ids, store=ids, price_cents=prices, available=pieces, counted_at=counted
)
stocks = st.builds(Stock, offer=offer_ids, price_cents=prices, available=pieces, counted_at=counted)


@dataclass(frozen=True)
class Town:
    """What a town starts with."""

    products: list[Product]
    stores: list[Store]
    offers: list[Offer]


def all_of(things: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[list[Any]]:
    """One thing for each id up to the most."""
    each = st.tuples(*(things for _ in range(most)))
    return each.map(lambda row: [with_id(thing, number) for number, thing in enumerate(row, 1)])


def with_id(thing: Any, number: int) -> Any:
    """The thing under another number."""
    return thing._replace(id=number) if isinstance(thing, Offer) else replace(thing, id=number)


towns = st.builds(Town, products=all_of(products, 6), stores=all_of(stores, 6), offers=all_of(offers, 16))

plain_questions = st.builds(
    Query,
    text=st.one_of(
        st.just(""),
        st.sampled_from(WORDS),
        texts,
        st.sampled_from([*CODES, "Lumo a-100", "xyzzy", "?!", "Helm xyzzy", "rot Helm Tasse Schuhe"]),
    ),
    match=st.sampled_from(["all", "all", "any"]),
    near=st.sampled_from([None, *PLACES]),
    sort=st.sampled_from(["fit", "fit", "distance", "price"]),
    limit=st.sampled_from([1, 2, 20]),
    explain=st.booleans(),
    at=moments,
)
filters = st.sampled_from(
    [
        {"radius_m": 0},
        {"radius_m": 700},
        {"radius_m": 30_000},
        {"radius_m": 30_000},
        {"radius_m": 500_000},
        {"in_stock": True},
        {"open_now": True},
        {"category": "schuhe"},
        {"category": "none"},
        {"brand": "Lumo"},
        {"store": 1},
        {"store": 99},
        {"city": "mg"},
        {"city": "none"},
        {"price_min_cents": 100},
        {"price_max_cents": 500},
    ]
)
questions = st.builds(
    lambda question, some: replace(question, **{key: value for one in some for key, value in one.items()}),
    plain_questions,
    st.lists(filters, max_size=3),
)
