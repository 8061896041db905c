"""A town of one shop, and processes that work on its index."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.db import utc_now
from marketplace.stores.models import Store
from tests import make
from tests.finder.indexer.running import Running, add_cups


@pytest.fixture
def running(app: Flask, town: Store) -> Iterator[Running]:
    running = Running(app)
    yield running
    running.end()


@pytest.fixture
def town(session: Session) -> Store:
    """One shop with a lighthouse and 200 cups."""
    store = make.store(session, city=make.city(session, slug="mg"))
    lighthouse = make.product(session, group=make.group(session, title="Leuchtturm"))
    make.offer(session, store=store, product=lighthouse, price_cents=1000, counted_at=utc_now())
    add_cups(session, store, 200)
    session.commit()
    return store
