"""One page for every no: says what happened, blames nobody, shows the way on."""

from flask import Flask, current_app, g, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from marketplace.accounts.browser import came_from
from marketplace.db import db
from marketplace.errors import Refused
from marketplace.sentences import refusals

Page = tuple[str, int, dict[str, str]]


def start(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _token_missing)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def _refused(refusal: Refused) -> Page:
    heading = headings().get(refusal.status, _("Das geht so nicht"))
    wait_s = refusal.values.get("retry_after_s")
    return _page(refusal.status, heading, refusals.sentence(refusal), {"Retry-After": str(wait_s)} if wait_s else {})


def _token_missing(_fault: CSRFError) -> Page:
    return _page(
        403, _("Bitte noch einmal senden"), _("Das Formular war zu lange offen oder kam nicht von dieser Seite.")
    )


def _http(fault: HTTPException) -> Page | HTTPException:
    code = fault.code or 500
    if code < 400:
        return fault
    return _page(
        code,
        headings().get(code, _("Das geht so nicht")),
        sentences().get(code, _("Bitte versuchen Sie es noch einmal.")),
        {name: value for name, value in fault.get_headers() if name in ("Allow", "Retry-After")},
    )


def _broken(fault: Exception) -> Page:
    current_app.logger.error("request %s failed", g.get("request_id"), exc_info=fault)
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS") is not False:
        raise fault
    return _page(500, headings()[500], sentences()[500])


def _page(status: int, heading: str, message: str, headers: dict[str, str] | None = None) -> Page:
    """The page, made in a new transaction: the one that ended in a no is undone and may be broken."""
    db.session.rollback()
    back = came_from() if status == 413 else ""
    page = render_template("error.html", heading=heading, message=message, status=status, path=request.path, back=back)
    return page, status, headers or {}


def headings() -> dict[int, str]:
    """What each status is called on its page."""
    return {
        400: _("Das haben wir nicht verstanden"),
        403: _("Das ist nicht Ihr Regal"),
        404: _("Hier steht nichts"),
        405: _("So geht es hier nicht"),
        409: _("Das geht gerade nicht"),
        413: _("Die Datei ist zu groß"),
        414: _("Diese Adresse ist zu lang"),
        422: _("Da fehlt noch etwas"),
        429: _("Bitte warten Sie einen Moment"),
        500: _("Bei uns ist etwas umgefallen"),
    }


def sentences() -> dict[int, str]:
    """What each status means for the person in front of the page."""
    most_mb = current_app.config["UPLOAD_MAX_BYTES"] // 1_000_000
    return {
        400: _("Die Adresse oder das Formular enthält etwas, das wir nicht lesen können."),
        403: _("Diese Seite gehört jemand anderem. Melden Sie sich mit einem anderen Konto an oder suchen Sie weiter."),
        404: _("Die Seite gibt es nicht oder nicht mehr. Vielleicht steht das Gesuchte in einem anderen Regal."),
        405: _("Diese Seite lässt sich so nicht öffnen. Gehen Sie bitte zurück oder suchen Sie weiter."),
        409: _("Hier hat sich inzwischen etwas geändert. Laden Sie die Seite neu und versuchen Sie es noch einmal."),
        413: _("Mehr als %(most)s MB nehmen wir nicht an. Bitte wählen Sie eine kleinere Datei.", most=most_mb),
        414: _("So lange Adressen lesen wir nicht. Bitte suchen Sie mit weniger Wörtern."),
        422: _("Bitte prüfen Sie Ihre Angaben."),
        429: _("Es kamen zu viele Anfragen auf einmal. In einer Minute geht es weiter."),
        500: _("Der Fehler ist notiert. Ihre Angaben sind nicht verloren, wenn sie schon bestätigt waren."),
    }
