"""The addresses of the API: each is declared once, and from that routed, read, answered and described."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

from flask import Blueprint, Flask, Response, request
from flask.sansio.blueprints import BlueprintSetupState
from werkzeug.exceptions import HTTPException, NotAcceptable

from marketplace import language
from marketplace.errors import Refused
from marketplace.finder.api import limits, problems
from marketplace.finder.api.answers import Answer
from marketplace.finder.api.parameters import Parameters
from marketplace.finder.api.reading import read
from search import IndexDamaged, IndexMissing

ROOT = "/api/v1"
READABLE = "ETag, Retry-After, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-Id"
PREFLIGHT_S = 86_400
P = TypeVar("P", bound=Parameters)
View = Callable[[P], Answer]
bp = Blueprint("api", __name__, url_prefix=ROOT)


@dataclass(frozen=True, slots=True)
class Operation:
    """One address: `path` as OpenAPI writes it, `refusals` the statuses that only some addresses answer."""

    name: str
    path: str
    summary: str
    parameters: type[Parameters]
    answer: type[Answer]
    refusals: tuple[int, ...]


OPERATIONS: list[Operation] = []


def get(
    path: str, summary: str, parameters: type[P], answer: type[Answer], *refusals: int
) -> Callable[[View[P]], View[P]]:
    """Declare an address. The function gets its parameters, read, and gives its answer."""

    def declared(view: View[P]) -> View[P]:
        def answered(**path_values: str) -> Response:
            return sent(view(read(parameters, request.args, path_values)))

        OPERATIONS.append(Operation(view.__name__, path, summary, parameters, answer, refusals))
        bp.add_url_rule(path.replace("{", "<").replace("}", ">"), view.__name__, answered)
        return view

    return declared


def sent(answer: Answer) -> Response:
    """An answer as JSON. Its mark leaves out how long it took, so that the same answer has the same mark."""
    return marked(answer.model_dump_json(), answer.model_dump_json(exclude={"took_ms"}))


def marked(text: str, same: str) -> Response:
    """JSON with an entity tag, or 304 for who has it already."""
    response = Response(text, mimetype="application/json")
    response.set_etag(blake2b(same.encode(), digest_size=12).hexdigest(), weak=True)
    response.cache_control.no_cache = True
    response.make_conditional(request)
    return response


def is_asked() -> bool:
    """Whether this request is one to the API."""
    return request.path == ROOT or request.path.startswith(f"{ROOT}/")


@bp.before_app_request
def begin() -> Response | None:
    """Speak the asker's language, and say no to what does not exist: addresses, methods, other forms than JSON."""
    if not is_asked():
        return None
    known = request.accept_languages.best_match(["de", "en"], language.current())
    request.environ["stadtregal.language"] = known
    if isinstance(request.routing_exception, HTTPException):
        return problems.http(request.routing_exception)
    takes_json = request.accept_mimetypes.accept_json or "Accept" not in request.headers
    return None if takes_json else problems.http(NotAcceptable())


@bp.after_app_request
def open_to_all(response: Response) -> Response:
    """Pages of other sites may read every answer; nothing here depends on who asks."""
    if is_asked():
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = READABLE
        response.headers["Content-Language"] = language.current()
        response.vary.update(("Accept", "Accept-Language"))
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = "GET, HEAD, OPTIONS"
            response.headers["Access-Control-Allow-Headers"] = "Accept, Accept-Language, If-None-Match"
            response.headers["Access-Control-Max-Age"] = str(PREFLIGHT_S)
    return response


@bp.record_once
def count(state: BlueprintSetupState) -> None:
    """Keep every asker to the limit of the application these addresses belong to."""
    assert isinstance(state.app, Flask)
    limits.start(state.app, bp)


for refusal, said in (
    (problems.BadParameters, problems.bad_parameters),
    (Refused, problems.refused),
    (HTTPException, problems.http),
    (IndexMissing, problems.pausing),
    (IndexDamaged, problems.pausing),
    (Exception, problems.broken),
):
    bp.register_error_handler(refusal, said)
