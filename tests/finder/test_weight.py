"""What a results page weighs before its map is opened, and how often it asks the database."""

import gzip
import re

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from marketplace.db import db
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.indexed import indexed

pytestmark = pytest.mark.usefixtures("noon")

MOST_BYTES, MOST_FONT_BYTES = 60_000, 80_000
MOST_STATEMENTS = 9


def full_page(session: Session) -> str:
    """A city with more hits than fit on a page, in several shops; the address of their search."""
    city = make.city(session, slug="mg")
    stores = [make.store(session, city=city) for _ in range(4)]
    for number in range(24):
        group = make.group(session, title=f"Wanderschuh Modell {number}", brand="Halde & Horn")
        for store in stores:
            make.offer(session, store=store, product=make.product(session, group=group, size=str(38 + number % 3)))
    indexed(session)
    return "/mg/search?q=wanderschuh&near=41061"


def test_a_results_page_is_light(session: Session, client: CheckedClient) -> None:
    page = client.get(full_page(session)).text

    assets = client.application.extensions["assets"]
    names = re.findall(r'(?:src|href)="/static/\w+/([^"]+\.(?:js|css))"', page)
    sent = [len(assets[name].compressed) for name in names]
    fonts = [len(asset.content) for name, asset in assets.items() if name.endswith(".woff2")]
    assert len(gzip.compress(page.encode(), 5)) + sum(sent) <= MOST_BYTES
    assert sum(fonts) <= MOST_FONT_BYTES


def test_one_stylesheet_and_no_script_that_holds_up_the_page(session: Session, client: CheckedClient) -> None:
    page = client.get(full_page(session)).text

    scripts = re.findall(r"<script [^>]*src=[^>]*>", page)
    assert page.count('rel="stylesheet"') == 1
    assert scripts
    assert all('type="module"' in script or " defer" in script for script in scripts)


def test_the_number_of_statements_does_not_grow_with_the_hits(session: Session, client: CheckedClient) -> None:
    address, asked = full_page(session), list[str]()
    engine = db.engine

    def hear(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    event.listen(engine, "before_cursor_execute", hear)
    client.get(address)
    event.remove(engine, "before_cursor_execute", hear)

    assert len(asked) <= MOST_STATEMENTS, "\n".join(asked)
