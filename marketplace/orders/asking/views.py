"""Asking a shop with one tap, the page to come back to, and the shop's answer by mail link or at its desk."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import g as page_globals
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError

from marketplace import language
from marketplace.accounts import browser, links, throttling
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.orders import access
from marketplace.orders.alternatives import alternatives
from marketplace.orders.asking import questions
from marketplace.orders.asking.forms import MailForm, PiecesForm
from marketplace.orders.asking.models import ShelfQuestion
from marketplace.security import csrf
from marketplace.sentences import refusals
from marketplace.stores.current import own_store

FREE_QUESTIONS = 20
FREE_ADDRESSES = 5
"""So many questions and mail addresses from one network before the first wait."""
bp = Blueprint("asking", __name__)


@bp.post("/offers/<int:offer_id>/questions")
def ask(offer_id: int) -> ResponseReturnValue:
    """One tap on a page that everybody shares and that holds no token: the browser says whether it was on our page."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise CSRFError
    session, now, user = db.session, utc_now(), access.signed_in_user()
    throttling.take_try(session, [throttling.by_network("question", browser.network(), FREE_QUESTIONS)], now)
    session.commit()
    question = questions.ask(session, offer_id, now)
    if user is not None:
        questions.want_answer(session, question, user.email, language.current(), user, now)
    session.commit()
    return redirect(url_for(".show", question_code=question.code), 303)


csrf.exempt(ask)


@bp.get("/questions/<question_code>")
def show(question_code: str) -> ResponseReturnValue:
    return _page(questions.question_of(db.session, question_code), MailForm(formdata=None))


@bp.post("/questions/<question_code>/askers")
def want_answer(question_code: str) -> ResponseReturnValue:
    """Take the address of a guest who wants the answer by mail."""
    session, now, form = db.session, utc_now(), MailForm()
    question = questions.question_of(session, question_code)
    if not form.validate():
        return _page(question, form), 422
    brakes = [throttling.by_network("question-mail", browser.network(), FREE_ADDRESSES)]
    throttling.take_try(session, [*brakes, throttling.by_address("question-mail", form.email.data)], now)
    session.commit()
    user = access.signed_in_user()
    questions.want_answer(session, question, form.email.data, language.current(), user, now)
    session.commit()
    flash(_("Wir schreiben Ihnen, sobald der Laden antwortet."))
    return redirect(url_for(".show", question_code=question.code), 303)


@bp.get("/shelf-answers/<token>")
def look(token: str) -> ResponseReturnValue:
    """The page of the mail's link: opening it changes nothing."""
    return _answer_page(_of_link(token), PiecesForm(formdata=None))


@bp.post("/shelf-answers/<token>")
def answer(token: str) -> ResponseReturnValue:
    question, form = _of_link(token), PiecesForm()
    if not form.validate():
        return _answer_page(question, form), 422
    try:
        questions.answer(db.session, question, form.counted(), None, utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _answer_page(_of_link(token), form, refusals.sentence(refusal)), refusal.status
    db.session.commit()
    return _answer_page(question, form)


@bp.post("/shop/<store_code>/questions/<question_code>/answer")
def answer_at_desk(store_code: str, question_code: str) -> ResponseReturnValue:
    store, user = own_store(store_code)
    question, form = questions.question_at(db.session, store, question_code), PiecesForm()
    if form.validate():
        questions.answer(db.session, question, form.counted(), user, utc_now())
        db.session.commit()
        flash(_("Danke. Die Antwort ist unterwegs, und Ihr Regal zeigt es auch."))
    else:
        flash(str(form.pieces.errors[0]), "warning")
    return redirect(url_for("order_desk.list", store_code=store_code), 303)


def _of_link(token: str) -> ShelfQuestion:
    """Raises NotFound with "link_altered" or "no_such_question"."""
    return questions.question_of(db.session, links.read("shelf", token))


def _page(question: ShelfQuestion, form: MailForm) -> str:
    page_globals.city = question.offer.store.city
    others = [] if question.is_open or question.pieces else alternatives(db.session, question.offer, 1, utc_now())
    user = access.signed_in_user()
    is_told = user is not None and any(asker.user_id == user.id for asker in question.askers)
    return render_template("orders/question.html", question=question, form=form, alternatives=others, is_told=is_told)


def _answer_page(question: ShelfQuestion, form: PiecesForm, refusal: str = "") -> str:
    page_globals.city = question.offer.store.city
    return render_template("orders/question_answer.html", question=question, form=form, refusal=refusal)
