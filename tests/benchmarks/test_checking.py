"""The town whose index is checked in large is whole in small."""

from marketplace.db import utc_now
from marketplace.finder import comparing, indexing
from tests.benchmarks.checking import settle
from tests.benchmarks.nearby.corpus import Size, made


def test_the_town_is_indexed_and_agrees(app, session):
    settle(session, made(Size(products=60, cities=2, stores_per_city=2, offers_per_store=20)))
    session.commit()

    indexing.rebuild(session, utc_now())
    indexing.close_writer()

    found = comparing.compare(session, utc_now())
    assert found.agrees
    assert (found.offers, found.stores) == (80, 4)
