"""CHECK: what single cells say, as tills, feeds and people write them."""

from datetime import UTC, datetime, timedelta

import pytest

from marketplace.inventory.uploading import values
from marketplace.sentences.inventory import REMARKS
from tests.inventory import tables
from tests.inventory.tables import ARRIVED, rows_of, said


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


FEED = ["id", "title", "price", "availability"]


@pytest.mark.parametrize("text", ["in_stock", "in stock", "limited_availability", "auf Lager", "Vorrätig"])
def test_goods_that_are_there_without_a_number_count_as_one_with_a_remark(text: str) -> None:
    row = rows_of(["B-1", "Hammer", "9.90 EUR", text], names=FEED)[0]

    assert row.given["quantity"] == 1
    assert not row.is_refused
    assert [(fault.column, fault.value, fault.code) for fault in row.faults] == [
        ("availability", text, "quantity_at_least_one")
    ]


@pytest.mark.parametrize("text", ["out_of_stock", "out of stock", "preorder", "backorder", "on_display_to_order"])
def test_goods_that_nobody_can_take_home_today_count_as_none(text: str) -> None:
    row = rows_of(["B-1", "Hammer", "9.90 EUR", text], names=FEED)[0]

    assert (row.given["quantity"], row.faults) == (0, [])


@pytest.mark.parametrize(
    ("quantity", "availability", "codes", "counted"),
    [
        ("7", "out_of_stock", [], 7),
        ("7", "vielleicht", [], 7),
        ("", "in_stock", ["quantity_at_least_one"], 1),
        ("viele", "in_stock", ["quantity_is_word"], None),
        ("", "vielleicht", ["availability_unreadable"], None),
        ("", "", ["quantity_missing"], None),
    ],
)
def test_a_number_says_more_than_a_word_beside_it(
    quantity: str, availability: str, codes: list[str], counted: int | None
) -> None:
    row = rows_of(["B-1", "Hammer", "9,90", quantity, availability], names=[*tables.HEADER, "availability"])[0]

    assert [fault.code for fault in row.faults] == codes
    assert row.given.get("quantity") == counted


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("19.99 USD", "price_foreign_currency"),
        ("19.99 CHF", "price_foreign_currency"),
        ("$5", "price_foreign_currency"),
        ("0,00", "price_not_positive"),
        ("-5", "price_not_positive"),
        ("auf Anfrage", "price_of_service"),
        ("ab 15 €", "price_of_service"),
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


def test_a_count_of_tomorrow_is_not_believed_by_a_day() -> None:
    late = (ARRIVED + timedelta(minutes=30)).strftime("%Y-%m-%dT%H:%M+00:00")

    assert said(["A-1", "5", late], names=["id", "quantity", "counted_at"]) == [["counted_in_future"]]
