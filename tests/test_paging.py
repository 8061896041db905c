"""Long lists, page by page."""

import pytest
from sqlalchemy import select

from marketplace.jobs import Job, later
from marketplace.paging import page_of
from tests.make import NOON


@pytest.mark.parametrize(
    ("asked", "page", "names"),
    [(1, 1, ["a", "b"]), (3, 3, ["e"]), (0, 1, ["a", "b"]), (-7, 1, ["a", "b"]), (99, 3, ["e"])],
)
def test_the_page_asked_for_or_the_nearest_there_is(session, asked, page, names):
    for name in "edcba":
        later(session, name, NOON)
    session.flush()

    found = page_of(session, select(Job).order_by(Job.name), asked, length=2).of(lambda row: row[0].name)

    assert (found.items, found.page, found.pages, found.total) == (names, page, 3, 5)


def test_an_empty_list_has_one_empty_page(session):
    found = page_of(session, select(Job), 1, length=2)

    assert (found.items, found.page, found.pages, found.total) == ([], 1, 1, 0)
