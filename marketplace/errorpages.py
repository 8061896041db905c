"""One page for every no: says what happened, blames nobody, shows the way on."""

from flask import Flask, current_app, g, render_template, request
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from marketplace.errors import Refused
from marketplace.sentences import refusals


def start(app: Flask) -> None:
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _token_missing)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _broken)


def _refused(refusal: Refused) -> tuple[str, int]:
    return _page(refusal.status, headings().get(refusal.status, _("Das geht so nicht")), refusals.sentence(refusal))


def _token_missing(_fault: CSRFError) -> tuple[str, int]:
    return _page(
        403, _("Bitte noch einmal senden"), _("Das Formular war zu lange offen oder kam nicht von dieser Seite.")
    )


def _http(fault: HTTPException) -> tuple[str, int] | HTTPException:
    code = fault.code or 500
    if code < 400:
        return fault
    return _page(
        code,
        headings().get(code, _("Das geht so nicht")),
        sentences().get(code, _("Bitte versuchen Sie es noch einmal.")),
    )


def _broken(fault: Exception) -> tuple[str, int]:
    current_app.logger.error("request %s failed", g.get("request_id"), exc_info=fault)
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS") is not False:
        raise fault
    return _page(500, headings()[500], sentences()[500])


def _page(status: int, heading: str, message: str) -> tuple[str, int]:
    return render_template("error.html", heading=heading, message=message, status=status, path=request.path), status


def headings() -> dict[int, str]:
    """What each status is called on its page."""
    return {
        400: _("Das haben wir nicht verstanden"),
        403: _("Das ist nicht Ihr Regal"),
        404: _("Hier steht nichts"),
        405: _("So geht es hier nicht"),
        409: _("Das geht gerade nicht"),
        413: _("Die Datei ist zu groß"),
        422: _("Da fehlt noch etwas"),
        429: _("Bitte warten Sie einen Moment"),
        500: _("Bei uns ist etwas umgefallen"),
    }


def sentences() -> dict[int, str]:
    """What each status means for the person in front of the page."""
    return {
        400: _("Die Adresse oder das Formular enthält etwas, das wir nicht lesen können."),
        403: _("Diese Seite gehört jemand anderem. Melden Sie sich mit einem anderen Konto an oder suchen Sie weiter."),
        404: _("Die Seite gibt es nicht oder nicht mehr. Vielleicht steht das Gesuchte in einem anderen Regal."),
        405: _("Diese Adresse nimmt so keine Eingaben an."),
        413: _("Bitte wählen Sie eine kleinere Datei."),
        422: _("Bitte prüfen Sie Ihre Angaben."),
        429: _("Es kamen zu viele Anfragen auf einmal. In einer Minute geht es weiter."),
        500: _("Der Fehler ist notiert. Ihre Angaben sind nicht verloren, wenn sie schon bestätigt waren."),
    }
