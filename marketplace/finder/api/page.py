"""The page that people read before they write a program: the same description, in words."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.cities.models import City
from marketplace.db import db
from marketplace.finder.api.description import SCHEMAS, document
from marketplace.finder.api.operations import ROOT
from marketplace.finder.telling import number

bp = Blueprint("api_page", __name__)
TRIES = {
    "/search": "?q=schuh&city={city}",
    "/suggest": "?q=schuh&city={city}",
    "/products": "?city={city}",
    "/stores": "?city={city}",
    "/cities": "",
}
"""What the page's links ask."""


@dataclass(frozen=True, slots=True)
class Line:
    """One field of an answer: its way from the top (`products[].offers[].sku`), its type in words, its meaning."""

    way: str
    type: str
    description: str


@bp.get("/api")
def show() -> ResponseReturnValue:
    described = document()
    city = db.session.scalar(select(City.slug).order_by(City.id).limit(1))
    return render_template(
        "finder/api.html",
        tries={path: f"{ROOT}{path}{query.format(city=city)}" for path, query in TRIES.items()} if city else {},
        document=described,
        root=ROOT,
        type_words=type_words,
        lines=lambda reference: list(lines(described["components"]["schemas"], reference)),
        pretty=lambda value: json.dumps(value, indent=2, ensure_ascii=False),
        per_minute=current_app.config["API_PER_MINUTE"],
    )


@bp.get(ROOT)
def root() -> ResponseReturnValue:
    return redirect(url_for(".show"))


def lines(schemas: dict[str, Any], reference: str, way: str = "") -> Iterator[Line]:
    """Every field of a schema and of what it contains, in order."""
    for name, field in schemas[reference.removeprefix(SCHEMAS)]["properties"].items():
        inner, here = field.get("items", field), f"{way}{name}"
        here += "[]" if field.get("type") == "array" else ""
        yield Line(here, type_words(field), field.get("description", ""))
        for part in (inner, *inner.get("anyOf", ())):
            if "$ref" in part:
                yield from lines(schemas, part["$ref"], f"{here}.")


def type_words(schema: dict[str, Any]) -> str:
    """A schema in few words: `Text`, `Zahl, −90 bis 90`, `fit, distance oder price`."""
    if "enum" in schema:
        return _(" oder ").join((", ".join(schema["enum"][:-1]), schema["enum"][-1]))
    if "anyOf" in schema:
        return _(" oder ").join(type_words(one) for one in schema["anyOf"])
    if "minimum" in schema:
        return _(
            "%(type)s, %(least)s bis %(most)s",
            type=_type(schema),
            least=number(schema["minimum"]),
            most=number(schema["maximum"]),
        )
    return _type(schema)


def _type(schema: dict[str, Any]) -> str:
    words = {
        "array": _("Liste"),
        "boolean": _("true oder false"),
        "integer": _("ganze Zahl"),
        "null": "null",
        "number": _("Zahl"),
        "string": _("Zeitpunkt (ISO 8601)") if schema.get("format") == "date-time" else _("Text"),
    }
    return words.get(schema.get("type", ""), _("Objekt"))
