"""Whose order this is, asked at the edge: her account's, or this browser's that placed it or opened its link.

EDGE: what the browser may open is kept in its signed cookie.
"""

import secrets
from datetime import timedelta

from flask import request
from flask import session as cookie_session
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.accounts import links
from marketplace.accounts.models import User
from marketplace.codes import read_code
from marketplace.errors import NotFound
from marketplace.orders.models import Order
from marketplace.stores.models import Store

LINK_VALID = timedelta(days=90)
MOST_REMEMBERED = 20
MOST_KEYS = 20
OPENED, KEYS = "orders", "order_keys"


def form_key(offer_id: int) -> str:
    """The key that this browser's forms for an offer carry until one of them has placed it, in all of its tabs."""
    keys = dict(list(cookie_session.get(KEYS, {}).items())[-MOST_KEYS:])
    key = keys.setdefault(str(offer_id), secrets.token_urlsafe(16))
    cookie_session[KEYS] = keys
    return str(key)


def placed(order: Order, offer_id: int) -> None:
    """Let this browser open the order that it has placed; its next form for the offer has a new key."""
    remember(order)
    cookie_session[KEYS] = {name: key for name, key in cookie_session.get(KEYS, {}).items() if name != str(offer_id)}


def remember(order: Order) -> None:
    """Let this browser open an order from now on."""
    others = [code for code in remembered() if code != order.code]
    cookie_session[OPENED] = [*others, order.code][-MOST_REMEMBERED:]


def remembered() -> list[str]:
    """The codes of the orders that this browser may open without an account, the latest last."""
    return list(cookie_session.get(OPENED, []))


def signed_in_user() -> User | None:
    """The account of this request, None for a guest."""
    return current_user._get_current_object() if current_user.is_authenticated else None


def own_order(session: Session, typed: str) -> Order:
    """The order of a page's address, if it is this person's. Raises NotFound("no_such_order") in every other case."""
    order = order_of(session, read_code(typed))
    user = signed_in_user()
    is_hers = user is not None and order.user_id == user.id
    if not is_hers and order.code not in remembered():
        raise NotFound("no_such_order")
    return order


def opened_by_link(session: Session, typed: str) -> Order | None:
    """The order whose signed link was followed; None without one.

    Raises NotFound with "link_altered" or "no_such_order", and Refused("link_expired").
    """
    key = request.args.get("key")
    if key is None:
        return None
    if links.read("order", key, LINK_VALID) != read_code(typed):
        raise NotFound("link_altered")
    return order_of(session, read_code(typed))


def order_at(session: Session, store: Store, typed: str) -> Order:
    """An order of this store. Raises NotFound("no_such_order") for another's."""
    order = order_of(session, read_code(typed))
    if order.store_id != store.id:
        raise NotFound("no_such_order")
    return order


def order_of(session: Session, code: str) -> Order:
    """The order with a code, with all that its pages show. Raises NotFound("no_such_order")."""
    order = session.scalar(
        select(Order)
        .where(Order.code == code)
        .options(joinedload(Order.store).joinedload(Store.city), selectinload(Order.lines), selectinload(Order.events))
    )
    if order is None:
        raise NotFound("no_such_order")
    return order
