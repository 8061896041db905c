"""The thread of an order on three pages: the shopper's, the shop's desk, and the shop's by the mail's link."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import g as page_globals
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts import links, throttling
from marketplace.accounts.models import User
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.orders import access, states
from marketplace.orders.messages import writing
from marketplace.orders.messages.forms import MessageForm
from marketplace.orders.models import Order
from marketplace.sentences import refusals
from marketplace.stores.current import own_store
from marketplace.stores.desk import shop_links

LINK_VALID = timedelta(days=90)
Page = Callable[[Order, MessageForm], str]
bp = Blueprint("messages", __name__)


@bp.get("/orders/<order_code>/messages")
def show(order_code: str) -> ResponseReturnValue:
    """The shopper's page; a signed link first lets this browser open it, and its key leaves the address."""
    opened = access.opened_by_link(db.session, order_code)
    if opened is not None:
        access.remember(opened)
        return redirect(url_for(".show", order_code=opened.code), 303)
    return _shoppers_page(access.own_order(db.session, order_code), MessageForm(formdata=None))


@bp.post("/orders/<order_code>/messages")
def write(order_code: str) -> ResponseReturnValue:
    order = access.own_order(db.session, order_code)
    address = url_for(".show", order_code=order.code)
    return _written(order, states.SHOPPER, None, _shoppers_page, address)


@bp.get("/shop/<store_code>/orders/<order_code>/messages")
def desk(store_code: str, order_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    return _desk_page(access.order_at(db.session, store, order_code), MessageForm(formdata=None))


@bp.post("/shop/<store_code>/orders/<order_code>/messages")
def write_at_desk(store_code: str, order_code: str) -> ResponseReturnValue:
    store, user = own_store(store_code)
    order = access.order_at(db.session, store, order_code)
    address = url_for(".desk", store_code=store.store_code, order_code=order.code)
    return _written(order, states.SHOP, user, _desk_page, address)


@bp.get("/threads/<token>")
def by_link(token: str) -> ResponseReturnValue:
    """The page of the mail's link, for the shop: opening it changes nothing."""
    return _linked_page(_linked(token), MessageForm(formdata=None))


@bp.post("/threads/<token>")
def write_by_link(token: str) -> ResponseReturnValue:
    return _written(_linked(token), states.SHOP, None, _linked_page, url_for(".by_link", token=token))


def _linked(token: str) -> Order:
    """Raises NotFound with "link_altered" or "no_such_order", and Refused("link_expired")."""
    return access.order_of(db.session, links.read("thread", token, LINK_VALID))


def _written(order: Order, author: str, user: User | None, page: Page, address: str) -> ResponseReturnValue:
    form, session = MessageForm(), db.session
    if not form.validate():
        return page(order, form), 422
    try:
        throttling.take_try(session, writing.brakes(order, author), utc_now())
        writing.write(session, order, author, form.text.data.strip(), user, utc_now())
    except Refused as refusal:
        session.rollback()
        form.text.errors = [refusals.sentence(refusal)]
        return page(access.order_of(session, order.code), form), refusal.status
    session.commit()
    flash(_("Gesendet. Die andere Seite bekommt eine E-Mail."))
    return redirect(f"{address}#messages", 303)


def _shoppers_page(order: Order, form: MessageForm) -> str:
    return _page("orders/messages.html", order, form, states.SHOPPER)


def _linked_page(order: Order, form: MessageForm) -> str:
    return _page("orders/messages.html", order, form, states.SHOP)


def _desk_page(order: Order, form: MessageForm) -> str:
    links_of_desk = shop_links(order.store, "order_desk.list")
    return _page("orders/desk_messages.html", order, form, states.SHOP, store=order.store, desk_links=links_of_desk)


def _page(template: str, order: Order, form: MessageForm, reader: str, **values: Any) -> str:
    page_globals.city = order.store.city
    messages, is_open = writing.thread(db.session, order), writing.takes_words(order, utc_now())
    return render_template(
        template, order=order, form=form, messages=messages, is_open=is_open, reader=reader, **values
    )
