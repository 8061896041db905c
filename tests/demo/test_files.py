from datetime import timedelta
from pathlib import Path

import pytest

from marketplace.config import ROOT
from marketplace.demo.files import SeedFault, age, categories, measure, shelf, things
from tests.demo import seeds


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("500 g", (500, "kg")),
        ("1 kg", (1000, "kg")),
        ("1,5 l", (1500, "l")),
        ("330 ml", (330, "l")),
        ("80 cm", (800, "m")),
        ("10 m", (10_000, "m")),
        ("2,5 m2", (2500, "m2")),
        ("38", None),
        ("XL", None),
        ("", None),
        ("3 Stück", None),
        ("1,2,3 l", None),
    ],
)
def test_a_measure_is_read_as_thousandths_of_its_unit(text, read):
    assert measure(text) == read


@pytest.mark.parametrize(
    ("text", "read"), [("20m", timedelta(minutes=20)), ("2h", timedelta(hours=2)), ("9d", timedelta(days=9))]
)
def test_an_age_is_minutes_hours_or_days(text, read):
    assert age(text) == read


@pytest.mark.parametrize("text", ["", "d", "9", "9w", "-1d", "1.5h"])
def test_other_ages_are_refused(text):
    with pytest.raises((KeyError, ValueError)):
        age(text)


def test_a_thing_has_a_variant_for_each_size_and_colour(tmp_path):
    folder = seeds.write(tmp_path)

    assam, pot = things(folder, {"essen", "essen/tee"})

    assert [(one.index, one.size, one.colour) for one in assam.variants] == [(0, "100 g", ""), (1, "250 g", "")]
    assert [(one.size, one.colour) for one in pot.variants] == [("", "blau"), ("", "rot")]
    assert assam.attributes == {"Herkunft": "Indien", "Allergene": "keine"}
    assert (assam.is_own, pot.is_own) == (False, True)


def test_departments_come_before_their_leaves(tmp_path):
    rows = categories(seeds.write(tmp_path))

    assert [row["slug"] for row in rows] == ["essen", "essen/tee"]


def test_a_shelf_row_names_its_pieces_by_variant(tmp_path):
    first, second = shelf(seeds.write(tmp_path), "teehaus")

    assert (first.price_cents, first.pieces, first.age) == (790, {"100_g": 3, "250_g": 0}, timedelta(minutes=20))
    assert (second.pieces, second.place, second.where) == ({"blau": 2}, "", "teehaus.csv, line 3")


def broken(folder: Path, file: str, old: str, new: str) -> Path:
    path = seeds.write(folder) / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("7,90;", "billig;", "teehaus.csv, line 2: price, pieces or age cannot be read."),
        ("7,90;", "0,00;", "teehaus.csv, line 2: price, pieces or age cannot be read."),
        ("100_g:3", "100_g:-3", "teehaus.csv, line 2: price, pieces or age cannot be read."),
        ("100_g:3", "250_g:3", "teehaus.csv, line 2: price, pieces or age cannot be read."),
        ("9d", "9 Tage", "teehaus.csv, line 3: price, pieces or age cannot be read."),
        ("kanne;", "assam;29,00;100_g:1;9d;\nkanne;", "teehaus.csv, line 3: assam stands twice."),
        ("9d;", "9d", "teehaus.csv, line 3: the number of fields does not fit the header."),
        ("R1", "R1;R2", "teehaus.csv, line 2: the number of fields does not fit the header."),
        ("pieces", "stock", "teehaus.csv, line 1: the columns must be product;price;pieces;counted;place."),
    ],
)
def test_a_broken_shelf_is_refused_with_file_and_line(tmp_path, old, new, fault):
    folder = broken(tmp_path, "shelves/teehaus.csv", old, new)

    with pytest.raises(SeedFault) as refused:
        shelf(folder, "teehaus")

    assert str(refused.value) == fault


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("10002", "10001", "essen.csv, line 3: kanne or 10001 stands twice."),
        ("kanne", "assam", "essen.csv, line 3: assam or 10002 stands twice."),
        ("essen/tee", "essen/kaffee", "essen.csv, line 2: essen/kaffee is no category."),
        ("10002", "zwei", "essen.csv, line 3: 'zwei' is no number of 5 digits."),
        ("10002", "100002", "essen.csv, line 3: '100002' is no number of 5 digits."),
    ],
)
def test_a_broken_product_is_refused_with_file_and_line(tmp_path, old, new, fault):
    folder = broken(tmp_path, "products/essen.csv", old, new)

    with pytest.raises(SeedFault) as refused:
        things(folder, {"essen", "essen/tee"})

    assert str(refused.value) == fault


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("essen/tee;essen", "essen;", "essen.csv, line 3: essen stands twice."),
        ("essen/tee;essen", "essen/tee;trinken", "essen.csv, line 3: trinken is no category above it."),
    ],
)
def test_a_broken_category_is_refused_with_file_and_line(tmp_path, old, new, fault):
    folder = broken(tmp_path, "categories/essen.csv", old, new)

    with pytest.raises(SeedFault) as refused:
        categories(folder)

    assert str(refused.value) == fault


def test_the_seed_files_are_written_for_people():
    for path in sorted((ROOT / "seed_data").rglob("*.csv")):
        content = path.read_bytes()

        assert b"\r" not in content, path.name
        assert content.decode("utf-8").endswith("\n"), path.name
