"""One product group with every shop that has it, and what stands beside it on the town's shelves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

import search
from marketplace.catalogue.models import Category, ProductGroup
from marketplace.cities.models import City
from marketplace.errors import NotFound
from marketplace.finder.answers import Card, groups_of, index
from marketplace.finder.parameters import Asked
from marketplace.finder.rows import SURE, AtStore, OfferRow, at_stores, passing
from marketplace.money import dear
from marketplace.places import Point

MOST = 6
EVERYWHERE_M = 100_000
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Shown:
    """What a product page shows. `at` is empty where no shop of the city has it any more."""

    group: ProductGroup
    at: tuple[AtStore, ...]
    similar: tuple[Card, ...]

    @property
    def prices(self) -> list[int]:
        """Every price in every shop in cents, the lowest first; what is done by effort adds none."""
        return sorted(offer.price_cents for at in self.at for offer in at.offers if offer.price_cents is not None)

    @property
    def cheapest(self) -> OfferRow:
        """The offer on the tag: of those that are there the cheapest, and of several the nearest."""
        return min((at.best for at in self.at), key=lambda offer: (not offer.is_there, dear(offer.price_cents)))


def shown(session: Session, code: str, here: Point, city: City, now: datetime) -> Shown:
    """A product group by its code, with its shops, nearest first, and similar goods that are there.

    Four statements. Raises NotFound("no_such_product").
    """
    group = group_of(session, code)
    hits = beside(group, here, city, now)
    found = at_stores(session, [group.id, *hits], here, now, city.id)
    return Shown(group, tuple(found.get(group.id, ())), tuple(_cards(session, hits, found)))


def group_of(session: Session, code: str) -> ProductGroup:
    """A product group with its variants, category and picture, in one statement."""
    group = session.scalars(
        select(ProductGroup)
        .where(ProductGroup.code == code)
        .options(
            joinedload(ProductGroup.category).joinedload(Category.parent),
            joinedload(ProductGroup.picture),
            joinedload(ProductGroup.products),
        )
    ).unique()
    found = group.one_or_none()
    if found is None:
        raise NotFound("no_such_product")
    return found


def beside(group: ProductGroup, here: Point, city: City, now: datetime) -> list[int]:
    """Ids of other product groups of the same category that are there nearby, the department's where few are.

    Without an index there are none: the page is whole without them.
    """
    ids: list[int] = []
    for slug in reversed(group.category.path if group.category else ()):
        asked = search.Query(
            category=slug,
            near=search.Point(here.latitude, here.longitude),
            in_stock=True,
            city=city.slug,
            limit=MOST + 1,
            at=int(now.timestamp()),
        )
        try:
            hits = index().search(asked).hits
        except (search.IndexMissing, search.IndexDamaged) as fault:
            log.error("the index cannot answer", fault=str(fault))
            return []
        ids += [hit.id for hit in hits if hit.id != group.id and hit.id not in ids]
        if len(ids) >= MOST // 2:
            break
    return ids[:MOST]


def there_by_colour(at: AtStore) -> dict[str, list[OfferRow]]:
    """The variants a store has, by colour, each size once; what is sold out or unsure is left out."""
    found: dict[str, dict[str, OfferRow]] = {}
    for offer in at.offers:
        if offer.is_there and offer.variant:
            found.setdefault(offer.colour, {}).setdefault(offer.size, offer)
    return {colour: list(sizes.values()) for colour, sizes in found.items()}


def surest(at: AtStore) -> OfferRow:
    """The variant of which a store is most certain: what is said of the store's stock on the whole."""
    return min(at.offers, key=lambda offer: (SURE.index(offer.state), dear(offer.price_cents), offer.id))


def highest_cents(at: AtStore) -> int:
    """What the dearest variant costs in a store, 0 where none has a price."""
    return max(offer.price_cents or 0 for offer in at.offers)


def _cards(session: Session, ids: Sequence[int], found: dict[int, list[AtStore]]) -> list[Card]:
    groups = groups_of(session, ids) if ids else {}
    there = {key: passing(found.get(key, []), Asked(in_stock=True, radius_m=EVERYWHERE_M)) for key in ids}
    return [Card(groups[key], there[key][0], tuple(there[key][1:])) for key in ids if key in groups and there[key]]
