"""The account's own page."""

from io import BytesIO

from flask import Blueprint, current_app, flash, make_response, redirect, render_template, send_file, url_for
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from flask_babel import gettext as _

from marketplace import language
from marketplace.accounts import (
    browser,
    closing,
    landing,
    links,
    passwords,
    resetting,
    sessions,
    throttling,
    workplaces,
)
from marketplace.accounts.forms import CloseForm, PasswordForm, ProfileForm
from marketplace.accounts.models import User
from marketplace.accounts.permissions import signed_in
from marketplace.db import db, reading, utc_now
from marketplace.errors import Forbidden, Invalid, Refused
from marketplace.privacy import exporting
from marketplace.privacy.entry import ON_LEAVING
from marketplace.privacy.finding import Person, holdings
from marketplace.sentences import refusals

bp = Blueprint("accounts", __name__)


@bp.get("/account")
def account() -> ResponseReturnValue:
    user = signed_in()
    return _page(user, ProfileForm(formdata=None, obj=user), PasswordForm(formdata=None))


@bp.post("/account")
def save_profile() -> ResponseReturnValue:
    user, form = signed_in(), ProfileForm()
    if not form.validate():
        return _page(user, form, PasswordForm(formdata=None)), 422
    user.name, user.language = form.name.data.strip(), form.language.data
    page = links.path("accounts.account", user.language)
    with force_locale(user.language):
        flash(_("Gespeichert."))
    db.session.commit()
    return redirect(page, 303)


@bp.post("/account/password")
def change_password() -> ResponseReturnValue:
    form = PasswordForm()
    valid = form.validate()
    try:
        if valid:
            _confirm(form.current.data)
    except Refused as refusal:
        form.current.errors = [refusals.sentence(refusal)]
    if not valid or form.current.errors:
        user = signed_in()
        return _page(user, ProfileForm(formdata=None, obj=user), form), 422
    password_hash = passwords.hashed(form.new.data)
    resetting.replace(db.session, signed_in(), password_hash, utc_now(), browser.token())
    db.session.commit()
    flash(_("Ihr neues Passwort gilt. Auf allen anderen Geräten sind Sie abgemeldet."))
    return redirect(url_for("accounts.account"), 303)


@bp.post("/account/sign-ins/<int:sign_in_id>/end")
def end_sign_in(sign_in_id: int) -> ResponseReturnValue:
    sessions.end(db.session, signed_in().id, sign_in_id)
    db.session.commit()
    flash(_("Das Gerät ist abgemeldet."))
    return redirect(url_for("accounts.account"), 303)


@bp.post("/account/sign-ins/end")
def end_other_sign_ins() -> ResponseReturnValue:
    sessions.end_all(db.session, signed_in().id, browser.token())
    db.session.commit()
    flash(_("Alle anderen Geräte sind abgemeldet."))
    return redirect(url_for("accounts.account"), 303)


@bp.get("/account/data")
def data() -> ResponseReturnValue:
    """All that is kept of her, as a file."""
    user = signed_in()
    archive = exporting.archive(db.session, Person(user.email, user.id), utc_now())
    answer = send_file(BytesIO(archive), "application/zip", as_attachment=True, download_name="stadtregal.zip")
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/account/close")
def close() -> ResponseReturnValue:
    return _closing(signed_in(), CloseForm())


@bp.post("/account/close")
def close_for_good() -> ResponseReturnValue:
    form, refusal = CloseForm(), None
    valid = form.validate()
    try:
        if valid:
            _confirm(form.password.data)
            closing.close(db.session, signed_in(), utc_now())
    except Refused as no:
        db.session.rollback()
        refusal = refusals.sentence(no)
    if not valid or refusal:
        return _closing(signed_in(), form, refusal), 422
    db.session.commit()
    cookie_session.clear()
    flash(_("Ihr Konto ist gelöscht."))
    response = make_response(redirect(url_for("pages.cities"), 303))
    browser.forget(response)
    return response


def _confirm(password: str) -> None:
    """Whoever sits in front of the page knows the account's password. Checked outside of a writing transaction.

    Raises TooMany, Invalid("wrong_password"), and Forbidden("demo_stays") where strangers share a demo account.
    """
    session, now = db.session, utc_now()
    with reading():
        user = signed_in()
        email, kept, shared = user.email, user.password_hash, user.is_demo and current_app.config["DEMO"]
        session.rollback()
    if shared:
        raise Forbidden("demo_stays")
    brakes = [throttling.by_address("confirm", email)]
    throttling.take_try(session, brakes, now)
    session.commit()
    if not passwords.is_right(kept, password):
        raise Invalid("wrong_password")
    throttling.forgive(session, brakes, now)
    session.commit()


def _closing(user: User, form: CloseForm, refusal: str | None = None) -> str:
    held = [holding.entry for holding in holdings(db.session, Person(user.email, user.id))]
    return render_template("accounts/close.html", form=form, refusal=refusal, held=held, fates=ON_LEAVING)


def _page(user: User, profile: ProfileForm, password: PasswordForm) -> str:
    places = workplaces.of(db.session, user)
    return render_template(
        "accounts/account.html",
        user=user,
        profile=profile,
        password=password,
        sign_ins=sessions.of(db.session, user.id, utc_now()),
        this_one=sessions.fingerprint(browser.token()),
        desks=[(landing.desk(place, language.current()), place) for place in places],
    )
