"""Services by file: a column says what a row is; a service has no stock, and perhaps no price."""

import json
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import ProductGroup
from marketplace.errors import Invalid
from marketplace.inventory.models import Count, CountingDay, Offer, PriceChange
from marketplace.stores.models import Store
from tests import make
from tests.inventory import tables
from tests.inventory.effects import offer_of, results, row_of
from tests.inventory.tables import ARRIVED

NAMES = ["Artikelnummer", "Bezeichnung", "Preis", "Bestand", "EAN", "Art", "Dauer"]
KEYS = ["D-1", "Schlüssel nachmachen", "ab 7,50 €", "", "", "Dienstleistung", "10 Minuten"]
RING = ["A-1", "Schlüsselring", "2,50", "8", "", "Ware", ""]


def file(*rows: list[str]) -> bytes:
    return tables.text([NAMES, *rows])


def faults_of(*row: str) -> list[tuple[str, str]]:
    """What is said about one row, with the column it is said of."""
    return [(fault.column, fault.code) for fault in tables.rows_of(list(row), names=NAMES)[0].faults]


@pytest.mark.parametrize(
    ("price", "pricing", "cents"),
    [
        *[
            ("15", "fixed", 1500),
            ("ab 15 €", "from", 1500),
            ("Ab 1.015,50", "from", 101_550),
            ("from 15", "from", 1500),
        ],
        *[("nach Aufwand", "effort", None), ("auf Anfrage", "effort", None), ("by quote", "effort", None)],
    ],
)
def test_what_a_service_costs_may_be_said_in_words(
    session: Session, store: Store, price: str, pricing: str, cents: int | None
) -> None:
    upload = tables.bring_in(session, store, file([*KEYS[:2], price, *KEYS[3:]]))

    offer = offer_of(session, store, "D-1")
    assert (results(upload), row_of(session, upload, "D-1").errors) == ({"created": 1}, [])
    assert (offer.pricing, offer.price_cents, offer.on_hand, offer.source) == (pricing, cents, 0, "upload")
    assert (offer.product.group.kind, offer.product.group.attributes) == ("service", {"Dauer": "10 Minuten"})
    assert session.scalars(select(PriceChange.price_cents)).all() == [cents]


@pytest.mark.parametrize("word", ["Dienstleistung", "dienstleistungen", "service", "Service", "Leistung"])
@pytest.mark.parametrize("column", ["Art", "type", "kind", "Typ"])
def test_the_column_and_its_words_are_known_in_both_languages(column: str, word: str) -> None:
    (row,) = tables.rows_of(["D-1", "Schlüssel", "5", word], names=["sku", "title", "price", column])

    assert (row.is_service, row.faults) == (True, [])


def test_goods_and_services_of_one_file_stay_what_they_are(session: Session, store: Store) -> None:
    tables.bring_in(session, store, file(KEYS, RING))

    ring = offer_of(session, store)
    assert (ring.product.group.kind, ring.pricing, ring.on_hand) == ("goods", "fixed", 8)
    assert offer_of(session, store, "D-1").is_service
    assert session.scalars(select(Count.offer_id)).all() == [ring.id]


def test_a_file_of_services_alone_needs_no_stock_and_is_no_count(session: Session, store: Store) -> None:
    content = tables.text([["sku", "title", "price", "kind"], ["D-1", "Schlüssel nachmachen", "7.50", "service"]])

    upload = tables.bring_in(session, store, content)

    assert results(upload) == {"created": 1}
    assert session.scalar(select(func.count()).select_from(CountingDay)) == 0


def test_one_of_goods_beside_services_needs_the_column_of_stock(session: Session, store: Store) -> None:
    rows = [["sku", "title", "price", "kind"], ["D-1", "Schlüssel", "5", "service"], ["A-1", "Ring", "2", ""]]
    session.commit()

    with pytest.raises(Invalid) as refusal:
        tables.checked(session, store, tables.text(rows))

    assert refusal.value.values["missing"] == "Bestand"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            ("D-9", "", "", "", "", "Service"),
            [("Bezeichnung", "service_title_missing"), ("Preis", "service_price_missing")],
        ),
        (("D-9", "Gravur", "ab morgen", "", "", "Service"), [("Preis", "price_unreadable")]),
        (("D-9", "Gravur", "ab 0", "", "", "Service"), [("Preis", "price_not_positive")]),
        (("D-9", "Gravur", "5", "", "", "Service", "x" * 61), [("Dauer", "text_too_long")]),
        (("A-9", "Ring", "ab 5", "1", "", "Ware"), [("Preis", "price_of_service")]),
        (("A-9", "Ring", "nach Aufwand", "1", "", ""), [("Preis", "price_of_service")]),
        (("A-1", "Ring", "5", "", "", "Service"), [("Artikelnummer", "sku_is_goods")]),
        (("S-1", "Schlüssel", "5", "3", "", ""), [("Artikelnummer", "sku_is_service")]),
        (("S-1", "Schlüssel", "5", "", "", "Ware"), [("Artikelnummer", "sku_is_service")]),
    ],
)
def test_each_fault_is_named(row: tuple[str, ...], told: list[tuple[str, str]]) -> None:
    assert faults_of(*row) == told


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (("D-9", "Gravur", "5", "0", "", "Service"), []),
        (("D-9", "Gravur", "5", "3", "", "Service"), [("Bestand", "not_of_services")]),
        (
            ("D-9", "Gravur", "5", "–", "4006381333932", "Service"),
            [("Bestand", "not_of_services"), ("EAN", "not_of_services")],
        ),
        (("A-9", "Ring", "5", "1", "", "Zubehör"), [("Art", "kind_unknown")]),
    ],
)
def test_what_does_not_fit_is_left_out_and_said(row: tuple[str, ...], told: list[tuple[str, str]]) -> None:
    (found,) = tables.rows_of(list(row), names=NAMES)

    assert [(fault.column, fault.code) for fault in found.faults] == told
    assert not found.is_refused
    assert ("quantity" in found.given) is not found.is_service


def test_a_known_service_changes_by_what_a_row_says(session: Session, store: Store) -> None:
    tables.bring_in(session, store, file(KEYS))

    upload = tables.bring_in(session, store, tables.text([["sku", "price", "Dauer"], ["D-1", "nach Aufwand", "1 Tag"]]))

    offer, row = offer_of(session, store, "D-1"), row_of(session, upload, "D-1")
    assert (offer.pricing, offer.price_cents, offer.title) == ("effort", None, "Schlüssel nachmachen")
    assert offer.product.group.attributes == {"Dauer": "1 Tag"}
    assert (row.result, row.before["pricing"], row.before["price_cents"]) == ("changed", "from", 750)
    assert row.before["goods"]["attributes"] == {"Dauer": "10 Minuten"}
    assert session.scalars(select(PriceChange.price_cents).order_by(PriceChange.id)).all() == [750, None]


def test_the_same_file_again_changes_nothing(session: Session, store: Store) -> None:
    tables.bring_in(session, store, file(KEYS, RING))

    again = tables.bring_in(session, store, file(KEYS, RING))

    assert results(again) == {"unchanged": 2}


def test_a_service_made_by_hand_takes_its_price_from_a_file(session: Session, store: Store) -> None:
    made = make.service(session, store=store, sku="S-7", price_cents=900)

    tables.bring_in(session, store, tables.text([["sku", "price", "Art"], ["S-7", "ab 9,50", "Dienstleistung"]]))

    session.refresh(made)
    assert (made.pricing, made.price_cents) == ("from", 950)


def test_a_sister_shop_offers_the_same_service(session: Session, store: Store) -> None:
    sister = make.store(session, retailer=store.retailer)
    tables.bring_in(session, store, file(KEYS))

    tables.bring_in(session, sister, file([*KEYS[:2], "9", *KEYS[3:]]))

    assert session.scalar(select(func.count()).select_from(ProductGroup)) == 1
    assert [offer.price_cents for offer in session.scalars(select(Offer).order_by(Offer.id))] == [750, 900]


def test_what_a_sister_shop_sells_does_not_become_a_service(session: Session, store: Store) -> None:
    sister = make.store(session, retailer=store.retailer)
    tables.bring_in(session, sister, file([*RING[:4], "4006381333931", "", ""]))

    upload = tables.bring_in(session, store, file(["A-1", *KEYS[1:]]))

    assert [fault["code"] for fault in row_of(session, upload).errors] == ["sku_is_goods"]


def test_a_whole_shelf_that_names_services_ends_those_it_leaves_out(session: Session, store: Store) -> None:
    gone = make.service(session, store=store, sku="S-7")

    tables.bring_in(session, store, file(KEYS, RING), ends_missing=True)

    session.refresh(gone)
    assert gone.ended_at == ARRIVED


def test_a_dry_run_says_the_same_and_writes_nothing(app: Flask, session: Session, store: Store, tmp_path: Path) -> None:
    path = tmp_path / "dienste.csv"
    path.write_bytes(file(KEYS, RING, ["D-2", "Gravur", "", "", "", "Service", ""]))
    session.commit()
    command = ["upload", store.store_code, str(path), "--json"]

    foreseen = json.loads(app.test_cli_runner().invoke(args=[*command, "--dry-run"]).stdout)
    written = session.scalar(select(func.count()).select_from(Offer))
    session.rollback()
    done = json.loads(app.test_cli_runner().invoke(args=command).stdout)

    assert (foreseen, written) == (done, 0)
    assert foreseen["summary"] == {"created": 2, "changed": 0, "unchanged": 0, "refused": 1}
    assert foreseen["rows"][2]["errors"][0]["en"].startswith("A new service needs a price")
