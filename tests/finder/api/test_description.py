"""The OpenAPI document says what is true, and the page says what the document says."""

import re
from typing import Any

import jsonschema_rs
import pytest
import schemathesis

from marketplace.finder.api import parameters
from marketplace.finder.api.operations import OPERATIONS
from marketplace.finder.parameters import Asked
from tests.checked_client import CheckedClient

DOCUMENT = "/api/v1/openapi.json"


@pytest.fixture
def document(client: CheckedClient) -> Any:
    return client.get(DOCUMENT).get_json()


def test_every_address_is_described_with_every_answer(client: CheckedClient, document: Any) -> None:
    routed = {
        re.sub(r"<(\w+)>", r"{\1}", rule.rule.removeprefix("/api/v1"))
        for rule in client.application.url_map.iter_rules()
        if rule.endpoint.startswith("api.") and rule.endpoint != "api.openapi"
    }

    assert set(document["paths"]) == routed
    for path, item in document["paths"].items():
        answers = set(item["get"]["responses"])
        assert {"200", "304", "406", "422", "429", "500"} <= answers
        assert ("404" in answers) == ("{" in path)


def test_the_document_is_openapi(client: CheckedClient, document: Any) -> None:
    schema = schemathesis.openapi.from_dict(document)

    schema.validate()

    assert document["openapi"].startswith("3.1")
    assert document["servers"] == [{"url": client.application.config["SERVER_URL"] + "/api/v1"}]


def test_examples_are_what_they_are_examples_of(document: Any) -> None:
    answers = [item["get"]["responses"]["200"] for item in document["paths"].values()]
    refusals = [answer for answer in document["components"]["responses"].values() if "content" in answer]

    contents = [content for answer in answers + refusals for content in answer["content"].values()]

    assert len(contents) == len(OPERATIONS) + 7
    for content in contents:
        judge = {**content["schema"], "components": document["components"]}
        assert list(jsonschema_rs.Draft202012Validator(judge).iter_errors(content["example"])) == []


def test_every_parameter_and_field_is_explained_in_both_languages(client: CheckedClient, document: Any) -> None:
    english = client.get(DOCUMENT, headers={"Accept-Language": "en"}).get_json()

    for german, told in zip(parts(document), parts(english), strict=True):
        assert german["description"] != told["description"], german


def parts(document: Any) -> list[Any]:
    """Every parameter, and every field that is no list or object of its own."""
    asked = [one for item in document["paths"].values() for one in item["get"]["parameters"]]
    fields = [one for schema in document["components"]["schemas"].values() for one in schema["properties"].values()]
    return asked + [one for one in fields if "$ref" not in str(one)]


def test_the_search_is_asked_by_the_names_of_the_pages() -> None:
    never_in_an_address = {"usual_radius_m", "price_min_cents"}

    asked = set(parameters.Search.model_fields) - {"city", "explain"}

    assert asked == set(Asked.__dataclass_fields__) - never_in_an_address


@pytest.mark.parametrize("start", ["", "/en"])
def test_the_page_names_every_address_and_parameter(client: CheckedClient, document: Any, start: str) -> None:
    page = client.get(f"{start}/api").text

    for path, item in document["paths"].items():
        assert f"GET /api/v1{path}" in page
        assert f'id="{item["get"]["operationId"]}"' in page
        assert all(f"<code>{one['name']}</code>" in page for one in item["get"]["parameters"])
    assert "products[].offers[].store.code" in page
    assert 'id="problem-422"' in page
    assert 'href="/api/v1/openapi.json"' in page or f'href="{start}/api/v1/openapi.json"' in page


def test_the_beginning_of_all_addresses_leads_to_the_page(client: CheckedClient) -> None:
    assert client.get("/api/v1").location == "/api"
