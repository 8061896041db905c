"""Signing up, in and out, a forgotten password, an invitation."""

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from marketplace import language
from marketplace.accounts import browser, entering, landing, passwords, registering, sessions, throttling, workplaces
from marketplace.accounts.forms import SignInForm, SignUpForm
from marketplace.accounts.models import User
from marketplace.db import db, reading, utc_now
from marketplace.errors import Refused, TooMany
from marketplace.sentences import refusals

bp = Blueprint("signing_in", __name__)


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(_after(current_user, request.args.get("next")), 303)
    form = SignInForm(formdata=None, next=browser.local_path(request.args.get("next")), back=browser.came_from())
    return render_template("accounts/sign_in.html", form=form)


@bp.post("/sign-in")
def try_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    try:
        user = _prove(form.email.data, form.password.data)
    except Refused as refusal:
        return refused("accounts/sign_in.html", form, refusal)
    return enter(user, _after(user, form.next.data, form.back.data))


@bp.get("/sign-up")
def sign_up() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("accounts.account"), 303)
    form = SignUpForm(formdata=None, next=browser.local_path(request.args.get("next")), back=browser.came_from())
    return render_template("accounts/sign_up.html", form=form)


@bp.post("/sign-up")
def try_sign_up() -> ResponseReturnValue:
    form = SignUpForm()
    if not form.validate():
        return render_template("accounts/sign_up.html", form=form), 422
    password_hash, session, now = passwords.hashed(form.password.data), db.session, utc_now()
    try:
        throttling.take_try(session, [throttling.by_network("sign-up", browser.network())], now)
        session.commit()
        user = registering.register(session, form.email.data, form.name.data, password_hash, language.current(), now)
    except Refused as refusal:
        return refused("accounts/sign_up.html", form, refusal)
    flash(_("Willkommen, %(name)s. Ihr Konto ist eingerichtet.", name=user.name))
    return enter(user, _after(user, form.next.data, form.back.data))


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    sessions.end_token(db.session, browser.token())
    db.session.commit()
    cookie_session.clear()
    flash(_("Sie sind abgemeldet."))
    response = make_response(redirect(url_for("signing_in.sign_in"), 303))
    browser.forget(response)
    return response


def enter(user: User, page: str) -> Response:
    """Sign this browser in afresh, commit, and go on to a page: nothing of the guest's session is kept."""
    session, flashes = db.session, cookie_session.get("_flashes")
    sessions.end_token(session, browser.token())
    token, user_id = sessions.begin(session, user, browser.name(), utc_now()), user.id
    session.commit()
    cookie_session.clear()
    if flashes:
        cookie_session["_flashes"] = flashes
    response = make_response(redirect(page, 303))
    browser.keep(response, token, user_id)
    return response


def refused(template: str, form: SignInForm | SignUpForm, refusal: Refused) -> ResponseReturnValue:
    """The form as it was typed, with the refusal's sentence above it."""
    db.session.rollback()
    headers = {"Retry-After": str(refusal.values["retry_after_s"])} if isinstance(refusal, TooMany) else {}
    return render_template(template, form=form, refusal=refusals.sentence(refusal)), refusal.status, headers


def _prove(email: str, password: str) -> User:
    """Whose address and password these are. Raises TooMany, Invalid or Forbidden as `entering` does.

    The password is checked between two short transactions, never within one, because the check takes long.
    """
    session, now = db.session, utc_now()
    with reading():
        account = entering.look_up(session, email)
        session.rollback()
    known = browser.known_as(account.user_id) if account else ""
    brakes = entering.brakes(email, browser.network(), known)
    throttling.take_try(session, brakes, now)
    session.commit()
    proof = entering.prove(account, password, current_app.config["DEMO"] or browser.is_this_machine())
    user = entering.admit(session, proof)
    throttling.forgive(session, brakes, now)
    return user


def _after(user: User, wanted: str | None, came_from: str | None = None) -> str:
    """The page to show after signing in."""
    places = workplaces.of(db.session, user)
    return landing.page(places, language.current(), browser.local_path(wanted), browser.local_path(came_from))
