"""The OpenAPI document, assembled from the operations and the models they are declared with."""

from collections.abc import Iterator
from typing import Any, get_args

from flask import current_app, url_for
from flask_babel import gettext
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic.json_schema import GenerateJsonSchema, models_json_schema

from marketplace.finder.api.answers import ParameterProblem, Problem
from marketplace.finder.api.operations import OPERATIONS, ROOT, Operation
from marketplace.finder.api.problems import DETAILS, MIMETYPE, TITLES
from marketplace.finder.structured import absolute, in_this_language
from marketplace.sentences.marking import _

SCHEMAS = "#/components/schemas/"
WORDS = ("description", "summary")
ALWAYS = (406, 422, 429, 500)
ABOUT = _(
    "Was die Läden einer Stadt haben, für Programme zu lesen: ohne Anmeldung, aus jeder Webseite heraus. "
    "Sätze und Namen kommen in der Sprache von „Accept-Language“, deutsch oder englisch."
)
HEADERS = {
    "ETag": _("Kennzeichen der Antwort. Mit „If-None-Match“ zurückgeschickt, wird dieselbe Antwort zu einer 304."),
    "RateLimit-Limit": _("So viele Anfragen in der Minute."),
    "RateLimit-Remaining": _("So viele davon sind noch frei."),
    "RateLimit-Reset": _("In so vielen Sekunden beginnt die nächste Minute."),
    "Retry-After": _("In so vielen Sekunden lohnt sich der nächste Versuch."),
}
LIMITS = tuple(HEADERS)[1:4]
PLACES = {"q": -1, "limit": 1, "cursor": 2}
"""What is asked stands first, what only cuts the answer into pages last."""


class Plain(GenerateJsonSchema):
    """JSON Schema 2020-12 without titles that only repeat a field's name."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def document() -> dict[str, Any]:
    """The whole document in the language of this request."""
    described = {
        "openapi": "3.1.0",
        "jsonSchemaDialect": "https://json-schema.org/draft/2020-12/schema",
        "info": {
            "title": "Stadtregal",
            "version": "1",
            "description": ABOUT,
            "contact": {"name": current_app.config["OPERATOR_NAME"], "email": current_app.config["OPERATOR_EMAIL"]},
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": absolute(ROOT)}],
        "externalDocs": {"url": in_this_language(url_for("api_page.show"))},
        "paths": {operation.path: {"get": _operation(operation)} for operation in OPERATIONS},
        "components": {
            "schemas": _schemas(),
            "headers": {name: _header(name) for name in HEADERS},
            "responses": {str(status): _refusal(status) for status in TITLES} | {"304": _not_modified()},
        },
    }
    spoken: dict[str, Any] = _spoken(described)
    return spoken


def example(model: type[BaseModel]) -> dict[str, Any]:
    """One value of a model, made of the examples of its fields."""
    fields = {name: field for name, field in model.model_fields.items() if not field.exclude_if}
    return {name: _example(field) for name, field in fields.items()}


def _example(field: FieldInfo) -> Any:
    if field.examples:
        return field.examples[0]
    inner = get_args(field.annotation)
    made = example(inner[0] if inner else field.annotation)  # type: ignore[arg-type]
    return [made] if inner else made


def _operation(operation: Operation) -> dict[str, Any]:
    refusals = sorted({*ALWAYS, *operation.refusals})
    answered = {
        "description": operation.summary,
        "headers": _headers("ETag", *LIMITS),
        "content": {
            "application/json": {
                "schema": {"$ref": SCHEMAS + operation.answer.__name__},
                "example": example(operation.answer),
            }
        },
    }
    others = {str(status): {"$ref": f"#/components/responses/{status}"} for status in (304, *refusals)}
    return {
        "operationId": operation.name,
        "summary": operation.summary,
        "parameters": list(_parameters(operation)),
        "responses": {"200": answered, **others},
    }


def _parameters(operation: Operation) -> Iterator[dict[str, Any]]:
    schema = operation.parameters.model_json_schema(schema_generator=Plain)
    for name, found in sorted(schema["properties"].items(), key=lambda one: PLACES.get(one[0], 0)):
        described = found.pop("description")
        examples = found.pop("examples", [])
        in_path = f"{{{name}}}" in operation.path
        yield {
            "name": name,
            "in": "path" if in_path else "query",
            "required": in_path,
            **({} if in_path else {"allowEmptyValue": True}),
            "description": described,
            "schema": _sendable(found),
            **({"example": examples[0]} if examples else {}),
        }


def _sendable(schema: dict[str, Any]) -> dict[str, Any]:
    """A parameter's schema without null and empty defaults: in an address such a parameter is left out."""
    choices = [choice for choice in schema.pop("anyOf", []) if choice != {"type": "null"}]
    if schema.get("default", "") in ("", None, False):
        schema.pop("default", None)
    return {**schema, **(choices[0] if choices else {})}


def _schemas() -> dict[str, Any]:
    models: list[type[BaseModel]] = [*(operation.answer for operation in OPERATIONS), Problem, ParameterProblem]
    _, found = models_json_schema(
        [(model, "serialization") for model in models],
        schema_generator=Plain,
        ref_template=SCHEMAS + "{model}",
    )
    schemas: dict[str, Any] = found["$defs"]
    return schemas


def _header(name: str) -> dict[str, Any]:
    return {"description": HEADERS[name], "schema": {"type": "string" if name == "ETag" else "integer"}}


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _not_modified() -> dict[str, Any]:
    return {"description": _("Dieselbe Antwort wie zuvor."), "headers": _headers("ETag", *LIMITS)}


def _refusal(status: int) -> dict[str, Any]:
    model = ParameterProblem if status == 422 else Problem
    page = in_this_language(url_for("api_page.show"))
    said = {
        "type": f"{page}#problem-{status}",
        "title": gettext(TITLES[status]),
        "status": status,
        "detail": gettext(DETAILS[status], page=page),
    }
    waits = ("Retry-After",) if status in (429, 503) else ()
    return {
        "description": TITLES[status],
        "headers": _headers(*LIMITS, *waits),
        "content": {
            MIMETYPE: {
                "schema": {"$ref": SCHEMAS + model.__name__},
                "example": example(model) | said,
            }
        },
    }


def _spoken(node: Any) -> Any:
    """The same in the language of this request: every description and summary is a sentence of the catalogue."""
    if isinstance(node, dict):
        return {
            key: gettext(value) if key in WORDS and isinstance(value, str) else _spoken(value)
            for key, value in node.items()
        }
    return [_spoken(one) for one in node] if isinstance(node, list) else node
