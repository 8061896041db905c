"""What a shop offers without stock: never counted, never held, and no file takes it for goods."""

import json

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from marketplace.db import utc_now
from marketplace.errors import Refused
from marketplace.inventory import shelf, stock
from marketplace.inventory.models import Offer
from marketplace.inventory.prices import set_price
from marketplace.stores.models import Store
from tests import make
from tests.checked_client import CheckedClient
from tests.desks import town
from tests.inventory import tables
from tests.make import NOON


@pytest.fixture
def keys(session: Session) -> Offer:
    """A locksmith who cuts keys."""
    return make.service(session, sku="KEY", price_cents=750)


def test_nothing_of_a_service_can_be_counted(session: Session, keys: Offer) -> None:
    with pytest.raises(Refused) as refused:
        stock.count(session, keys, 3, "hand", NOON, NOON)

    assert refused.value.code == "service_has_no_stock"
    assert (keys.on_hand, keys.available) == (0, 0)


@pytest.mark.parametrize(("pricing", "cents"), [("fixed", None), ("from", None), ("effort", 750), ("free", 750)])
def test_only_what_goes_by_effort_has_no_price(session: Session, pricing: str, cents: int | None) -> None:
    with pytest.raises(IntegrityError):
        make.service(session, pricing=pricing, price_cents=cents)


def test_a_row_with_the_number_of_a_service_is_refused(session: Session, keys: Offer) -> None:
    content = tables.goods(["KEY", "Schlüssel", "9,90", "3"], ["A-1", "Hammer", "9,90", "3"])

    upload = tables.bring_in(session, keys.store, content)

    assert (upload.created, upload.refused) == (1, 1)
    assert [fault["code"] for row in upload.rows for fault in row.errors] == ["sku_is_service"]
    assert (keys.price_cents, keys.on_hand) == (750, 0)


def test_a_file_that_is_the_whole_shelf_leaves_services_alone(session: Session, keys: Offer) -> None:
    drill = make.offer(session, store=keys.store, sku="B-1")

    tables.bring_in(session, keys.store, tables.goods(["A-1", "Hammer", "9,90", "3"]), ends_missing=True)

    session.expire_all()
    assert drill.ended_at is not None
    assert keys.ended_at is None


def test_services_are_no_part_of_what_is_old_or_gone(session: Session, keys: Offer) -> None:
    gone = make.offer(session, store=keys.store, on_hand=0)
    figures = shelf.figures(session, keys.store, utc_now())

    found = {
        show: [line.offer for line in shelf.shelf_page(session, keys.store, "", show, 1, NOON).items]
        for show in ("gone", "service")
    }

    assert found == {"gone": [gone], "service": [keys]}
    assert (figures.offers, figures.goods, figures.gone, figures.service) == (2, 1, 1, 1)


def test_the_history_of_prices_knows_when_there_was_none(session: Session, keys: Offer) -> None:
    keys.pricing = "effort"
    assert set_price(session, keys, None, NOON)

    session.flush()
    assert (keys.pricing, keys.price_cents) == ("effort", None)


def test_the_stock_command_says_that_it_is_a_service(app: Flask, session: Session) -> None:
    store: Store = make.store(session, store_code="pauen")
    make.service(session, store=store, sku="ASK", pricing="effort", price_cents=None)
    session.commit()

    told = json.loads(app.test_cli_runner().invoke(args=["stock", "pauen", "ASK", "--json"]).stdout)

    assert (told["is_service"], told["price_cents"], told["available"]) == (True, None, 0)


def test_the_shops_shelf_shows_a_service_without_pieces(session: Session, client: CheckedClient) -> None:
    here = town(session)
    keys = make.service(session, store=here.store, title="Absätze erneuern", pricing="from", price_cents=1350)
    client.sign_in(here.staff)

    page = client.get(f"{here.shop}/offers?show=service").text
    answer = client.post(f"{here.shop}/offers/{keys.id}/stock", data={"price": "5", "pieces": "3", "seen": "0"})

    assert "ab 13,50 €" in page
    assert 'name="pieces"' not in page
    assert answer.status_code == 409
    assert "Davon gibt es keinen Bestand" in answer.text


def test_the_desk_counts_goods_and_services_apart(session: Session, client: CheckedClient) -> None:
    here = town(session)
    make.service(session, store=here.store)
    client.sign_in(here.staff)

    today = client.get(here.shop).text
    whole = client.get(f"{here.shop}/offers").text
    services = client.get(f"{here.shop}/offers?show=service").text

    assert "<strong>1</strong> Artikel im Regal" in today
    assert "<strong>1</strong> Dienstleistung<" in today
    assert '<p class="quiet">1 Ware, 1 Dienstleistung. Unverändert' in " ".join(whole.split())
    assert '<p class="quiet">1 Dienstleistung</p>' in " ".join(services.split()).replace(" </p>", "</p>")
