"""READ: every encoding, delimiter and kind of file, and what is no inventory file at all."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.errors import Invalid
from marketplace.inventory.uploading import columns, header, reading
from marketplace.inventory.uploading.lines import Line
from tests.inventory import tables

UMLAUTS = [["Artikelnummer", "Bezeichnung", "Größe"], ["A-1", "Grüße aus der Küche, süß", "38½"]]


def read(content: bytes) -> list[Line]:
    return reading.read(content, 2_000_000, 5_000)[0]


def cells(content: bytes) -> list[list[str]]:
    return [line.cells for line in read(content)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_encodings_and_delimiters_are_recognised(encoding: str, delimiter: str) -> None:
    assert cells(tables.text(UMLAUTS, delimiter, encoding)) == UMLAUTS


def test_a_quoted_line_break_belongs_to_its_cell_and_counts_as_no_row() -> None:
    content = tables.text([["sku", "title"], ["A-1", "Zwei\nZeilen"], ["A-2", "Eine"]])

    assert [(line.row, line.cells[1]) for line in read(content)] == [(1, "title"), (2, "Zwei\nZeilen"), (3, "Eine")]


def test_blank_lines_are_left_out_but_counted() -> None:
    assert [line.row for line in read(b"sku;title\r\n\r\nA-1;Topf\r\n")] == [1, 3]


def test_the_line_that_names_the_delimiter_is_no_row() -> None:
    assert [(line.row, line.cells) for line in read(b"sep=|\r\nsku|title\r\nA;b|c\r\n")][1] == (2, ["A;b", "c"])


def test_inch_marks_in_a_tab_separated_file_are_no_quotes() -> None:
    assert cells(b'id\ttitle\tprice\nA-1\t"19 Zoll"-Schrank\t9\nA-2\t"2"" Rohr\t5\n')[2][2] == "5"


def test_a_quote_that_is_never_closed_refuses_the_file_and_names_the_row() -> None:
    with pytest.raises(Invalid) as refusal:
        read(b'sku;title\r\nA-1;"offen\r\nA-2;zu\r\n')

    assert refusal.value.code == "upload_quotes"
    assert refusal.value.values == {"row": 2}


def test_numbers_and_dates_of_a_workbook_are_kept_as_typed() -> None:
    book = tables.xlsx(
        [
            ["Artikelnummer", "EAN", "Preis", "Bestand", "Gezählt am"],
            [1001, 4006381333931, 12.9, 3, datetime(2026, 11, 20, 18, 30)],
            ["007", "8,72E+12", 1.234, 2.5, date(2026, 11, 20)],
        ]
    )

    assert cells(book)[1] == ["1001", "4006381333931", "12.9", "3", "2026-11-20 18:30:00"]
    assert cells(book)[2] == ["007", "8,72E+12", "1.2340", "2.5", "2026-11-20"]


def test_rows_of_a_workbook_keep_the_numbers_that_excel_shows() -> None:
    assert [line.row for line in read(tables.xlsx([["sku", "title"], [], [], ["A-1", "Topf"]]))] == [1, 4]


def zipped(names: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as parts:
        for name, content in names.items():
            parts.writestr(name, content)
    return written.getvalue()


FAR = b'<worksheet><sheetData><row r="4999"><c r="XFD4999"><v>1</v></c></row></sheetData></worksheet>'
DEEP = b'<worksheet><sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "upload_empty"),
        (b"\xef\xbb\xbf \r\n", "upload_empty"),
        (b"%PDF-1.7 inventory", "upload_no_table"),
        (b"\x89PNG\r\n\x1a\n....", "upload_no_table"),
        (bytes(range(256)) * 20, "upload_no_table"),
        (bytes(n for n in range(1, 128)) * 20, "upload_no_table"),
        (b"<html><table><tr><td>sku</td></tr></table></html>", "upload_no_table"),
        (zipped({"letter.txt": b"hello"}), "upload_no_table"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "upload_format_unread"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "upload_format_unread"),
        (b"<?xml version='1.0'?><rss></rss>", "upload_format_unread"),
        (b"PK\x03\x04 broken", "upload_damaged"),
        (zipped({"xl/workbook.xml": b"<workbook/>"}), "upload_damaged"),
        (b"sku;title\r\n\x81\x8d;\xff\xfe\r\n", "upload_encoding"),
        (b"sku;title\r\n" * 5_001, "upload_too_many_rows"),
        (b"sku;title\r\n" + b"x" * 2_000_000, "upload_too_big"),
        (zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": FAR}), "upload_too_big_unpacked"),
        (zipped({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": DEEP}), "upload_too_many_rows"),
        (zipped({"xl/workbook.xml": b"<workbook/>", "xl/bomb.bin": bytes(300_000_001)}), "upload_too_big_unpacked"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_inventory_file_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read(content)

    assert refusal.value.code == code


@pytest.mark.parametrize("name", [name for names in columns.NAMES.values() for name in names])
def test_a_column_name_means_one_column(name: str) -> None:
    meant = {
        field
        for field, names in columns.NAMES.items()
        for other in names
        if columns.folded(other) == columns.folded(name)
    }

    assert len(meant) == 1


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("ARTIKELNUMMER", "sku"),
        ("Art.-Nr.", "sku"),
        ("g:id", "sku"),
        ("Preis (€)", "price"),
        ("Preis/VK", "price"),
        ("Bestand [Stk]", "quantity"),
        ("Groesse", "size"),
        ("product_type", "category"),
        ("instore_product_location", "place"),
    ],
)
def test_column_names_are_recognised_however_they_are_written(name: str, field: str) -> None:
    assert columns.meaning(name)[0] == field


@pytest.mark.parametrize("name", ["Preis (netto)", "EK", "Lieferant", ""])
def test_other_columns_are_left_alone(name: str) -> None:
    assert columns.meaning(name) is None


def test_a_letterhead_above_the_header_is_skipped() -> None:
    letterhead = [["Eisenwaren Muster"], ["Bestandsliste vom", "23.11.2026"], []]
    content = tables.text([*letterhead, tables.HEADER, ["A-1", "Hammer", "9,90", "3"]])

    layout = header.recognise(reading.read(content, 1_000, 100), 100)

    assert layout.names == tables.HEADER
    assert [(line.row, line.cells[0]) for line in layout.lines] == [(5, "A-1")]


def test_of_two_columns_for_the_price_the_more_telling_one_counts() -> None:
    layout = header.recognise([[Line(1, ["sku", "Einzelpreis", "VK"]), Line(2, ["A-1", "3", "9"])]], 100)

    assert layout.places["price"] == 2


@pytest.mark.parametrize(
    ("rows", "code", "values"),
    [
        ([["Hallo", "Welt"], ["1", "2"]], "upload_header_missing", {"found": "Hallo, Welt"}),
        ([["Name", "VK"], ["a", "1"]], "upload_columns_missing", {"found": "Name, VK", "missing": "Artikelnummer"}),
        ([["sku", "Preis", "preis"], ["1", "2", "3"]], "upload_column_twice", {"column": "preis"}),
        ([["sku", "Preis"]], "upload_no_rows", {}),
        ([["sku", "Preis"], *[["1", "2"]] * 11], "upload_too_many_rows", {"most": 10}),
    ],
)  # fmt: skip
def test_a_table_without_a_usable_header_is_refused_with_what_was_found(
    rows: list[list[str]], code: str, values: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refusal:
        header.recognise([[Line(n, row) for n, row in enumerate(rows, start=1)]], 10)

    assert (refusal.value.code, refusal.value.values) == (code, values)


letters = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"], exclude_characters="\xad"), max_size=8)
cell = st.one_of(letters, st.sampled_from(['"', ";,|\t", "zwei\nZeilen", 'ein "Wort"', " "]))


@given(
    rows=st.lists(st.lists(cell, min_size=4, max_size=4), max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]),
    delimiter=st.sampled_from([";", ",", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_any_table_is_given_back_as_it_was_written(
    rows: list[list[str]], encoding: str, delimiter: str, end: str
) -> None:
    rows = [["Artikelnummer", "Größe", "Bezeichnung", "Stück"], *rows]

    assert cells(tables.text(rows, delimiter, encoding, end)) == [row for row in rows if any(row)]
