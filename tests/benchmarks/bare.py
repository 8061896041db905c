"""`python -m tests.benchmarks.bare PORT ADDRESS...`: the framework's own limit.

A Flask application that does nothing but render pages, and answers of the API, from data it was given once: the same
templates, the same routes, the same server with the same workers, but no rule, no database, no index and nothing around
a request.
"""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from flask import Flask, Response, jsonify, request, template_rendered
from jinja2 import Template

from marketplace import create_app
from marketplace.operating.serving import serve_web

Answering = Callable[[], Response]


def main(port: int, addresses: list[str]) -> None:
    """Answer these addresses until the process is told to end."""
    app = create_app()
    serve_web(bare(app, {address: caught(app, address) for address in addresses}), "127.0.0.1", port)


def caught(app: Flask, address: str) -> Answering:
    """The last step of the application's answer to an address: its template with its data, or its data as JSON."""
    found: list[tuple[Template, dict[str, Any]]] = []

    def keep(_: Flask, template: Template, context: dict[str, Any], **rest: Any) -> None:
        found.append((template, dict(context)))

    with template_rendered.connected_to(keep, app):
        response = app.test_client().get(address)
    if response.status_code != 200:
        raise ValueError(f"{address} is answered with {response.status}")
    if response.is_json:
        return partial(jsonify, response.get_json())
    return partial(rendered, *found[-1])


def rendered(template: Template, context: Mapping[str, Any]) -> Response:
    """A page."""
    return Response(template.render(context), mimetype="text/html")


def bare(app: Flask, answers: Mapping[str, Answering]) -> Flask:
    """The application without rules of its own: routes, settings and extensions stay, as templates ask for them."""
    plain = Flask("bare", static_folder=None)
    plain.config, plain.extensions, plain.url_map = app.config, app.extensions, app.url_map
    plain.login_manager = app.login_manager  # type: ignore[attr-defined]

    def answer(**_: Any) -> Response:
        return answers[request.full_path.rstrip("?")]()

    plain.view_functions = dict.fromkeys(app.view_functions, answer)
    return plain


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
