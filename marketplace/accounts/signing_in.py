"""Signing up, in and out, a forgotten password, an invitation."""

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, request, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from marketplace import language
from marketplace.accounts import admitting, browser, inviting, passwords, registering, resetting, sessions, throttling
from marketplace.accounts.forms import AcceptForm, ForgotForm, ResetForm, SignInForm, SignUpForm
from marketplace.accounts.models import Invitation
from marketplace.accounts.workplaces import retailer_name
from marketplace.db import db, utc_now
from marketplace.errors import Forbidden, Refused

bp = Blueprint("signing_in", __name__)


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(admitting.after(current_user, request.args.get("next")), 303)
    form = SignInForm(formdata=None, next=browser.local_path(request.args.get("next")), back=browser.came_from())
    return render_template("accounts/sign_in.html", form=form)


@bp.post("/sign-in")
def try_sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if not form.validate():
        return render_template("accounts/sign_in.html", form=form), 422
    try:
        user = admitting.prove(form.email.data, form.password.data)
    except Refused as refusal:
        return admitting.refused("sign_in", form, refusal)
    return admitting.enter(user, admitting.after(user, form.next.data, form.back.data))


@bp.get("/sign-up")
def sign_up() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("accounts.account"), 303)
    form = SignUpForm(formdata=None, next=browser.local_path(request.args.get("next")), back=browser.came_from())
    return render_template("accounts/sign_up.html", form=form)


@bp.post("/sign-up")
def try_sign_up() -> ResponseReturnValue:
    form, session, now = SignUpForm(), db.session, utc_now()
    if not form.validate():
        return render_template("accounts/sign_up.html", form=form), 422
    try:
        throttling.take_try(session, [throttling.by_network("sign-up", browser.network())], now)
        session.commit()
        password_hash = passwords.hashed(form.password.data)
        user = registering.register(session, form.email.data, form.name.data, password_hash, language.current(), now)
    except Refused as refusal:
        return admitting.refused("sign_up", form, refusal)
    flash(_("Willkommen, %(name)s. Ihr Konto ist eingerichtet.", name=user.name))
    return admitting.enter(user, admitting.after(user, form.next.data, form.back.data))


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    sessions.end_token(db.session, browser.token())
    db.session.commit()
    cookie_session.clear()
    flash(_("Sie sind abgemeldet."))
    wanted = browser.local_path(request.form.get("next"))
    response = make_response(redirect(url_for("signing_in.sign_in", next=wanted or None), 303))
    browser.forget(response)
    return response


@bp.get("/forgot-password")
def forgot() -> ResponseReturnValue:
    return render_template("accounts/forgot.html", form=ForgotForm())


@bp.post("/forgot-password")
def ask_for_link() -> ResponseReturnValue:
    """The answer is the same, as fast and as often as it is for an address that has no account."""
    form, session, now = ForgotForm(), db.session, utc_now()
    if not form.validate():
        return render_template("accounts/forgot.html", form=form), 422
    email, network = form.email.data, browser.network()
    brakes = [throttling.by_address("reset", email, free=3), throttling.by_network("reset", network)]
    try:
        throttling.take_try(session, brakes, now)
    except Refused as refusal:
        return admitting.refused("forgot", form, refusal)
    resetting.ask(session, email, now)
    session.commit()
    flash(_("Wenn es zu %(email)s ein Konto gibt, ist dorthin jetzt ein Link unterwegs.", email=email))
    return redirect(url_for("signing_in.sign_in"), 303)


@bp.get("/reset-password/<token>")
def reset(token: str) -> ResponseReturnValue:
    resetting.find(db.session, token)
    return render_template("accounts/reset.html", form=ResetForm())


@bp.post("/reset-password/<token>")
def set_password(token: str) -> ResponseReturnValue:
    """Whoever has the link owns the address: this browser counts as known to the account from now on."""
    form, session, now = ResetForm(), db.session, utc_now()
    if not form.validate():
        return render_template("accounts/reset.html", form=form), 422
    password_hash = passwords.hashed(form.password.data)
    user = resetting.find(session, token)
    if user.is_demo and current_app.config["DEMO"]:
        raise Forbidden("demo_stays")
    email = user.email
    resetting.replace(session, user, password_hash, now)
    session.commit()
    flash(_("Ihr neues Passwort gilt. Melden Sie sich damit an."))
    response = make_response(redirect(url_for("signing_in.sign_in"), 303))
    browser.remember(response, email)
    return response


@bp.get("/invitations/<token>")
def accept(token: str) -> ResponseReturnValue:
    """Opening the link changes nothing: mail scanners open links too."""
    return _invitation_page(inviting.find(db.session, token, utc_now()), AcceptForm())


@bp.post("/invitations/<token>")
def join(token: str) -> ResponseReturnValue:
    """Accept with the account that is signed in, or with a new one."""
    session, now, form = db.session, utc_now(), AcceptForm()
    password_hash = passwords.hashed(form.password.data) if form.password.data else ""
    invitation = inviting.find(session, token, now)
    if current_user.is_authenticated:
        user, is_new = current_user._get_current_object(), False
    elif registering.with_email(session, invitation.email) or not form.validate():
        return _invitation_page(invitation, form), 422
    else:
        user, is_new = (
            registering.register(session, invitation.email, form.name.data, password_hash, language.current(), now),
            True,
        )
    inviting.accept(session, invitation, user, now)
    page = admitting.after(user)
    flash(_("Willkommen bei %(shop)s.", shop=retailer_name(session, invitation.retailer_id)))
    if is_new:
        return admitting.enter(user, page)
    session.commit()
    return redirect(page, 303)


def _invitation_page(invitation: Invitation, form: AcceptForm) -> str:
    return render_template(
        "accounts/invitation.html",
        form=form,
        invitation=invitation,
        shop=retailer_name(db.session, invitation.retailer_id),
        has_account=registering.with_email(db.session, invitation.email) is not None,
    )
