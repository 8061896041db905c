"""A message reaches the other side by mail, with a link to answer it on the page."""

from datetime import datetime

from sqlalchemy.orm import Session

from marketplace import mail
from marketplace.accounts import links
from marketplace.orders.letters import SHOP_LANGUAGE, shop_addresses
from marketplace.orders.messages.models import OrderMessage
from marketplace.orders.models import Order


def tell(session: Session, now: datetime, message_id: int) -> None:
    """The job: write a message to the side that did not write it. Who has left has no address any more."""
    message = session.get(OrderMessage, message_id)
    if message is None:
        return
    order = message.order
    if not message.is_shops:
        for address in shop_addresses(session, order.store):
            mail.letter(
                session,
                address,
                "orders/message_of_shopper",
                SHOP_LANGUAGE,
                now,
                message=message,
                link=shops_link(order),
            )
    elif order.email:
        link = shoppers_link(order)
        mail.letter(session, order.email, "orders/message_of_shop", order.language, now, message=message, link=link)


def shoppers_link(order: Order) -> str:
    """The link that opens the thread, and its order, for who has no account."""
    key = links.signed("order", order.code)
    return links.address("messages.show", order.language, order_code=order.code, key=key)


def shops_link(order: Order) -> str:
    """The link by which the shop reads and answers without signing in: the messages of this order only."""
    return links.address("messages.by_link", SHOP_LANGUAGE, token=links.signed("thread", order.code))
