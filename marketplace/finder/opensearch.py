"""What lets a browser ask a city's shelves from its address bar (OpenSearch 1.1)."""

from typing import Any

from flask import Response, jsonify, render_template, request, url_for

from marketplace import static
from marketplace.cities.current import city_of
from marketplace.db import db, utc_now
from marketplace.finder.structured import absolute
from marketplace.finder.suggesting import suggestions
from marketplace.finder.views import bp, read_here


@bp.get("/<city_slug>/opensearch.xml")
def opensearch(city_slug: str) -> Response:
    """The description that a browser reads when somebody adds a city as a search engine."""
    city = city_of(city_slug)

    def address(endpoint: str) -> str:
        return absolute(url_for(f"finder.{endpoint}", city_slug=city.slug))

    icon = absolute(static.url("img/icon-192.png"))
    text = render_template("finder/opensearch.xml", city=city, address=address, icon=icon)
    return Response(text, mimetype="application/opensearchdescription+xml")


@bp.get("/<city_slug>/suggestions")
def completions(city_slug: str) -> Response:
    """What the typed text may become, as browsers understand it: the text, then lines, their kinds, their addresses."""
    city, asked, here = read_here(city_slug)
    found = suggestions(db.session, asked, here, city, utc_now())
    columns: list[Any] = [[line.text, line.kind_words, absolute(line.address)] for line in found]
    texts, kinds, addresses = zip(*columns, strict=True) if columns else ((), (), ())
    response = jsonify([request.args.get("q", ""), texts, kinds, addresses])
    response.mimetype = "application/x-suggestions+json"
    return response
