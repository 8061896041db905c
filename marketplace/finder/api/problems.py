"""How the API says no: problem details (RFC 9457), with a sentence in the asker's language."""

from dataclasses import dataclass, field
from typing import Any

from flask import Response, current_app, g, url_for
from flask_babel import gettext
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from marketplace.db import db
from marketplace.errors import Refused
from marketplace.finder.api.answers import BadParameter, ParameterProblem, Problem
from marketplace.finder.structured import in_this_language
from marketplace.sentences import refusals
from marketplace.sentences.marking import _

MIMETYPE = "application/problem+json"
LONGEST_ECHO = 200
TITLES = {
    404: _("Nicht gefunden"),
    405: _("So geht es hier nicht"),
    406: _("In dieser Form nicht zu haben"),
    422: _("Parameter passen nicht"),
    429: _("Zu viele Anfragen"),
    500: _("Bei uns ist etwas umgefallen"),
    503: _("Die Suche macht gerade Pause"),
}
DETAILS = {
    404: _("Unter dieser Adresse steht nichts. Welche es gibt, steht auf %(page)s."),
    405: _("Die Schnittstelle ist zum Lesen da: GET, HEAD und OPTIONS."),
    406: _("Wir antworten mit application/json. Nehmen Sie das in „Accept“ auf, oder lassen Sie es weg."),
    422: _("Bitte prüfen Sie die Parameter unter „errors“."),
    429: _("Es kamen zu viele Anfragen auf einmal. Wann es weitergeht, steht in „Retry-After“."),
    500: _("Der Fehler ist notiert, unter der Nummer in „request_id“."),
    503: _("Das Verzeichnis wird gerade vorbereitet. Versuchen Sie es in einer Minute noch einmal."),
}
PAUSE_S = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one parameter, as the code of a sentence and its values."""

    parameter: str
    value: str
    code: str
    values: dict[str, Any] = field(default_factory=dict)


class BadParameters(Exception):  # noqa: N818 - a refusal is an answer, not an error
    """A question that cannot be understood as it is, with every reason."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(faults)
        self.faults = faults


def bad_parameters(refusal: BadParameters) -> Response:
    """422, each parameter with its value and what is wrong with it."""
    return _sent(ParameterProblem(**_said(422), errors=[_error(fault) for fault in refusal.faults]))


def refused(refusal: Refused) -> Response:
    """The no of a rule, in its own words."""
    return _sent(Problem(**_said(refusal.status, refusals.sentence(refusal))))


def http(fault: HTTPException) -> Response:
    """What Flask and its parts refuse: unknown addresses, other methods, too many requests."""
    status = fault.code if fault.code in TITLES else 500
    response = _sent(Problem(**_said(status or 500)))
    if isinstance(fault, MethodNotAllowed):
        response.allow.update(fault.valid_methods or ())
    return response


def pausing(_fault: Exception) -> Response:
    """503: there is no index, or none that can be read."""
    current_app.logger.error("the index cannot answer", exc_info=_fault)
    response = _sent(Problem(**_said(503)))
    response.headers["Retry-After"] = str(PAUSE_S)
    return response


def broken(fault: Exception) -> Response:
    """500: told to the log with the number of the request, to the asker without details."""
    current_app.logger.error("request %s failed", g.get("request_id"), exc_info=fault)
    if current_app.testing and current_app.config.get("PROPAGATE_EXCEPTIONS") is not False:
        raise fault
    db.session.rollback()
    return _sent(Problem(**_said(500)))


def _said(status: int, detail: str = "") -> dict[str, Any]:
    page = in_this_language(url_for("api_page.show"))
    return {
        "type": f"{page}#problem-{status}",
        "title": gettext(TITLES[status]),
        "status": status,
        "detail": detail or gettext(DETAILS[status], page=page),
        "request_id": g.get("request_id", ""),
    }


def _error(fault: Fault) -> BadParameter:
    value = fault.value[:LONGEST_ECHO]
    named = {"parameter": fault.parameter, "value": value, **fault.values}
    return BadParameter(parameter=fault.parameter, value=value, detail=refusals.words(fault.code, named))


def _sent(problem: Problem) -> Response:
    return Response(problem.model_dump_json(), problem.status, mimetype=MIMETYPE)
