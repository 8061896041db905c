"""The mails about an order, each in its reader's language."""

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace import mail
from marketplace.accounts import links, roles
from marketplace.orders.alternatives import alternatives
from marketplace.orders.models import Order
from marketplace.orders.pickup_code import pin
from marketplace.stores.models import Store

SHOPPERS = {
    "place": "received",
    "accept": "accepted",
    "make_ready": "ready",
    "refuse": "refused",
    "lapse": "lapsed",
    "expire": "expired",
    "remind_shopper": "reminder",
}
SHOPS = {"place": "new_order", "remind_shop": "new_order_reminder", "lapse": "not_answered", "cancel": "cancelled"}
"""What each step writes to the shopper and to the shop."""
WITHOUT_IT = ("refuse", "lapse")
SHOP_LANGUAGE = "de"


def write(session: Session, now: datetime, order_id: int, step: str, state: str) -> None:
    """The job: write the letters of a step, unless the order has moved on since: then the next ones say more.

    Who has closed her account has no address any more.
    """
    order = session.get_one(Order, order_id)
    if order.state != state:
        return
    if step in SHOPPERS and order.email:
        _to_shopper(session, order, step, now)
    if step in SHOPS:
        for address in shop_addresses(session, order.store):
            link = answer_link(order) if step in ("place", "remind_shop") else desk_link(order)
            mail.letter(session, address, f"orders/{SHOPS[step]}", SHOP_LANGUAGE, now, order=order, link=link)


def _to_shopper(session: Session, order: Order, step: str, now: datetime) -> None:
    line = order.lines[0]
    mail.letter(
        session,
        order.email,
        f"orders/{SHOPPERS[step]}",
        order.language,
        now,
        order=order,
        link=shoppers_link(order),
        pin=pin(order),
        alternatives=alternatives(session, line.offer, line.pieces, now) if step in WITHOUT_IT else [],
    )


def shoppers_link(order: Order) -> str:
    """The signed link that opens an order for who has no account."""
    return links.address("orders.show", order.language, order_code=order.code, key=links.signed("order", order.code))


def answer_link(order: Order) -> str:
    """The link by which the shop answers without signing in: for this order only, dead once it is answered."""
    return links.address("answers.ask", SHOP_LANGUAGE, token=links.signed("answer", order.code))


def desk_link(order: Order) -> str:
    """The order on the shop's desk."""
    return links.address("order_desk.show", SHOP_LANGUAGE, store_code=order.store.store_code, order_code=order.code)


def shop_addresses(session: Session, store: Store) -> list[str]:
    """Where the shop reads its mail: its own address, else its business's, else everybody who works there."""
    own = store.email or store.retailer.email
    return [own] if own else [role.user.email for role in roles.team(session, store.retailer_id)]
