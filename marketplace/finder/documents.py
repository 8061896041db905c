"""What the index is told: rows of the database as the search library's documents."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

import structlog
from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

import search
from marketplace.catalogue.models import Product, ProductGroup
from marketplace.errors import Refused
from marketplace.inventory.models import Offer
from marketplace.places import Point
from marketplace.stores.models import Store
from marketplace.stores.opening_hours import intervals, read_hours

OPEN_DAYS = 14
SLICE = 1000
SHOWN = (Offer.ended_at.is_(None), Store.is_public)
"""Which offers a shopper may see."""
GROUPS_ON_OFFER = (
    select(Product.group_id).join(Offer, Offer.product_id == Product.id).join(Store).where(*SHOWN).distinct()
)
log = structlog.get_logger()


def sliced(ids: Iterable[int], size: int = SLICE) -> Iterator[list[int]]:
    """Ids in lists short enough for one statement."""
    rest = iter(ids)
    while part := list(islice(rest, size)):
        yield part


def point(place: Point) -> search.Point:
    return search.Point(place.latitude, place.longitude)


def store_document(store: Store, now: datetime) -> search.Store:
    """A store with the times it is open in the next 14 days."""
    return search.Store(
        id=store.id,
        name=store.name,
        point=point(store.point),
        city=store.city.slug,
        rhythm_s=store.rhythm_s,
        opens=tuple(open_times(store, now)),
    )


def open_times(store: Store, now: datetime) -> Iterator[tuple[int, int]]:
    """Pairs of UTC epoch seconds. Hours that are not given or cannot be read are never open."""
    if not store.opening_hours:
        return
    try:
        hours = read_hours(store.opening_hours)
    except Refused:
        log.warning("opening hours cannot be read", store=store.store_code)
        return
    for opens, closes in intervals(hours, now, OPEN_DAYS, store.city.state):
        yield int(opens.timestamp()), int(closes.timestamp())


def product_document(group: ProductGroup) -> search.Product:
    """A product group with all that its words and codes are found by."""
    category = group.category
    return search.Product(
        id=group.id,
        title=group.title,
        brand=group.brand,
        category=category.path if category else (),
        category_words=" ".join(category_words(group)),
        description=f"{group.description} {group.description_en}".strip(),
        attributes=" ".join([*map(str, group.attributes.values()), *variant_words(group.products)]),
        codes=tuple(code for product in group.products for code in (product.gtin, product.sku, product.mpn) if code),
        is_service=group.is_service,
    )


def category_words(group: ProductGroup) -> Iterator[str]:
    category = group.category
    while category:
        yield category.name
        yield category.name_en
        category = category.parent


def variant_words(products: Sequence[Product]) -> list[str]:
    """The colours and sizes of a group, each once."""
    return list(dict.fromkeys(word for product in products for word in (product.colour, product.size) if word))


def offer_document(offer: Offer, group_id: int) -> search.Offer:
    """An offer under its product group."""
    return search.Offer(
        id=offer.id,
        product=group_id,
        store=offer.store_id,
        price_cents=offer.price_cents,
        available=promised(offer),
        counted_at=int(offer.counted_at.timestamp()),
    )


def stock_row(offer: Offer) -> search.Stock:
    """What changes about an offer from hour to hour."""
    return search.Stock(offer.id, offer.price_cents, promised(offer), int(offer.counted_at.timestamp()))


def promised(offer: Offer) -> int | None:
    """The pieces that may still be promised, None for a service."""
    return None if offer.is_service else offer.available


def groups(session: Session, ids: Sequence[int]) -> Sequence[ProductGroup]:
    """Product groups with everything product_document() reads, in two statements."""
    return session.scalars(
        select(ProductGroup)
        .where(ProductGroup.id.in_(ids))
        .options(joinedload(ProductGroup.category), selectinload(ProductGroup.products))
    ).all()


def offers(session: Session, ids: Sequence[int]) -> list[tuple[Offer, int, bool]]:
    """Offers with the id of their group and whether a shopper may see them. One statement."""
    kind = contains_eager(Offer.product).load_only(Product.group_id).contains_eager(Product.group)
    rows = session.execute(
        select(Offer, Product.group_id, Store.is_public)
        .join(Offer.product)
        .join(Product.group)
        .join(Store, Store.id == Offer.store_id)
        .where(Offer.id.in_(ids))
        .options(kind.load_only(ProductGroup.kind))
    )
    return [(offer, group_id, public and offer.ended_at is None) for offer, group_id, public in rows]


def all_offers(session: Session) -> Sequence[int]:
    """The ids of all offers that a shopper may see, in their order."""
    shown = select(Offer.id).join(Store, Store.id == Offer.store_id).where(*SHOWN)
    return session.scalars(shown.order_by(Offer.id)).all()


def all_on_offer(session: Session) -> Sequence[int]:
    """The ids of all product groups that a shopper can find at least one offer of, in their order."""
    return session.scalars(GROUPS_ON_OFFER.order_by(Product.group_id)).all()


def on_offer(session: Session, group_ids: Sequence[int]) -> set[int]:
    """Those of the product groups that a shopper can find at least one offer of. One statement."""
    return set(session.scalars(GROUPS_ON_OFFER.where(Product.group_id.in_(group_ids))))
