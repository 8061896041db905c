"""`python -m tests.journeys.screenshots FOLDER [NAME ...]`: every page at 390 and 1280 px, light and dark.

`--docs` writes the few that README and docs use. The moment is always the same; without names all are taken.
"""

import argparse
import io
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from marketplace.accounts.browser import TOKEN
from marketplace.config import SETTINGS
from tests.journeys.conftest import DESK, PHONE, SWITCHES
from tests.page_types import PAGES, furnish
from tests.parts import chromium
from tests.town import Town, served

WIDTHS = {"1280": DESK, "390": PHONE}
THEMES = ("light", "dark")
MOST_BYTES = 250_000
AS_SET = {setting.name: setting.read(setting.default) for setting in SETTINGS if setting.name == "TILES_URL"}
"""Pages name the tile server of an installation, not the one of our tests; nobody consents here, so none is asked."""
DOCS = {
    "home": ("home", "1280", "light"),
    "results-1280-light": ("results", "1280", "light"),
    "results-1280-dark": ("results", "1280", "dark"),
    "results-390-light": ("results", "390", "light"),
    "product": ("product", "1280", "light"),
    "store": ("store", "1280", "light"),
    "round": ("round", "1280", "light"),
    "upload-result": ("shop-upload-result", "1280", "light"),
    "desk": ("shop-offers", "1280", "light"),
}
"""File in docs/pictures: page type, width, theme."""


def main() -> None:
    """Serve the town, walk through it, write pictures."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("folder", type=Path)
    reader.add_argument("names", nargs="*", metavar="NAME")
    reader.add_argument("--docs", action="store_true", help="only the pictures of README and docs")
    asked = reader.parse_args()
    names = asked.names or list(PAGES)
    every = {f"{name}-{width}-{theme}": (name, width, theme) for name in names for width in WIDTHS for theme in THEMES}
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as var_dir, served(Path(var_dir), **AS_SET) as town, browsing() as browser:
        places = furnish(town)
        for file, (name, width, theme) in (DOCS if asked.docs else every).items():
            write(taken(town, browser, places, name, width, theme), asked.folder / f"{file}.png")


@contextmanager
def browsing() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=SWITCHES)
        yield browser
        browser.close()


def taken(town: Town, browser: Browser, places: dict[str, str], name: str, width: str, theme: str) -> bytes:
    """One page as its visitor sees it first, as PNG."""
    kind = PAGES[name]
    context = browser.new_context(
        base_url=town.url, viewport=WIDTHS[width], color_scheme=theme, locale="de-DE", reduced_motion="reduce"
    )
    if kind.who:
        context.add_cookies([{"name": TOKEN, "value": town.token(kind.who), "url": town.url}])
    page = context.new_page()
    page.goto(kind.address.format(**places))
    settle(page)
    picture = page.screenshot()
    context.close()
    return picture


def settle(page: Page) -> None:
    """Wait for fonts and pictures."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")


def write(picture: bytes, path: Path) -> None:
    """Keep a picture small: with all its colours if that fits, else with the 256 that matter most."""
    image = Image.open(io.BytesIO(picture)).convert("RGB")
    image.save(path, optimize=True)
    if path.stat().st_size > MOST_BYTES:
        image.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
