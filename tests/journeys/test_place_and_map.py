"""Where somebody is stays in her browser, and nobody else is asked before she agrees."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visit
from tests.town import Town

RESULTS = "/mg/search?q=wanderschuhe"
EXACT = {"latitude": 51.19467, "longitude": 6.43531}


@pytest.fixture
def tiled(visit: Visit, town: Town) -> Iterator[Page]:
    """A browser that may ask the tile server, and how often it did."""
    town.tiles.asked.clear()
    yield visit(allowed=(town.tiles.origin,))
    town.tiles.asked.clear()


def remembered(page: Page) -> dict[str, object] | None:
    found: dict[str, object] | None = page.evaluate("JSON.parse(localStorage.getItem('place'))")
    return found


def test_a_typed_place_is_remembered_in_this_browser_only(page: Page) -> None:
    page.goto("/mg")
    page.fill("input[name=q]", "kaffee")
    page.fill("input[name=near]", "Rheydt")
    page.get_by_role("button", name="Finden").click()
    page.wait_for_url("**/mg/search?**")

    page.goto("/mg")

    expect(page.locator("ask-place input")).to_have_value("Rheydt")
    assert remembered(page) == {"near": "Rheydt"}
    assert not [cookie for cookie in page.context.cookies() if "Rheydt" in str(cookie)]


def test_the_position_leaves_the_browser_only_rounded(visit: Visit) -> None:
    page = visit(geolocation=EXACT, permissions=["geolocation"])
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.url} {request.headers} {request.post_data}"))
    page.goto("/mg/search?q=wanderschuhe")

    page.get_by_role("button", name="Meinen Standort verwenden").click()
    page.wait_for_url("**lat=51.195&lon=6.435**")

    expect(page.locator("#hits > li").first).to_be_visible()
    expect(page.locator("ask-place input:visible")).to_have_value("Mein Standort")
    page.locator("#hits h2 a").first.click()
    page.wait_for_url("**/products/**")
    assert not [line for line in sent if "51.1946" in line or "6.4353" in line]
    assert "51.19467" in page.evaluate("localStorage.getItem('place')"), "distances here are taken from the exact place"


def test_a_refused_position_is_explained(visit: Visit) -> None:
    page = visit(permissions=[])
    page.goto("/mg")

    page.get_by_role("button", name="Meinen Standort verwenden").click()

    expect(page.locator("ask-place [role=status]")).to_contain_text("Postleitzahl")


def test_pins_stand_on_the_drawn_map_without_any_tiles(page: Page) -> None:
    page.goto(RESULTS)

    pins = page.locator(".map-drawn .map-pin")

    expect(pins.first).to_be_visible()
    pins.first.click()
    expect(page.locator("#hits > li:target")).to_be_in_viewport()


def test_streets_are_loaded_after_consent_and_never_before(tiled: Page, town: Town) -> None:
    tiled.goto(RESULTS)
    tiled.get_by_role("button", name="Karte bewegen").click()
    expect(tiled.locator(".map-live .leaflet-marker-icon").first).to_be_visible()
    assert town.tiles.asked == [], "without consent the map shows only what we drew"

    with tiled.expect_response(lambda answer: answer.url.startswith(town.tiles.origin)) as tile:
        tiled.get_by_role("button", name="Mit Straßen").click()

    assert tile.value.ok
    expect(tiled.locator(".leaflet-control-attribution")).to_contain_text("OpenStreetMap")
    tiled.get_by_role("button", name="Ohne Straßen").click()
    expect(tiled.get_by_role("button", name="Mit Straßen")).to_be_visible()
    town.tiles.asked.clear()
    tiled.goto("/mg/search?q=kaffee")
    tiled.wait_for_load_state("networkidle")
    assert town.tiles.asked == [], "consent that was withdrawn is gone"


def test_a_click_on_the_map_becomes_the_place(page: Page) -> None:
    page.goto(RESULTS)
    page.get_by_role("button", name="Karte bewegen").click()
    expect(page.locator(".map-live .leaflet-marker-icon").first).to_be_visible()

    page.locator(".map-live").click(position={"x": 30, "y": 130})
    page.get_by_role("button", name="Von hier aus suchen").click()

    page.wait_for_url("**lat=51.***")
    assert len(page.url.split("lat=")[1].split("&")[0]) == len("51.195"), "rounded to about 100 m"
    assert remembered(page)["label"] == "Punkt auf der Karte"
