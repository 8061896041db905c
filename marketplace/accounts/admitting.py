"""Letting somebody in at the edge: the tries counted, the password checked, the browser given its cookie.

EDGE: the views of signing in and of invitations end here, so their transactions do too.
"""

from flask import Response, current_app, make_response, redirect, render_template
from flask import session as cookie_session
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from marketplace import language
from marketplace.accounts import browser, entering, landing, sessions, throttling, workplaces
from marketplace.accounts.models import User
from marketplace.db import db, reading, utc_now
from marketplace.errors import Refused, TooMany
from marketplace.sentences import refusals


def prove(email: str, password: str) -> User:
    """Whose address and password these are. Raises TooMany, Invalid or Forbidden as `entering` does.

    The password is checked between two short transactions, never within one, because the check takes long.
    """
    session, now = db.session, utc_now()
    brakes = entering.brakes(email, browser.network(), browser.known_as(email))
    throttling.take_try(session, brakes, now)
    session.commit()
    with reading():
        account = entering.look_up(session, email)
        session.rollback()
    proof = entering.prove(account, password, current_app.config["DEMO"] or browser.is_this_machine())
    user = entering.admit(session, proof)
    throttling.forgive(session, brakes, now)
    return user


def enter(user: User, page: str) -> Response:
    """Sign this browser in afresh, commit, and go on to a page: of the guest's session only messages are kept."""
    session, messages = db.session, cookie_session.get("_flashes")
    sessions.end_token(session, browser.token())
    token, email = sessions.begin(session, user, browser.name(), utc_now()), user.email
    session.commit()
    cookie_session.clear()
    if messages:
        cookie_session["_flashes"] = messages
    response = make_response(redirect(page, 303))
    browser.keep(response, token, email)
    return response


def after(user: User, wanted: str | None = None, came_from: str | None = None) -> str:
    """The page to show this user after signing in."""
    places = workplaces.of(db.session, user)
    return landing.page(places, language.current(), browser.local_path(wanted), browser.local_path(came_from))


def refused(template: str, form: FlaskForm, refusal: Refused) -> ResponseReturnValue:
    """The form as it was typed, with the refusal's sentence above it."""
    db.session.rollback()
    headers = {"Retry-After": str(refusal.values["retry_after_s"])} if isinstance(refusal, TooMany) else {}
    page = render_template(f"accounts/{template}.html", form=form, refusal=refusals.sentence(refusal))
    return page, refusal.status, headers
