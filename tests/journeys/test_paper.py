"""Pages on paper: what they say, without what one can only click."""

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visit

CLICKED = ".bar, .foot, .desk-nav, .desk-search, .button, a.row-icon, store-map"


@pytest.mark.parametrize(
    ("name", "path", "says"),
    [
        ("", "/mg/search?q=kaffee", "Café Linde"),
        ("", "/mg/stores/cafe-linde", "Öffnungszeiten"),
        ("Clara", "/shop/cafe-linde/offers", "Auf Lager"),
        ("Edda", "/edit/mg/stores", "Café Linde"),
        ("Henrik", "/operator", "Gescheitert"),
    ],
)
def test_paper_carries_words_and_no_controls(visit: Visit, name: str, path: str, says: str) -> None:
    page = visit(name)
    page.goto(path)
    page.emulate_media(media="print")

    expect(page.locator("main")).to_contain_text(says)
    assert [each for each in page.locator(CLICKED).all() if each.is_visible()] == []


def test_a_shelf_is_a_table_on_paper(visit: Visit) -> None:
    page = visit("Clara")
    page.goto("/shop/cafe-linde/offers")
    page.emulate_media(media="print")

    row = page.locator(".offer-row").first.bounding_box()

    assert row is not None
    assert row["height"] < 60, "one article a line"
