"""CHECK: every row is read and judged before any is written."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace.errors import Invalid
from marketplace.inventory.uploading import checking, header, values
from marketplace.inventory.uploading.checking import Row
from marketplace.inventory.uploading.lines import Line
from marketplace.sentences.inventory import REMARKS
from tests import make
from tests.inventory import tables
from tests.inventory.tables import ARRIVED, goods


def rows_of(*rows: list[str], names: list[str] | None = None) -> list[Row]:
    lines = [Line(n, cells) for n, cells in enumerate([names or tables.HEADER, *rows], start=1)]
    layout = header.recognise([lines], 100)
    found = checking.check(layout, "laden", ARRIVED)
    checking.refuse_incomplete(layout, found, known={"A-1"})
    return found


def said(*rows: list[str], names: list[str] | None = None) -> list[list[str]]:
    return [[fault.code for fault in row.faults] for row in rows_of(*rows, names=names)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        *[("12", 12), ("26.067,00", 26_067), ("1.000", 1_000), ("3,00", 3), ("4.0", 4), ("0", 0), ("0,000", 0)],
        *[("3 Stk", 3), ("7 Stück", 7), ("1'200", 1_200), ("+5", 5), ("12 345", 12_345), ("999.999", 999_999)],
        *[("2,0000", 2), ("1,234.00", 1_234)],
    ],
)
def test_pieces_are_read_as_tills_write_them(text: str, pieces: int) -> None:
    assert values.pieces(text) == (pieces, None)


@pytest.mark.parametrize("text", ["-3", "3-", "−1", "-26.067,00"])
def test_negative_stock_counts_as_none_with_a_remark(text: str) -> None:
    assert values.pieces(text) == (0, "quantity_negative")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("auf Lager", "quantity_is_word"),
        ("ja", "quantity_is_word"),
        ("mehr als 10", "quantity_unreadable"),
        (">10", "quantity_unreadable"),
        ("2,5", "quantity_not_whole"),
        ("1,000", "quantity_ambiguous"),
        ("4006381333931", "quantity_too_large"),
    ],
)
def test_what_is_no_number_of_pieces_is_refused(text: str, code: str) -> None:
    assert said(["A-1", "Hammer", "9,90", text]) == [[code]]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("19.99 USD", "price_foreign_currency"),
        ("19.99 CHF", "price_foreign_currency"),
        ("$5", "price_foreign_currency"),
        ("0,00", "price_not_positive"),
        ("-5", "price_not_positive"),
        ("auf Anfrage", "price_unreadable"),
    ],
)
def test_what_is_no_price_in_euros_is_refused(text: str, code: str) -> None:
    assert said(["A-1", "Hammer", text, "3"]) == [[code]]


@pytest.mark.parametrize("text", ["19.99 EUR", "19,99 €", "€ 19,99", "19,99"])
def test_prices_of_feeds_and_tills_are_read(text: str) -> None:
    assert rows_of(["A-1", "Hammer", text, "3"])[0].given["price"] == 1999


@pytest.mark.parametrize(
    ("text", "code", "given"),
    [
        ("4006381333931", [], "04006381333931"),
        ("4006381333932", ["gtin_wrong_check_digit"], None),
        ("12345", ["gtin_unreadable"], None),
        ("2000000000008", ["gtin_in_store"], None),
        ("8,72E+12", ["gtin_destroyed"], None),
        ('="4006381333931"', [], "04006381333931"),
        ("0", [], None),
        ("-", [], None),
    ],
)
def test_a_barcode_is_a_key_only_if_it_is_one(text: str, code: list[str], given: str | None) -> None:
    row = rows_of(["A-1", "Hammer", "9,90", "3", text], names=[*tables.HEADER, "EAN"])[0]

    assert [fault.code for fault in row.faults] == code
    assert row.given.get("gtin") == given
    assert row.is_refused == bool(code and code[0] not in REMARKS)


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


def test_text_beyond_the_limit_is_refused() -> None:
    assert said(["A-1", "x" * 301, "9", "3"]) == [["text_too_long"]]


def test_signs_that_nobody_sees_are_taken_out() -> None:
    assert rows_of(["A-1", " Ham\x00mer\xa0\x1f ", "9", "3"])[0].given["title"] == "Hammer"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("20.11.2026 18:30", datetime(2026, 11, 20, 17, 30, tzinfo=UTC)),
        ("2026-11-20T18:30:00+01:00", datetime(2026, 11, 20, 17, 30, tzinfo=UTC)),
        ("2026-11-20 18:30", datetime(2026, 11, 20, 17, 30, tzinfo=UTC)),
        ("20.11.2026", datetime(2026, 11, 20, 22, 59, 59, tzinfo=UTC)),
        ("23.11.2026", ARRIVED),
        ("23.11.2026 12:05", ARRIVED),
    ],
)
def test_the_moment_of_a_count_is_read_in_the_clock_of_the_city(text: str, moment: datetime) -> None:
    row = rows_of(["A-1", "5", text], names=["id", "quantity", "Gezählt am"])[0]

    assert (row.given["counted_at"], row.faults) == (moment, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("24.11.2026", "counted_in_future"),
        ("23.11.2026 13:00", "counted_in_future"),
        ("31.2.2026", "moment_unreadable"),
    ],
)
def test_a_moment_that_cannot_be_is_refused(text: str, code: str) -> None:
    assert said(["A-1", "5", text], names=["id", "quantity", "Gezählt am"]) == [[code]]


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("500 g", (500, "kg")),
        ("0,75 l", (750, "l")),
        ("1.5kg", (1500, "kg")),
        ("2 m²", (2000, "m2")),
        ("12 Stück", None),
    ],
)
def test_measures_become_thousandths_of_the_unit_of_unit_prices(text: str, measure: tuple[int, str] | None) -> None:
    assert values.measure(text) == (measure, None)


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


def test_a_count_of_tomorrow_is_not_believed_by_a_day() -> None:
    late = (ARRIVED + timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M+00:00")

    assert said(["A-1", "5", late], names=["id", "quantity", "counted_at"]) == [["counted_in_future"]]


def test_deposit_rows_are_goods_like_others(session: Session) -> None:
    store = make.store(session)
    session.commit()

    found = tables.checked(session, store, goods(["PF-1", "Pfand Mehrweg", "0,15", "-12"]))

    assert tables.codes(found) == [["quantity_negative"]]
    assert len(found.good) == 1
