"""A real browser in the demo city."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, sync_playwright

from marketplace.accounts.browser import TOKEN
from tests.conftest import absent
from tests.page_types import furnish
from tests.parts import chromium
from tests.town import Town, served

SWITCHES = ["--no-sandbox", "--disable-background-networking", "--disable-gpu", "--no-first-run", "--disable-sync"]
DESK = {"width": 1280, "height": 950}
PHONE = {"width": 390, "height": 900}
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All journeys share one town and one browser, so they go to one worker."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.xdist_group("journeys"))


@pytest.fixture(scope="package")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with served(tmp_path_factory.mktemp("town")) as town:
        yield town


@pytest.fixture(scope="package")
def browser(town: Town) -> Iterator[Browser]:
    """Chromium. It is closed before the town and before other tests: its event loop would stand in their way."""
    command = chromium()
    if command is None:
        absent("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=command, args=SWITCHES)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def places(town: Town) -> dict[str, str]:
    """What stands for the `{names}` in the addresses of page types."""
    return furnish(town)


class Watch:
    """One browser profile under watch: what a page throws, logs as an error or fetches elsewhere is a fault."""

    def __init__(self, context: BrowserContext, allowed: tuple[str, ...]) -> None:
        self.context, self.allowed, self.faults = context, (*allowed, "data:", "blob:"), list[str]()
        context.on("weberror", lambda error: self.faults.append(str(error.error)))
        context.on("console", lambda message: self._hear(message.type, message.text))
        context.on("request", lambda request: self._see(request.url))
        context.on("response", self._judge)

    def _hear(self, kind: str, text: str) -> None:
        if kind == "error" and not text.startswith("Failed to load resource"):
            self.faults.append(text)

    def _see(self, url: str) -> None:
        if not url.startswith(self.allowed):
            self.faults.append(f"asks a third party: {url}")

    def _judge(self, response: Response) -> None:
        """A page may refuse what was typed; its parts must be there, and nothing may break."""
        is_page = response.request.is_navigation_request()
        if response.status >= (500 if is_page else 400):
            self.faults.append(f"{response.status} from {response.url}")


@pytest.fixture
def visit(browser: Browser, town: Town) -> Iterator[Visit]:
    """Open the town in a fresh browser: `visit()` as a guest, `visit("Clara")` signed in.

    More options are Playwright's for a context. `allowed` names origins beside the town's that may be asked.
    """
    watches: list[Watch] = []

    def opened(name: str = "", allowed: tuple[str, ...] = (), **options: Any) -> Page:
        context = browser.new_context(base_url=town.url, **{"locale": "de-DE", "viewport": DESK, **options})
        watches.append(Watch(context, (town.url, *allowed)))
        if name:
            context.add_cookies([{"name": TOKEN, "value": town.token(name), "url": town.url}])
        page = context.new_page()
        page.set_default_timeout(10_000)
        return page

    yield opened
    for watch in watches:
        watch.context.close()
    assert [fault for watch in watches for fault in watch.faults] == []


@pytest.fixture
def page(visit: Visit) -> Page:
    """A guest at her desk."""
    return visit()
