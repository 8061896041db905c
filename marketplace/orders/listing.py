"""Lists of orders: a shop's desk by what is to be done, and what a shopper has ordered."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from marketplace.accounts.models import User
from marketplace.orders import states
from marketplace.orders.models import Order, OrderLine
from marketplace.paging import Page, page_of
from marketplace.stores.models import Store

ON_A_PAGE = 30
MOST_OF_MINE = 50
TABS = MappingProxyType(
    {
        "new": (states.PLACED, states.PART_OFFERED),
        "pick": (states.ACCEPTED,),
        "ready": (states.READY, states.NOT_COLLECTED),
        "collected": (states.COLLECTED,),
        "history": (states.REFUSED, states.LAPSED, states.CANCELLED, states.EXPIRED, states.RESCINDED),
    }
)
"""The lists of the desk and the states of their orders."""
DONE = ("collected", "history")


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many orders wait for the shop: for its answer, to be laid out, to be collected."""

    new: int
    pick: int
    ready: int


def waiting(session: Session, store: Store) -> Waiting:
    """What is to be done at a store, in one statement."""
    counted = [func.count().filter(Order.state.in_(TABS[name])) for name in ("new", "pick", "ready")]
    row = session.execute(select(*counted).where(Order.store_id == store.id)).one()
    return Waiting(*map(int, row))


def latest_new(session: Session, store: Store) -> datetime | None:
    """When the newest of the orders was placed that wait for the store's answer."""
    return session.scalar(
        select(func.max(Order.placed_at)).where(Order.store_id == store.id, Order.state == states.PLACED)
    )


def desk_page(session: Session, store: Store, tab: str, page: int) -> Page[Order]:
    """One list of a store's desk: the oldest first where something is to be done, else the newest."""
    found = select(Order).where(Order.store_id == store.id, Order.state.in_(TABS[tab]))
    order = Order.id.desc() if tab in DONE else Order.id
    lines = selectinload(Order.lines).joinedload(OrderLine.offer)
    return page_of(session, found.options(lines).order_by(order), page, ON_A_PAGE).of(lambda row: row[0])


def of_shopper(session: Session, user: User | None, codes: Collection[str]) -> list[Order]:
    """The orders of an account and those that this browser may open, the newest first."""
    mine = [Order.code.in_(codes)] + ([Order.user_id == user.id] if user else [])
    found = select(Order).where(or_(*mine)).options(joinedload(Order.store), selectinload(Order.lines))
    return list(session.scalars(found.order_by(Order.id.desc()).limit(MOST_OF_MINE)))
