"""The published ranking: its numbers are those the search works with."""

from dataclasses import replace

import pytest

import search
from marketplace.finder.worked_example import example
from tests.checked_client import CheckedClient


def test_the_page_shows_the_live_settings(client: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = {**search.FORMULA.field_weights, "title": 7.25}
    live = replace(search.FORMULA, field_weights=weights, b=0.35, nearness_m=4321.0)
    monkeypatch.setattr(search, "FORMULA", live)

    page = client.get("/ranking").text

    assert '<th scope="row">Titel</th><td class="number">7,25</td>' in page
    assert "4.321 m" in page
    assert "(b = 0,35)" in page


def test_the_example_is_computed_not_written() -> None:
    found = example(search.FORMULA)

    first, second = found.rows
    assert first.score > second.score
    assert first.score == pytest.approx(first.text * search.FORMULA.nearness(first.distance_m))
    assert {row.field for row in found.rows} == {"title", "description"}


def test_the_example_follows_the_settings() -> None:
    near_wins = example(replace(search.FORMULA, nearness_m=100.0, nearness_floor=0.0))

    assert near_wins.rows[0].field == "description"


def test_every_field_that_counts_has_a_name(client: CheckedClient) -> None:
    page = client.get("/ranking").text

    assert not [field for field in search.FORMULA.field_weights if f'<th scope="row">{field}</th>' in page]
