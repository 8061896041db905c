"""Placing a reservation: pieces are held, the price is copied, the shop is told. All of it or nothing."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload

from marketplace.accounts.models import User
from marketplace.catalogue.models import Product
from marketplace.codes import new_code
from marketplace.errors import Invalid, NotFound, Refused
from marketplace.inventory import stock
from marketplace.inventory.models import Offer
from marketplace.inventory.stock import CITY_TIME
from marketplace.orders import clock, moving, pickup_code, states, timing
from marketplace.orders.models import Basket, Order, OrderLine
from marketplace.stores.models import Store

MOST_PIECES = 20
MOST_OPEN = 10
"""So many orders of one mail address may wait at once: shelves are not emptied by who does not come."""


@dataclass(frozen=True, slots=True)
class Shopper:
    """Who reserves, as the shop is told. `user` is her account, where she is signed in."""

    name: str
    email: str
    phone: str = ""
    language: str = "de"
    user: User | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """Pieces of one offer at the price, in cents, that the shopper saw."""

    offer_id: int
    pieces: int
    seen_cents: int


def reserve(session: Session, key: str, shopper: Shopper, wish: Wish, now: datetime) -> Order:
    """Hold the pieces for a shopper and ask the shop. `key` is the form's: sent again it leads to the same order.

    Raises what reservable() raises; OutOfStock; Refused with "price_changed" or "too_many_open_orders";
    Invalid("too_many_pieces").
    """
    known = placed_with(session, key)
    if known is not None:
        return known
    offer = reservable(session, wish.offer_id, now)
    if wish.pieces > MOST_PIECES:
        raise Invalid("too_many_pieces", most=MOST_PIECES)
    _demand_few_open(session, shopper.email)
    basket = _begin(session, key, now)
    if basket is None:
        return _placed_beside(session, key)
    order = _order(basket, offer.store, shopper, now)
    session.add(order)
    offer = stock.hold(session, offer.id, wish.pieces, now, reason=order.code)
    if offer.price_cents is None or offer.price_cents != wish.seen_cents:
        raise Refused("price_changed", title=offer.title)
    order.lines.append(_line(offer, wish.pieces, offer.price_cents))
    session.flush()
    moving.note(session, order, "place", states.SHOPPER, now, user=shopper.user)
    timing.wait_for_answer(session, order, now)
    return order


def placed_with(session: Session, key: str) -> Order | None:
    """The order that a form with this key has placed already."""
    return session.scalar(select(Order).join(Order.basket).where(Basket.key == key))


def reservable(session: Session, offer_id: int, now: datetime) -> Offer:
    """An offer that shoppers may reserve, with its store; nothing is held yet.

    Raises NotFound("offer_gone") where it is no longer on offer, Refused with "takes_no_reservations" for its store
    and "service_has_no_stock" for what cannot be held.
    """
    offer = session.scalar(
        select(Offer)
        .where(Offer.id == offer_id, Offer.ended_at.is_(None), Offer.store.has(Store.is_public))
        .options(joinedload(Offer.store).joinedload(Store.city), joinedload(Offer.product).joinedload(Product.group))
    )
    if offer is None:
        raise NotFound("offer_gone")
    stock.demand_stock(offer)
    if not offer.store.is_taking_reservations(now.astimezone(CITY_TIME).date()):
        raise Refused("takes_no_reservations", store=offer.store.name)
    return offer


def _demand_few_open(session: Session, email: str) -> None:
    waiting = select(func.count()).select_from(Order).where(Order.email == email, Order.state.in_(states.OPEN))
    if (session.scalar(waiting) or 0) >= MOST_OPEN:
        raise Refused("too_many_open_orders", most=MOST_OPEN)


def _begin(session: Session, key: str, now: datetime) -> Basket | None:
    """The basket of a form; None where the same form, sent twice at once, has made it in the meantime."""
    basket = Basket(key=key, placed_at=now)
    try:
        with session.begin_nested():
            session.add(basket)
    except IntegrityError:
        return None
    return basket


def _placed_beside(session: Session, key: str) -> Order:
    """The order of the same form that was quicker."""
    known = placed_with(session, key)
    if known is None:
        raise Refused("try_again")
    return known


def _order(basket: Basket, store: Store, shopper: Shopper, now: datetime) -> Order:
    return Order(
        code=new_code(),
        basket=basket,
        store=store,
        user_id=shopper.user.id if shopper.user else None,
        mode=states.RESERVE,
        state=states.PLACED,
        name=shopper.name,
        email=shopper.email,
        phone=shopper.phone,
        language=shopper.language,
        pin_salt=pickup_code.new_salt(),
        placed_at=now,
        answer_by=clock.answer_by(store, now),
    )


def _line(offer: Offer, pieces: int, price_cents: int) -> OrderLine:
    product = offer.product
    variant = ", ".join(part for part in (product.size, product.colour) if part)
    return OrderLine(offer=offer, title=offer.title, variant=variant, pieces=pieces, price_cents=price_cents)
