"""`flask --app app upload`, `stores` and `stock`: what they print and how they exit."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.db import utc_now
from marketplace.inventory.models import Count, Movement, Offer, Upload
from marketplace.stores.models import Store
from tests import make
from tests.inventory import tables

HAMMER = ["A-1", "Hammer", "9,90", "3"]
REFUSED = ["A-2", "Säge", "teuer", "1"]


@pytest.fixture
def store(session: Session) -> Store:
    found = make.store(session, store_code="eisen-hammer", name="Eisen Hammer")
    session.commit()
    return found


def run(app: Flask, *arguments: object) -> tuple[int, str, str]:
    result = app.test_cli_runner().invoke(args=[str(argument) for argument in arguments])
    return result.exit_code, result.stdout, result.stderr


def report(app: Flask, *arguments: object) -> tuple[int, dict[str, Any]]:
    status, out, _err = run(app, "upload", *arguments, "--json")
    return status, json.loads(out)


def offers(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Offer)) or 0


def test_a_file_is_applied_and_reported_row_by_row(app: Flask, session: Session, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "bestand.csv"
    file.write_bytes(tables.goods(HAMMER, REFUSED))

    status, found = report(app, "eisen-hammer", file)

    assert status == 0
    assert list(found) == ["summary", "errors", "rows"]
    assert found["summary"] == {"created": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert found["errors"] == []
    assert found["rows"][0] == {"row": 2, "sku": "A-1", "result": "created", "errors": []}
    refused = found["rows"][1]
    assert (refused["row"], refused["sku"], refused["result"]) == (3, "A-2", "refused")
    fault = refused["errors"][0]
    assert list(fault) == ["column", "value", "code", "de", "en"]
    assert (fault["column"], fault["value"], fault["code"]) == ("Preis", "teuer", "price_unreadable")
    assert "teuer" in fault["de"]
    upload = session.scalars(select(Upload)).one()
    assert (upload.state, upload.created, upload.refused, upload.user_id) == ("done", 1, 1, None)
    assert offers(session) == 1


def test_the_second_run_changes_nothing_and_is_fine(app: Flask, session: Session, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "bestand.csv"
    file.write_bytes(tables.goods(HAMMER))
    report(app, "eisen-hammer", file)

    status, found = report(app, "eisen-hammer", file)

    assert (status, found["summary"]["unchanged"]) == (0, 1)


@pytest.mark.parametrize(("rows", "expected"), [([HAMMER, REFUSED], 0), ([REFUSED], 1)])
def test_a_dry_run_exits_as_the_real_one_and_writes_nothing(
    app: Flask, session: Session, store: Store, tmp_path: Path, rows: list[list[str]], expected: int
) -> None:
    file = tmp_path / "bestand.csv"
    file.write_bytes(tables.goods(*rows))

    status, foreseen = report(app, "eisen-hammer", file, "--dry-run")

    assert status == expected
    assert offers(session) == 0
    assert session.scalars(select(Upload)).all() == []
    assert report(app, "eisen-hammer", file) == (expected, foreseen)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "upload_empty"),
        (b"%PDF-1.7", "upload_no_table"),
        (b"Hallo;Welt\n1;2\n", "upload_header_missing"),
        (b"Bezeichnung;Preis\nHammer;3\n", "upload_columns_missing"),
        (b"sku;Bestand\nA-1;3\n", "upload_columns_missing"),
        (b"sku;title\n" + b"x" * 3_000, "upload_too_big"),
    ],
)
def test_a_fault_of_the_file_is_told_and_changes_nothing(
    app: Flask, session: Session, store: Store, tmp_path: Path, content: bytes, code: str
) -> None:
    app.config["UPLOAD_MAX_BYTES"] = 2_000
    file = tmp_path / "bestand.csv"
    file.write_bytes(content)

    status, found = report(app, "eisen-hammer", file)

    assert (status, found["rows"]) == (1, [])
    assert [error["code"] for error in found["errors"]] == [code]
    assert session.scalars(select(Upload)).all() == []


def test_too_many_rows_are_a_fault_of_the_file(app: Flask, store: Store, tmp_path: Path) -> None:
    app.config["UPLOAD_MAX_ROWS"] = 2
    file = tmp_path / "bestand.csv"
    file.write_bytes(tables.goods(*[[f"A-{n}", "Ding", "1", "1"] for n in range(3)]))

    status, found = report(app, "eisen-hammer", file)

    assert (status, found["errors"][0]["code"]) == (1, "upload_too_many_rows")


def test_an_unknown_store_or_path_is_a_wrong_call(app: Flask, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "bestand.csv"
    file.write_bytes(tables.goods(HAMMER))

    unknown = "There is no shop “nirgends”. “flask --app app stores” lists them all.\n"
    assert run(app, "upload", "nirgends", file) == (2, "", unknown)
    assert run(app, "stock", "nirgends", "A-1") == (2, "", unknown)
    assert run(app, "upload", "eisen-hammer", tmp_path / "fehlt.csv")[0] == 2
    assert run(app, "upload", "eisen-hammer", tmp_path)[0] == 2
    assert run(app, "upload", "eisen-hammer")[0] == 2


def test_without_json_refusals_and_sums_are_printed(app: Flask, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "bestand.csv"
    file.write_bytes(tables.goods(HAMMER, REFUSED))

    status, out, _err = run(app, "upload", "eisen-hammer", file)

    assert status == 0
    assert "row 3 A-2 refused: Preis: " in out
    assert out.endswith("1 created, 0 changed, 0 unchanged, 1 refused\n")


def test_a_workbook_is_brought_in_like_a_text_file(app: Flask, session: Session, store: Store, tmp_path: Path) -> None:
    file = tmp_path / "bestand.xlsx"
    rows = [["Stand 23.11.2026"], [*tables.HEADER, "EAN"], [1001, "Textmarker", 1.49, 30, 4006381333931]]
    file.write_bytes(tables.xlsx(rows))

    status, found = report(app, "eisen-hammer", file)

    assert (status, found["rows"][0]["row"]) == (0, 3)
    offer = session.scalars(select(Offer)).one()
    assert (offer.sku, offer.price_cents, offer.on_hand, offer.product.gtin) == ("1001", 149, 30, "04006381333931")


def test_the_stores_are_listed_with_their_offers(app: Flask, session: Session, store: Store) -> None:
    make.offer(session, store=store)
    make.offer(session, store=store, ended_at=make.NOON)
    session.commit()

    status, out, _err = run(app, "stores", "--json")

    assert status == 0
    assert json.loads(out) == [
        {
            "code": "eisen-hammer",
            "name": "Eisen Hammer",
            "city": store.city.slug,
            "lat": store.latitude,
            "lon": store.longitude,
            "offers": 1,
        }
    ]
    assert "eisen-hammer" in run(app, "stores")[1]


def test_the_stock_of_one_article_is_told_with_its_sources(app: Flask, session: Session, store: Store) -> None:
    now = utc_now()
    offer = make.offer(session, store=store, sku="A-1", on_hand=5, held=2, counted_at=now - timedelta(days=1))
    moment = now - timedelta(days=1)
    session.add(Count(offer_id=offer.id, pieces=6, source="till", counted_at=moment, recorded_at=now))
    session.add(Movement(offer_id=offer.id, kind="sale", pieces=-1, happened_at=now, recorded_at=now))
    session.commit()

    status, out, _err = run(app, "stock", "eisen-hammer", "A-1", "--json")

    found = json.loads(out)
    assert status == 0
    assert {name: found[name] for name in ("on_hand", "held", "available", "confidence")} == {
        "on_hand": 5,
        "held": 2,
        "available": 3,
        "confidence": "fresh",
    }
    assert (found["last_count"]["pieces"], found["last_count"]["source"]) == (6, "till")
    assert [(move["kind"], move["pieces"]) for move in found["movements"]] == [("sale", -1)]
    assert "available" in run(app, "stock", "eisen-hammer", "A-1")[1]


def test_an_article_the_store_does_not_have_is_a_wrong_call(app: Flask, store: Store) -> None:
    status, out, err = run(app, "stock", "eisen-hammer", "A-9", "--json")

    assert (status, out) == (2, "")
    assert "A-9" in err
