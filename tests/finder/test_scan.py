"""Scanning: a number opens the product, or the search with a sentence."""

import pytest
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Product
from marketplace.finder import scanning
from tests import make
from tests.checked_client import CheckedClient
from tests.make import NOON

BOOK = "9783161484100"


@pytest.fixture
def book(session: Session) -> Product:
    city = make.city(session, slug="mg")
    product = make.product(session, group=make.group(session, code="BUCH23"), gtin=BOOK.zfill(14))
    make.offer(session, store=make.store(session, city=city), product=product)
    return product


@pytest.mark.parametrize("typed", [BOOK, "978-3-16-148410-0", " 978 3161 484100 "])
def test_a_known_number_opens_the_product(session: Session, book: Product, client: CheckedClient, typed: str) -> None:
    response = client.get("/mg/scan", query_string={"code": typed})

    assert response.status_code == 302
    assert response.location == "/mg/products/BUCH23"


def test_an_unknown_number_goes_to_the_search_with_a_sentence(
    session: Session, book: Product, client: CheckedClient
) -> None:
    number = make.gtin(999_999)[1:]

    response = client.get(f"/mg/scan?code={number}")
    page = client.get(response.location).text

    assert response.location == f"/mg/search?q={number}"
    assert f"Die Nummer {number} hat noch kein Laden eingetragen." in page


@pytest.mark.parametrize("bad", ["9783161484101", "hallo", "123", "8,72E+12"])
def test_a_number_that_cannot_be_right_is_asked_for_again(
    session: Session, book: Product, client: CheckedClient, bad: str
) -> None:
    response = client.get("/mg/scan", query_string={"code": bad})

    assert response.status_code == 422
    assert 'aria-invalid="true"' in response.text
    assert f'value="{bad}"' in response.text


def test_the_page_works_without_camera(session: Session, book: Product, client: CheckedClient) -> None:
    page = client.get("/mg/scan").text

    assert '<form class="form panel" action="/mg/scan">' in page
    assert '<p class="scan-start" hidden>' in page


def test_only_what_a_shop_of_the_city_shows_is_found(session: Session, book: Product) -> None:
    city = make.city(session)
    hidden = make.product(session)
    ended = make.product(session)
    make.offer(session, store=make.store(session, city=city, is_public=False), product=hidden)
    make.offer(session, store=make.store(session, city=city), product=ended, ended_at=NOON)

    found = [scanning.find(session, str(product.gtin), city) for product in (book, hidden, ended)]

    assert found == [None, None, None]
