"""The line that says what is invented."""

import pytest
from sqlalchemy.orm import Session

from tests import make
from tests.checked_client import CheckedClient
from tests.make import NOON

DEMO = {"name": "Vorstadt", "name_en": "Suburb", "notice": "Alles erfunden.", "notice_en": "All invented."}


@pytest.mark.parametrize("path", ["/sign-in", "/imprint", "/api", "/ranking", "/privacy"])
def test_a_page_outside_the_demo_city_says_that_its_shops_are_invented(
    session: Session, client: CheckedClient, path: str
) -> None:
    make.city(session, **DEMO, demo_moment=NOON)

    assert "Läden, Marken und Preise in Vorstadt sind erfunden." in client.get(path).text
    assert "shops, brands and prices in Suburb are invented." in client.get(f"/en{path}").text


def test_a_page_of_the_city_says_it_in_the_city_s_words(session: Session, client: CheckedClient) -> None:
    make.city(session, slug="vorstadt", **DEMO, demo_moment=NOON)

    page = client.get("/vorstadt").text

    assert "Alles erfunden." in page
    assert "in Vorstadt sind erfunden" not in page


def test_where_no_city_is_a_demo_nothing_is_said(session: Session, client: CheckedClient) -> None:
    make.city(session, **DEMO)
    make.city(session, demo_moment=NOON, notice="")

    assert "erfunden" not in client.get("/imprint").text
