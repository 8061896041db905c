"""A town without goods, indexed, and a reader of its own."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import search
from marketplace.finder import indexing
from marketplace.inventory.models import Offer
from tests import make
from tests.make import NOON

AT = int(NOON.timestamp())


@pytest.fixture
def town(app, session):
    """An index with nothing in it, and the writer's lock given back at the end."""
    indexing.rebuild(session, NOON)
    yield session
    indexing.close_writer()


def found(app: Flask, words: str = "", **asked: object) -> dict[int, int]:
    """Lowest price of each product group in the answer."""
    index = search.Index.open(app.config["VAR_DIR"] / "index")
    results = index.search(search.Query(text=words, at=AT, **asked))
    assert results.total == len(results.hits)
    return {hit.id: hit.price_cents for hit in results.hits}


def offer(session: Session, title: str, **values: object) -> Offer:
    made = make.offer(session, product=make.product(session, group=make.group(session, title=title)), **values)
    session.commit()
    return made
