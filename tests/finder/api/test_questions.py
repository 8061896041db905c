"""Questions good and bad to every address, always the same ones: no fault of ours, no answer that is not described."""

from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from marketplace.cities.models import City
from marketplace.finder.api import views as views
from marketplace.finder.api.operations import OPERATIONS, Operation

JUDGED = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
KNOWN = {"city": "mg", "near": "41061", "lat": None, "lon": None, "cursor": None}
"""What a good question says of its place: any other words are no place that anybody knows."""
THINGS = {"id": "B00T23", "code": "brandts", "slug": "mg"}
THE_SAME = settings(
    max_examples=20, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_good_questions_are_answered_as_described(app: Flask, city: City, operation: Operation) -> None:
    names = operation.parameters.model_fields
    query = {name: value for name, value in KNOWN.items() if name in names}
    path = {name: value for name, value in THINGS.items() if name in names}

    ask(app, operation, JUDGED, GenerationMode.POSITIVE, query=query, path_parameters=path)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_bad_questions_are_refused_as_described(app: Flask, city: City, operation: Operation) -> None:
    if not set(operation.parameters.model_fields) - set(THINGS):
        pytest.skip("hardly any name in a path is malformed")

    ask(app, operation, [*JUDGED, negative_data_rejection], GenerationMode.NEGATIVE)


def ask(app: Flask, operation: Operation, checks: list[Any], mode: GenerationMode, **fixed: Any) -> None:
    """Ask one address; schemathesis thinks up the questions and judges the answers."""
    app.config["API_PER_MINUTE"] = 0
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)[operation.path]["GET"]

    @THE_SAME
    @given(described.as_strategy(generation_mode=mode, **fixed))
    def one(case: Any) -> None:
        left_empty = "" in case.query.values()
        judged = [check for check in checks if not (left_empty and check is negative_data_rejection)]
        case.call_and_validate(checks=judged, headers={"Accept-Encoding": "identity"})

    one()
