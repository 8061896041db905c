"""axe-core finds nothing serious on any kind of page, by day and in the evening."""

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import PHONE, Visit
from tests.page_types import PAGES

GRAVE = {"serious", "critical"}
ALIKE = {"results-meant", "results-category", "stores-open", "english-results", "english-store", "english-shop-today"}
"""Made of the same parts as another page; only links and screenshots take them."""
CROWDED = ("home", "results", "round", "round-start", "product", "store", "shop-offers", "shop-upload-result")
COLOURS = {"runOnly": ["color-contrast"], "resultTypes": ["violations"]}
EVERYTHING = {"resultTypes": ["violations"]}


def findings(page: Page, options: dict[str, Any]) -> list[str]:
    """What axe-core calls serious or critical, with the elements it means."""
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def test_the_judge_sees_a_fault(page: Page) -> None:
    page.goto("/imprint")
    page.evaluate("document.querySelector('h1').style.color = '#999'; document.documentElement.lang = ''")

    assert {finding.split(":")[0] for finding in findings(page, EVERYTHING)} == {"color-contrast", "html-has-lang"}
    assert [finding for finding in findings(page, COLOURS) if not finding.startswith("color-contrast")] == []


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ALIKE])
def test_a_page_is_accessible_in_both_themes(name: str, visit: Visit, places: dict[str, str]) -> None:
    kind = PAGES[name]
    page = visit(kind.who, color_scheme="light", reduced_motion="reduce")
    answer = page.goto(kind.address.format(**places))
    assert answer
    assert answer.status == kind.status

    by_day = findings(page, EVERYTHING)
    page.emulate_media(color_scheme="dark")
    in_the_evening = findings(page, COLOURS)

    assert by_day == []
    assert in_the_evening == []


@pytest.mark.parametrize("name", CROWDED)
def test_a_page_fits_a_phone(name: str, visit: Visit, places: dict[str, str]) -> None:
    kind = PAGES[name]
    page = visit(kind.who, viewport=PHONE, has_touch=True, is_mobile=True, reduced_motion="reduce")
    page.goto(kind.address.format(**places))

    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], "the page is wider than the phone"
    assert findings(page, EVERYTHING) == []


def test_a_shops_page_is_printed_dark_on_white_in_the_evening_too(visit: Visit) -> None:
    page = visit(color_scheme="dark")
    page.goto("/mg/stores/cafe-linde")

    page.emulate_media(media="print", color_scheme="dark")

    assert findings(page, COLOURS) == []


def test_what_opens_is_accessible_too(visit: Visit) -> None:
    """Suggestions, a filter's list and the map that can be moved come after the page."""
    page = visit(reduced_motion="reduce")
    page.goto("/mg/search?q=kaffee")
    page.get_by_role("button", name="Karte bewegen").click()
    page.locator(".map-live .leaflet-marker-icon").first.wait_for()
    page.locator(".chips .menu summary").first.click()
    page.locator("input[name=q]").fill("wander")
    page.get_by_role("option").first.wait_for()

    assert findings(page, EVERYTHING) == []
