"""How much a results page sends before the map is opened, as the browser's own network events say."""

from collections import defaultdict

import pytest
from playwright.sync_api import Page

RESULTS = "/mg/search?q=wanderschuhe&near=41061"
HOME = "/mg"
PAGE_BYTES, FONT_BYTES = 60_000, 80_000
CODE = ("Document", "Stylesheet", "Script")


def weighed(page: Page, address: str) -> dict[str, list[int]]:
    """Bytes on the wire, headers included, of everything a first visit fetches, by the kind the browser gives it."""
    kinds: dict[str, str] = {}
    sizes: dict[str, list[int]] = defaultdict(list)
    events = page.context.new_cdp_session(page)
    events.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    events.on(
        "Network.loadingFinished",
        lambda event: sizes[kinds.get(event["requestId"], "Other")].append(int(event["encodedDataLength"])),
    )
    events.send("Network.enable")
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return sizes


@pytest.mark.parametrize("address", [HOME, RESULTS])
def test_a_page_is_light(page: Page, address: str) -> None:
    sizes = weighed(page, address)

    code = sum(sum(sizes[kind]) for kind in CODE)
    assert code <= PAGE_BYTES, {kind: sum(of_kind) for kind, of_kind in sizes.items()}
    assert 0 < sum(sizes["Font"]) <= FONT_BYTES
    assert len(sizes["Stylesheet"]) == 1


def test_no_script_holds_the_page_up(page: Page) -> None:
    page.goto(RESULTS)
    page.wait_for_load_state("networkidle")

    scripts = page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.initiatorType == 'script')"
        ".map(one => [one.name, one.renderBlockingStatus])"
    )

    assert scripts
    assert [name for name, status in scripts if status != "non-blocking"] == []


def test_parts_are_kept_by_the_browser_for_ever(page: Page) -> None:
    first = weighed(page, RESULTS)
    page.goto(HOME)

    again = weighed(page, RESULTS)

    assert sum(first["Stylesheet"]) > 0
    assert sum(again["Stylesheet"]) == 0, "the stylesheet came from the browser's own store"
    assert sum(again["Font"]) == 0
