"""The shop's answer without signing in: opening the mail's link changes nothing, a button does, and it works once."""

from flask import Blueprint, render_template
from flask import g as page_globals
from flask.typing import ResponseReturnValue

from marketplace.accounts import links
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.orders import access, answering
from marketplace.orders.forms import AnswerForm, RefusalForm
from marketplace.orders.models import Order
from marketplace.sentences import refusals

bp = Blueprint("answers", __name__)


@bp.get("/answers/<token>")
def ask(token: str) -> ResponseReturnValue:
    return _page(_order(token), RefusalForm(formdata=None))


@bp.post("/answers/<token>")
def answer(token: str) -> ResponseReturnValue:
    order, button, form = _order(token), AnswerForm(), RefusalForm()
    is_no = button.answer.data == "refuse"
    if not button.validate() or (is_no and not form.validate()):
        return _page(order, form), 422
    try:
        if is_no:
            answering.refuse(db.session, order, form.reason.data, form.word(), None, utc_now())
        else:
            answering.accept(db.session, order, button.answer.data == "ready", None, utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _page(_order(token), form, refusals.sentence(refusal)), refusal.status
    db.session.commit()
    return _page(order, form)


def _order(token: str) -> Order:
    """The order a link was written for. Raises NotFound with "link_altered" or "no_such_order"."""
    return access.order_of(db.session, links.read("answer", token))


def _page(order: Order, form: RefusalForm, refusal: str = "") -> str:
    page_globals.city = order.store.city
    return render_template("orders/answer.html", order=order, form=form, refusal=refusal)
