"""CHECK: every row is judged by itself and against its neighbours before any is written."""

import pytest
from sqlalchemy.orm import Session

from marketplace.errors import Invalid
from marketplace.inventory.uploading import checking, header
from marketplace.inventory.uploading.lines import Line
from tests import make
from tests.inventory import tables
from tests.inventory.tables import ARRIVED, goods, rows_of, said


def test_every_fault_of_a_row_is_named_with_its_column_and_value() -> None:
    faults = rows_of(["", "Hammer", "teuer", "viele"])[0].faults

    assert [(fault.column, fault.value, fault.code) for fault in faults] == [
        ("Preis", "teuer", "price_unreadable"),
        ("Bestand", "viele", "quantity_is_word"),
        ("Artikelnummer", "", "sku_missing"),
    ]


def test_the_same_sku_twice_refuses_each_such_row() -> None:
    found = rows_of(["A-1", "Hammer", "9", "3"], ["A-2", "Säge", "8", "1"], ["A-1", "Zange", "7", "2"])

    assert [[fault.code for fault in row.faults] for row in found] == [["sku_twice"], [], ["sku_twice"]]
    assert found[0].faults[0].values == {"value": "A-1", "rows": "2, 4"}


def test_goods_new_to_the_store_need_title_price_and_quantity() -> None:
    assert said(["A-9", "", "", ""]) == [["title_missing", "price_missing", "quantity_missing"]]


def test_goods_the_store_knows_need_only_what_changes() -> None:
    row = rows_of(["A-1", "", "", "7"])[0]

    assert (row.given, row.faults) == ({"quantity": 7}, [])


def test_a_row_with_more_cells_than_the_header_is_refused() -> None:
    assert said(["A-1", "Hammer", "12", "90", "3"]) == [["row_too_long"]]


def test_empty_cells_beyond_the_header_are_no_fault() -> None:
    assert said(["A-1", "Hammer", "12", "3", "", " "]) == [[]]


def test_a_row_of_another_store_is_refused() -> None:
    assert said(["A-1", "5", "anderer"], names=["id", "quantity", "store_code"]) == [["other_store"]]


def test_a_file_that_could_only_change_goods_is_refused_where_there_are_none(session: Session) -> None:
    store = make.store(session)

    with pytest.raises(Invalid) as refusal:
        tables.checked(session, store, tables.text([["sku", "Bestand"], ["A-1", "3"]]))

    assert refusal.value.code == "upload_columns_missing"
    assert refusal.value.values["missing"] == "Bezeichnung, Preis"


def test_progress_is_told_while_rows_are_checked(session: Session) -> None:
    layout = header.recognise(
        [[Line(1, tables.HEADER), *[Line(n, [str(n), "x", "1", "1"]) for n in range(2, 5002)]]], 9_999
    )
    told: list[int] = []

    checking.check(layout, "laden", ARRIVED, told.append)

    assert told == [2000, 4000]


def test_deposit_rows_are_goods_like_others(session: Session) -> None:
    store = make.store(session)
    session.commit()

    found = tables.checked(session, store, goods(["PF-1", "Pfand Mehrweg", "0,15", "-12"]))

    assert tables.codes(found) == [["quantity_negative"]]
    assert len(found.good) == 1
