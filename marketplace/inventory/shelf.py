"""A shop's shelf as its own people see it: every offer with its stock, what is old, what is gone."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from marketplace.alphabet import alphabetical
from marketplace.catalogue.models import SERVICE, Product, ProductGroup
from marketplace.errors import NotFound
from marketplace.inventory.confidence import FEW, confidence, stock_state
from marketplace.inventory.models import Offer
from marketplace.inventory.stock import tell_index_of_offers
from marketplace.paging import Page, page_of
from marketplace.stores.models import Store

ON_A_PAGE = 50
TOLD_AT_ONCE = 500
GTIN_DIGITS = 14
NARROWED = ("fresh", "ageing", "unknown", "few", "gone", "service")


@dataclass(frozen=True, slots=True)
class Figures:
    """How many offers a shop has, and how many of them are in each state; of services nothing is counted."""

    offers: int
    fresh: int
    ageing: int
    unknown: int
    few: int
    gone: int
    service: int

    @property
    def goods(self) -> int:
        """Offers that can be counted."""
        return self.offers - self.service

    @property
    def old(self) -> int:
        """Offers whose count is older than the shop's rhythm."""
        return self.ageing + self.unknown


@dataclass(frozen=True, slots=True)
class Line:
    """One offer of the list, with what a shopper is told of it."""

    offer: Offer
    state: str
    confidence: str


def figures(session: Session, store: Store, now: datetime) -> Figures:
    """The state of the whole shelf, in one statement."""
    narrowed = {name: _condition(name, store, now) for name in NARROWED}
    counted = [func.count().filter(condition).label(name) for name, condition in narrowed.items()]
    statement = select(func.count().label("offers"), *counted).where(
        Offer.store_id == store.id, Offer.ended_at.is_(None)
    )
    return Figures(**session.execute(statement).one()._mapping)


def shelf_page(session: Session, store: Store, text: str, show: str, page: int, now: datetime) -> Page[Line]:
    """The offers that hold this text in title, brand, sku or EAN, narrowed to `show`; old counts come oldest first."""
    statement = _found(store, text).where(_condition(show, store, now))
    statement = statement.where(Offer.ended_at.is_not(None) if show == "ended" else Offer.ended_at.is_(None))
    offers = (
        select(Offer)
        .where(Offer.id.in_(statement))
        .options(joinedload(Offer.product).joinedload(Product.group).joinedload(ProductGroup.picture))
        .order_by(Offer.counted_at if show == "old" else alphabetical(Offer.title), Offer.id)
    )
    return page_of(session, offers, page, ON_A_PAGE).of(lambda row: line(row[0], store, now))


def line(offer: Offer, store: Store, now: datetime) -> Line:
    """An offer with its state at this moment."""
    counted = stock_state(offer.available, offer.counted_at, store.rhythm_s, now)
    trust = confidence(offer.counted_at, store.rhythm_s, now)
    return Line(offer, SERVICE if offer.is_service else counted, trust)


def offer_in(session: Session, store: Store, offer_id: int, to_change: bool = False) -> Offer:
    """An offer of this store, held against others until the commit where it is `to_change`.

    Raises NotFound("no_such_offer").
    """
    statement = select(Offer).where(Offer.id == offer_id, Offer.store_id == store.id)
    offer = session.scalar(statement.with_for_update() if to_change else statement)
    if offer is None:
        raise NotFound("no_such_offer")
    return offer


def shelve_again(session: Session, now: datetime, store_id: int) -> None:
    """The job: bring all offers of a store into the index again, in steps that let stock changes go between."""
    ids = session.scalars(select(Offer.id).where(Offer.store_id == store_id, Offer.ended_at.is_(None))).all()
    for start in range(0, len(ids), TOLD_AT_ONCE):
        tell_index_of_offers(session, ids[start : start + TOLD_AT_ONCE], now)


def _found(store: Store, text: str) -> Select[int]:
    statement = select(Offer.id).where(Offer.store_id == store.id)
    if not text:
        return statement
    digits = "".join(sign for sign in text if sign.isdigit())
    columns = (Offer.title, Offer.sku, ProductGroup.title, ProductGroup.brand)
    fitting = [column.icontains(text, autoescape=True) for column in columns]
    if digits:
        fitting.append(Product.gtin == digits.zfill(GTIN_DIGITS))
    return statement.join(Offer.product).join(Product.group).where(or_(*fitting))


def _condition(show: str, store: Store, now: datetime) -> ColumnElement[bool]:
    rhythm = timedelta(seconds=store.rhythm_s)
    available = Offer.on_hand - Offer.held - Offer.safety_buffer
    is_service = Offer.product.has(Product.group.has(ProductGroup.kind == SERVICE))
    if show == "service":
        return is_service
    conditions: dict[str, ColumnElement[bool]] = {
        "fresh": Offer.counted_at >= now - rhythm,
        "ageing": (Offer.counted_at < now - rhythm) & (Offer.counted_at >= now - 2 * rhythm),
        "unknown": Offer.counted_at < now - 2 * rhythm,
        "old": Offer.counted_at < now - rhythm,
        "few": (available > 0) & (available <= FEW),
        "gone": available <= 0,
    }
    return conditions[show] & ~is_service if show in conditions else Offer.id.is_not(None)
