"""How the API says no: in the asker's language, with every reason, without touching anything."""

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from marketplace import create_app
from marketplace.cities.models import City
from marketplace.db import db
from marketplace.finder import parameters as pages
from marketplace.finder.api import parameters as api
from marketplace.finder.api import reading
from tests import make
from tests.checked_client import CheckedClient
from tests.conftest import FOR_TESTS

MIMETYPE = "application/problem+json"


@pytest.mark.parametrize(
    ("query", "parameter", "value", "words"),
    [
        ("radius_m=weit", "radius_m", "weit", "„weit“ ist keine ganze Zahl."),
        ("radius_m=99", "radius_m", "99", "Mindestens 100"),
        ("radius_m=100001", "radius_m", "100001", "Höchstens 100000"),
        ("lat=nord&lon=6", "lat", "nord", "„nord“ ist keine Zahl."),
        ("lat=nan&lon=6", "lat", "nan", "nan"),
        ("lat=91&lon=6", "lat", "91", "Höchstens 90"),
        ("lat=51", "lat", "51.0", "gehört auch „lon“"),
        ("lon=6", "lon", "6.0", "gehört auch „lat“"),
        ("near=Atlantis", "near", "Atlantis", "„Atlantis“ kennen wir nicht."),
        ("in_stock=ja", "in_stock", "ja", "weder 1 noch 0"),
        ("sort=glück", "sort", "glück", "fit, distance, price"),
        ("limit=0", "limit", "0", "Mindestens 1"),
        ("limit=51", "limit", "51", "Höchstens 50"),
        ("price_max_cents=-1", "price_max_cents", "-1", "Mindestens 1"),
        ("cursor=unsinn", "cursor", "unsinn", "ohne ihn von vorn"),
        ("city=atlantis", "city", "atlantis", "„atlantis“ gibt es hier nicht"),
        ("instock=1", "instock", "1", "„instock“ gibt es hier nicht"),
        ("sort=price&sort=fit", "sort", "fit", "mehrmals"),
        ("brand=a%00b", "brand", "a\0b", "ein Zeichen"),
        (f"q={'x' * 201}", "q", "x" * 200, "Höchstens 200 Zeichen"),
    ],
)
def test_a_bad_parameter_is_named_with_its_value_and_a_reason(
    city: City, client: CheckedClient, query: str, parameter: str, value: str, words: str
) -> None:
    answer = client.get(f"/api/v1/search?{query}")

    (error,) = answer.get_json()["errors"]
    assert (answer.status_code, answer.mimetype) == (422, MIMETYPE)
    assert (error["parameter"], error["value"]) == (parameter, value)
    assert words in error["detail"]


def test_every_bad_parameter_is_named_at_once_in_the_language_asked_for(city: City, client: CheckedClient) -> None:
    answer = client.get("/api/v1/search?radius_m=far&sort=luck&limit=99", headers={"Accept-Language": "en-US,en"})

    problem = answer.get_json()
    assert answer.headers["Content-Language"] == "en"
    assert problem["title"] == "The parameters do not fit"
    assert {one["parameter"]: one["detail"] for one in problem["errors"]} == {
        "radius_m": "“far” is not a whole number.",
        "sort": "There is no “luck” here. Possible are: fit, distance, price.",
        "limit": "99 is too large. At most 50 is possible.",
    }


def test_what_is_left_empty_was_not_asked(city: City, client: CheckedClient) -> None:
    empty = "&".join(f"{name}=" for name in api.Search.model_fields)

    assert client.get(f"/api/v1/search?{empty}").get_json()["total"] == 2


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_programs_may_only_read(city: City, client: CheckedClient, method: str) -> None:
    answer = client.open("/api/v1/search", method=method)

    assert (answer.status_code, answer.mimetype) == (405, MIMETYPE)
    assert set(answer.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/v1/luck", "Unter dieser Adresse steht nichts"),
        ("/api/v1/search/", "Unter dieser Adresse steht nichts"),
        ("/api/v1/products/N0THING", "Dieses Produkt gibt es nicht"),
        ("/api/v1/stores/nowhere", "Diesen Laden gibt es nicht"),
        ("/api/v1/cities/atlantis", "keine Stadt"),
    ],
)
def test_what_is_not_there_is_not_found(city: City, client: CheckedClient, path: str, words: str) -> None:
    answer = client.get(path)

    problem = answer.get_json()
    assert (answer.status_code, answer.mimetype, problem["status"]) == (404, MIMETYPE, 404)
    assert words in problem["detail"]
    assert problem["request_id"] == answer.headers["X-Request-Id"]


def test_other_forms_than_json_are_not_to_be_had(city: City, client: CheckedClient) -> None:
    assert client.get("/api/v1/cities", headers={"Accept": "text/csv"}).status_code == 406
    assert client.get("/api/v1/cities", headers={"Accept": "text/html,*/*;q=0.5"}).status_code == 200


def test_without_an_index_the_search_says_when_to_come_back(session: Session, client: CheckedClient) -> None:
    make.city(session)

    answer = client.get("/api/v1/search?q=tee")

    assert (answer.status_code, answer.mimetype) == (503, MIMETYPE)
    assert answer.headers["Retry-After"] == "60"


def test_several_cities_leave_no_guess(session: Session, city: City, client: CheckedClient) -> None:
    make.city(session, slug="krefeld")

    (error,) = client.get("/api/v1/search?q=tee").get_json()["errors"]

    assert error["parameter"] == "city"
    assert "mehrere Städte" in error["detail"]


@pytest.fixture
def failing(database_url: str, tmp_path: object) -> Iterator[Flask]:
    """The application without tables, so that every question fails."""
    app = create_app({**FOR_TESTS, "VAR_DIR": tmp_path, "DATABASE_URL": "sqlite://", "PROPAGATE_EXCEPTIONS": False})
    yield app
    with app.app_context():
        db.engine.dispose()


def test_a_fault_of_ours_is_a_problem_with_a_number(failing: Flask, caplog: pytest.LogCaptureFixture) -> None:
    answer = failing.test_client().get("/api/v1/cities")

    problem = answer.get_json()
    assert (answer.status_code, answer.mimetype) == (500, MIMETYPE)
    assert problem["request_id"] in caplog.text
    assert "cities" not in answer.text


TEXTS = st.text("äb 1&", max_size=8)
NUMBERS = st.integers(-10, 200_000).map(str)


@given(
    st.fixed_dictionaries(
        {},
        optional={
            "q": TEXTS,
            "near": TEXTS,
            "lat": st.floats(-95, 95).map(str),
            "lon": st.floats(-185, 185).map(str),
            "radius_m": NUMBERS,
            "in_stock": st.sampled_from("01"),
            "open_now": st.sampled_from("01"),
            "category": TEXTS,
            "brand": TEXTS,
            "store": TEXTS,
            "price_max_cents": NUMBERS,
            "sort": st.sampled_from(["fit", "distance", "price", "luck"]),
            "limit": NUMBERS,
            "cursor": TEXTS,
        },
    )
)
def test_pages_and_api_understand_a_good_question_alike(typed: dict[str, str]) -> None:
    try:
        wanted = reading.read(api.Search, MultiDict(typed), {})
    except reading.BadParameters:
        return
    if (wanted.lat is None) != (wanted.lon is None):
        return

    assert wanted.asked(5_000) == pages.read(typed, 5_000)
