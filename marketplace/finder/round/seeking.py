"""From the words of a list to what the shops have: the index proposes products, the database says who sells them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

import search
from marketplace.catalogue.models import Category, ProductGroup
from marketplace.cities.models import City
from marketplace.finder.answers import index, store_id_of
from marketplace.finder.meaning import Meant, meant
from marketplace.finder.parameters import Asked, to_query
from marketplace.finder.round.naming import Label, counting, met_in
from marketplace.finder.round.wanted import Thing
from marketplace.finder.rows import AtStore, OfferRow, at_stores, passing
from marketplace.finder.where import Here
from marketplace.places import distance_m, walking_minutes

EVERYWHERE_M = 100_000
AROUND_PLACE_M = 2_000
"""How far from the middle of a place its shops are: "Brot in Rheydt"."""
MOST_HITS = 60
MOST_COUNTING = 24
MOST_OTHERS = 4


@dataclass(frozen=True, slots=True)
class Sought:
    """A thing and the product groups that count as it, with others that have its words too, the best fit first.

    `text` are the words that were searched: the better spelling where the typed one finds nothing. `at` are the stores
    of each group, nearest first, with those of their offers that keep the phrases ("unter 10 Euro") of the thing.
    """

    thing: Thing
    meaning: search.Meaning
    text: str
    counting: Sequence[int]
    others: Sequence[int]
    at: Mapping[int, Sequence[AtStore]]

    @property
    def phrases(self) -> list[str]:
        """What of the thing was understood as a wish, not as a word."""
        return [each.text for each in self.meaning.understood]

    @property
    def spelt(self) -> str:
        """The whole thing as it was searched, to search it elsewhere."""
        return self.meaning.spelt(self.text)


@dataclass(frozen=True, slots=True)
class Chance:
    """One way to buy a thing: this offer of this product group in this store, all pieces together for `cents`."""

    group_id: int
    at: AtStore
    offer: OfferRow
    cents: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Which shops a round may lead to at a moment: near enough, and open until she is there."""

    radius_m: int
    now: datetime

    def is_near(self, at: AtStore) -> bool:
        return at.distance_m <= self.radius_m

    def is_open(self, at: AtStore) -> bool:
        """Whether it is open now and still when one has walked there straight away."""
        arrives = self.now + timedelta(minutes=walking_minutes(at.distance_m))
        return at.opening.kind == "open" and (at.opening.until is None or arrives <= at.opening.until)


def seek(session: Session, things: Sequence[Thing], here: Here, city: City, now: datetime) -> list[Sought]:
    """Every thing with its products and who sells them. Raises IndexMissing or IndexDamaged.

    Three statements, and those that ask for the names of shops and places where a thing has a phrase for one.
    """
    wishes = [_wish(session, thing, here, city) for thing in things]
    answers = [_search(session, wish, here, city, now) for wish in wishes]
    labels = _labels(session, {hit.id for _text, hits in answers for hit in hits})
    parted = [_parted(text, hits, labels) for text, hits in answers]
    every = {group_id for counted, others in parted for group_id in (*counted, *others)}
    at = at_stores(session, sorted(every), here.point, now, city.id)
    return [
        Sought(thing, wish.meaning, text, counted, others, _keeping(wish, at, [*counted, *others]))
        for thing, wish, (text, _hits), (counted, others) in zip(things, wishes, answers, parted, strict=True)
    ]


def chances(sought: Sought, ids: Iterable[int], reach: Reach | None = None) -> Iterator[Chance]:
    """Where a thing can be bought as one of these product groups: in stock, in all its pieces, within reach.

    A service, which has no pieces to take along, is no part of a round.
    """
    words = search.read_query(sought.text)
    for group_id in ids:
        stores = sought.at.get(group_id, ())
        most = max((met_in(words, offer.variant) for at in stores for offer in at.offers), default=0)
        for at in stores:
            if reach and not (reach.is_near(at) and reach.is_open(at)):
                continue
            for offer in at.offers:
                pieces, cents = sought.thing.pieces, offer.price_cents
                enough = offer.is_there and offer.available >= pieces
                if cents and enough and met_in(words, offer.variant) == most:
                    yield Chance(group_id, at, offer, pieces * cents)


def cheapest(found: Iterable[Chance]) -> dict[int, Chance]:
    """The cheapest chance in each store, by the store's id; of equals the first."""
    best: dict[int, Chance] = {}
    for chance in found:
        known = best.setdefault(chance.at.store.id, chance)
        if chance.cents < known.cents:
            best[chance.at.store.id] = chance
    return best


def _wish(session: Session, thing: Thing, here: Here, city: City) -> Meant:
    """A thing with its phrases understood, for the whole city; a phrase without a thing is left as words.

    Only what is there and who is open is asked later, for the moment at which the round begins.
    """
    asked = Asked(q=thing.text, radius_m=EVERYWHERE_M, limit=MOST_HITS)
    wish = meant(session, asked, here, city)
    if not wish.meaning.words:
        return Meant(asked, here, search.Meaning(thing.text))
    return replace(wish, asked=replace(wish.asked, in_stock=False, open_now=False))


def _search(session: Session, wish: Meant, here: Here, city: City, now: datetime) -> tuple[str, Sequence[search.Hit]]:
    """What has all the words of a thing anywhere in the city, or all words of its better spelling."""
    query = to_query(wish.asked, city.slug, here.point, store_id_of(session, wish.asked.store), now)
    text, results = query.text, index().search(query)
    if results.suggestion and (results.dropped or not results.total):
        text, results = results.suggestion, index().search(replace(query, text=results.suggestion))
    return text, () if results.dropped else results.hits


def _keeping(wish: Meant, at: Mapping[int, Sequence[AtStore]], ids: Iterable[int]) -> dict[int, list[AtStore]]:
    """The stores of these groups, with what keeps the price and the shop that were asked for, around that place."""
    kept = {group_id: passing(list(at.get(group_id, ())), wish.asked) for group_id in ids}
    if wish.meaning.value("place") is None:
        return kept
    middle = wish.here.point
    return {
        group_id: [each for each in stores if distance_m(middle, each.store.point) <= AROUND_PLACE_M]
        for group_id, stores in kept.items()
    }


def _parted(text: str, hits: Sequence[search.Hit], labels: Mapping[int, Label]) -> tuple[list[int], list[int]]:
    """The ids of the hits that count as the thing, and of the first few others."""
    counted = counting(text, hits, labels)[:MOST_COUNTING]
    return counted, [hit.id for hit in hits if hit.id not in counted][:MOST_OTHERS]


def _labels(session: Session, ids: Iterable[int]) -> dict[int, Label]:
    rows = session.execute(
        select(ProductGroup.id, ProductGroup.title, Category.name, Category.name_en)
        .outerjoin(Category, Category.id == ProductGroup.category_id)
        .where(ProductGroup.id.in_(sorted(ids)))
    )
    return {key: Label(title, f"{name or ''} {name_en or ''}") for key, title, name, name_en in rows}
