"""The shopper's pages: reserving, the order, what she may still change."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import g as page_globals
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace import language
from marketplace.accounts import browser, throttling
from marketplace.db import db, utc_now
from marketplace.errors import NotFound, Refused
from marketplace.inventory.confidence import stock_state
from marketplace.inventory.models import Offer
from marketplace.orders import access, answering, listing, reserve, telling
from marketplace.orders.alternatives import alternatives
from marketplace.orders.clock import answer_by
from marketplace.orders.forms import ReserveForm
from marketplace.orders.messages import writing
from marketplace.orders.models import Order
from marketplace.orders.pickup_code import pin
from marketplace.orders.siblings import siblings
from marketplace.sentences import refusals
from marketplace.stores.opening import opening

FREE_TRIES = 30
"""So many forms from one network before the first wait."""
bp = Blueprint("orders", __name__)
for words in telling.FILTERS:
    bp.add_app_template_filter(words)


@bp.get("/offers/<int:offer_id>/reservations/new")
def new(offer_id: int) -> ResponseReturnValue:
    offer = reserve.reservable(db.session, offer_id, utc_now())
    if not offer.available:
        return _not_there(offer, 1, "")
    return _form_page(offer, ReserveForm.blank(access.signed_in_user()))


@bp.post("/offers/<int:offer_id>/reservations")
def create(offer_id: int) -> ResponseReturnValue:
    form, session = ReserveForm(), db.session
    if not form.validate():
        return _form_page(reserve.reservable(session, offer_id, utc_now()), form), 422
    known = reserve.placed_with(session, form.key.data)
    if known is not None:
        flash(_("Das haben Sie schon reserviert."))
        return _to(known, offer_id)
    throttling.take_try(session, [throttling.by_network("reserve", browser.network(), FREE_TRIES)], utc_now())
    session.commit()
    shopper = form.shopper(access.signed_in_user(), language.current())
    try:
        order = reserve.reserve(session, form.key.data, shopper, form.wish(offer_id), utc_now())
    except NotFound:
        raise
    except Refused as refusal:
        session.rollback()
        return _refused(offer_id, form, refusal)
    session.commit()
    return _to(order, offer_id)


@bp.get("/orders")
def mine() -> ResponseReturnValue:
    found = listing.of_shopper(db.session, access.signed_in_user(), access.remembered())
    return render_template("orders/mine.html", orders=found)


@bp.get("/orders/<order_code>")
def show(order_code: str) -> ResponseReturnValue:
    """The order; a signed link first lets this browser open it, so that the key does not stay in the address."""
    opened = access.opened_by_link(db.session, order_code)
    if opened is not None:
        access.remember(opened)
        return redirect(url_for(".show", order_code=opened.code), 303)
    order = access.own_order(db.session, order_code)
    page_globals.city = order.store.city
    others = []
    if order.state in ("refused", "lapsed"):
        others = alternatives(db.session, order.lines[0].offer, order.lines[0].pieces, utc_now())
    opens = opening(order.store, utc_now())
    messages = writing.thread(db.session, order)
    return render_template(
        "orders/order.html", messages=messages, order=order, pin=pin(order), opening=opens, alternatives=others
    )


@bp.post("/orders/<order_code>/cancellation")
def cancel(order_code: str) -> ResponseReturnValue:
    order = access.own_order(db.session, order_code)
    answering.cancel(db.session, order, access.signed_in_user(), utc_now())
    db.session.commit()
    flash(_("Abgesagt. Der Laden weiß Bescheid."))
    return redirect(url_for(".show", order_code=order.code), 303)


@bp.post("/orders/<order_code>/extension")
def extend(order_code: str) -> ResponseReturnValue:
    order = access.own_order(db.session, order_code)
    answering.extend(db.session, order, access.signed_in_user(), utc_now())
    db.session.commit()
    flash(_("Der Laden legt es länger für Sie zurück."))
    return redirect(url_for(".show", order_code=order.code), 303)


def _to(order: Order, offer_id: int) -> ResponseReturnValue:
    access.placed(order, offer_id)
    return redirect(url_for(".show", order_code=order.code), 303)


def _refused(offer_id: int, form: ReserveForm, refusal: Refused) -> ResponseReturnValue:
    """The form again where she can mend it, else what to do instead."""
    offer = reserve.reservable(db.session, offer_id, utc_now())
    if refusal.code in ("price_changed", "too_many_pieces", "too_many_open_orders"):
        return _form_page(offer, form, refusals.sentence(refusal)), refusal.status
    return _not_there(offer, form.wish(offer_id).pieces, refusals.sentence(refusal))


def _state(offer: Offer) -> str:
    return stock_state(offer.available, offer.counted_at, offer.store.rhythm_s, utc_now())


def _form_page(offer: Offer, form: ReserveForm, refusal: str = "") -> str:
    page_globals.city = offer.store.city
    form.key.data, form.seen.data = form.key.data or access.form_key(offer.id), str(offer.price_cents)
    return render_template(
        "orders/reserve.html",
        offer=offer,
        form=form,
        refusal=refusal,
        state=_state(offer),
        siblings=siblings(db.session, offer, utc_now()),
        opening=opening(offer.store, utc_now()),
        answer_by=answer_by(offer.store, utc_now()),
    )


def _not_there(offer: Offer, pieces: int, sentence: str) -> ResponseReturnValue:
    page_globals.city = offer.store.city
    others = alternatives(db.session, offer, pieces, utc_now())
    return render_template("orders/not_there.html", offer=offer, why=sentence, alternatives=others), 409
