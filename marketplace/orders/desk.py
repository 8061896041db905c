"""The order desk: what came in, what lies ready, what was collected; one order with all that can be done."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from marketplace.accounts import throttling
from marketplace.accounts.models import User
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.orders import access, answering, collecting, listing, pickup_code
from marketplace.orders.asking import questions
from marketplace.orders.forms import CodeForm, RefusalForm, RulesForm, WithoutCodeForm
from marketplace.orders.messages import writing
from marketplace.orders.models import Order
from marketplace.orders.rules import change_rules
from marketplace.sentences import refusals
from marketplace.stores.current import own_store
from marketplace.stores.desk import shop_links
from marketplace.stores.models import Store

bp = Blueprint("order_desk", __name__)


@bp.get("/shop/<store_code>/orders", endpoint="list")
def show_list(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    waiting = listing.waiting(db.session, store)
    asked = request.args.get("show", "")
    tab = asked if asked in listing.TABS else _first_tab(waiting)
    found = listing.desk_page(db.session, store, tab, request.args.get("page", 1, type=int))
    return render_template(
        "orders/desk_list.html",
        store=store,
        desk_links=shop_links(store, "order_desk.list"),
        waiting=waiting,
        tab=tab,
        questions=questions.open_at(db.session, store),
        found=found,
        unanswered=writing.unanswered(db.session, found.items),
    )


@bp.get("/shop/<store_code>/orders/bell")
def bell(store_code: str) -> ResponseReturnValue:
    """What the desk's bell asks: how many orders and questions wait for an answer, and when the newest came in."""
    store, _user = own_store(store_code)
    latest = listing.latest_new(db.session, store), questions.latest_open(db.session, store)
    waiting = listing.waiting(db.session, store).new + questions.count_open(db.session, store)
    return jsonify(waiting=waiting, latest=max((moment.isoformat() for moment in latest if moment), default=""))


@bp.get("/shop/<store_code>/orders/<order_code>")
def show(store_code: str, order_code: str) -> ResponseReturnValue:
    store, _user, order = _own(store_code, order_code)
    return _page(store, order)


@bp.post("/shop/<store_code>/orders/<order_code>/acceptance")
def accept(store_code: str, order_code: str) -> ResponseReturnValue:
    _store, user, order = _own(store_code, order_code)
    is_ready = request.form.get("ready") == "1"
    answering.accept(db.session, order, is_ready, user, utc_now())
    said = _("%(order)s liegt bereit.") if is_ready else _("%(order)s ist zugesagt. Bitte jetzt bereitlegen.")
    return _done(store_code, order, said)


@bp.post("/shop/<store_code>/orders/<order_code>/readiness")
def make_ready(store_code: str, order_code: str) -> ResponseReturnValue:
    _store, user, order = _own(store_code, order_code)
    answering.make_ready(db.session, order, user, utc_now())
    return _done(store_code, order, _("%(order)s liegt bereit."))


@bp.post("/shop/<store_code>/orders/<order_code>/refusal")
def refuse(store_code: str, order_code: str) -> ResponseReturnValue:
    store, user, order = _own(store_code, order_code)
    form = RefusalForm()
    if not form.validate():
        return _page(store, order, form), 422
    answering.refuse(db.session, order, form.reason.data, form.word(), user, utc_now())
    return _done(store_code, order, _("%(order)s ist abgelehnt. Die Kundschaft bekommt Bescheid."))


@bp.post("/shop/<store_code>/orders/<order_code>/collection")
def collect(store_code: str, order_code: str) -> ResponseReturnValue:
    """Hand out for the code. A try counts before the code is compared, so that parallel guesses cannot slip through."""
    store, user, order = _own(store_code, order_code)
    form, session = CodeForm(), db.session
    if not form.validate():
        return _page(store, order, form), 422
    brakes = pickup_code.brakes(order)
    try:
        throttling.take_try(session, brakes, utc_now())
        session.commit()
        collecting.collect(session, order, form.pin.data, user, utc_now())
    except Refused as refusal:
        session.rollback()
        form.pin.errors = [refusals.sentence(refusal)]
        store, _user, order = _own(store_code, order_code)
        return _page(store, order, form), refusal.status
    throttling.forgive(session, brakes, utc_now())
    return _done(store_code, order, _("%(order)s ist abgeholt."))


@bp.post("/shop/<store_code>/orders/<order_code>/handout")
def hand_out(store_code: str, order_code: str) -> ResponseReturnValue:
    store, user, order = _own(store_code, order_code)
    form = WithoutCodeForm()
    if not form.validate():
        return _page(store, order, form), 422
    collecting.hand_out(db.session, order, form.to_whom.data.strip(), user, utc_now())
    return _done(store_code, order, _("%(order)s ist abgeholt."))


@bp.post("/shop/<store_code>/orders/<order_code>/collection/removal")
def undo(store_code: str, order_code: str) -> ResponseReturnValue:
    _store, user, order = _own(store_code, order_code)
    collecting.undo(db.session, order, user, utc_now())
    return _done(store_code, order, _("%(order)s liegt wieder bereit."))


@bp.get("/shop/<store_code>/orders/rules")
def rules(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    return _rules_page(store, RulesForm(formdata=None, obj=store))


@bp.post("/shop/<store_code>/orders/rules", endpoint="change_rules")
def save_rules(store_code: str) -> ResponseReturnValue:
    store, user = own_store(store_code)
    form = RulesForm()
    if not form.validate():
        return _rules_page(store, form), 422
    values = {name: value for name, value in form.data.items() if name != "csrf_token"}
    change_rules(db.session, store, user, values, utc_now())
    db.session.commit()
    flash(_("Gespeichert."))
    return redirect(url_for(".rules", store_code=store_code), 303)


def _own(store_code: str, order_code: str) -> tuple[Store, User, Order]:
    store, user = own_store(store_code)
    return store, user, access.order_at(db.session, store, order_code)


def _first_tab(waiting: listing.Waiting) -> str:
    """The list to begin with: the first in which something is to be done."""
    return next((name for name in ("new", "pick", "ready") if getattr(waiting, name)), "new")


def _done(store_code: str, order: Order, said: str) -> ResponseReturnValue:
    db.session.commit()
    flash(said % {"order": order.shown_code})
    return redirect(url_for(".show", store_code=store_code, order_code=order.code), 303)


def _page(store: Store, order: Order, wrong: FlaskForm | None = None) -> str:
    """The order's page; `wrong` is the form that could not be taken as it was."""
    forms = {name: wrong if isinstance(wrong, kind) else kind(formdata=None) for name, kind in FORMS.items()}
    links, messages = shop_links(store, "order_desk.list"), writing.thread(db.session, order)
    return render_template(
        "orders/desk_order.html", store=store, order=order, messages=messages, desk_links=links, **forms
    )


def _rules_page(store: Store, form: RulesForm) -> str:
    links = shop_links(store, "order_desk.list")
    return render_template("orders/rules.html", store=store, form=form, desk_links=links)


FORMS = {"refusal_form": RefusalForm, "code_form": CodeForm, "without_code_form": WithoutCodeForm}
