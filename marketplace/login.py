"""Wiring of sign-ins: who a request comes from, and where a guest is sent who needs an account."""

from flask import Flask, Request, Response, g, redirect, request, url_for
from flask_login import LoginManager, current_user
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response as AnyResponse

from marketplace.accounts import browser, presence, sessions
from marketplace.accounts.models import User
from marketplace.db import db, utc_now


def start(app: Flask) -> None:
    """Wire Flask-Login by hand.

    Its own wiring looks for a cookie at the end of every request, and so tells caches that every answer depends on it.
    """
    manager = LoginManager()
    manager.session_protection = None
    manager.request_loader(_load)
    app.login_manager = manager  # type: ignore[attr-defined]
    app.context_processor(lambda: {"current_user": current_user._get_current_object()})
    app.register_error_handler(401, _send_to_sign_in)
    app.after_request(_note_presence)


def _load(_request: Request) -> User | None:
    """The user whose sign-in the browser's token stands for."""
    token = browser.token()
    found = sessions.find(db.session, token, utc_now()) if token else None
    if found is None:
        return None
    g.sign_in_seen = (found.id, found.last_seen_at)
    return found.user


def _send_to_sign_in(_fault: Unauthorized) -> AnyResponse:
    """A guest signs in first and then comes back; what she was sending is asked for again."""
    wanted = request.script_root + request.full_path.removesuffix("?")
    back = wanted if request.method == "GET" else browser.came_from()
    return redirect(url_for("signing_in.sign_in", next=back or None), 303)


def _note_presence(response: Response) -> Response:
    """Pages of somebody who is signed in are hers alone, and show that she was here."""
    if "_login_user" in g and current_user.is_authenticated:
        response.headers.setdefault("Cache-Control", "private, no-cache")
        sign_in_id, last_seen_at = g.sign_in_seen
        presence.note(db.engine, sign_in_id, last_seen_at, utc_now())
    return response
