"""What is missing or broken is said in a sentence."""

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from search import Index, IndexDamaged, IndexMissing, Writer, check, listed_offers
from search.files import HEAD, MAGIC, write
from search.stock import HEAD as STOCK_HEAD
from search.stock import ROW, START
from tests.search.conftest import OFFERS, PRODUCTS, STORES
from tests.search.harming import (
    apart,
    cut,
    cut_to_the_head,
    empty,
    file,
    flip,
    flip_in_directory,
    lengthen,
    replace_by_foreign,
)


def test_a_folder_without_an_index_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(IndexMissing, match="no index"):
        Index.open(tmp_path)
    with pytest.raises(IndexMissing):
        Index.open(tmp_path / "nowhere")
    assert len(check(tmp_path)) == 1


HARMS = [cut, cut_to_the_head, lengthen, empty, replace_by_foreign, Path.unlink]


@pytest.mark.parametrize(
    ("kind", "harm"),
    [
        *((kind, harm) for kind in ("generation", "segment", "stores", "stock") for harm in HARMS),
        *((kind, flip_in_directory) for kind in ("generation", "segment", "stores")),
    ],
)
def test_a_broken_file_is_noticed_at_open(
    writer: Writer, tmp_path: Path, kind: str, harm: Callable[[Path], None]
) -> None:
    folder = apart(writer.folder, tmp_path)
    harm(file(folder, kind))

    with pytest.raises(IndexDamaged, match="anew"):
        Index.open(folder)
    assert len(check(folder)) == 1


@pytest.mark.parametrize("version", [1, 99])
def test_a_file_of_an_older_or_newer_format_is_refused_and_built_anew(
    writer: Writer, tmp_path: Path, version: int
) -> None:
    folder = apart(writer.folder, tmp_path)
    path = file(folder, "stores")
    data = path.read_bytes()
    path.write_bytes(HEAD.pack(MAGIC, version, *HEAD.unpack_from(data)[2:]) + data[HEAD.size :])

    with pytest.raises(IndexDamaged, match=f"format {version}, not"):
        Index.open(folder)
    with Writer.open(folder) as another:
        another.rebuild(PRODUCTS, STORES, OFFERS)
    assert check(folder) == []


def test_an_index_of_another_formula_is_refused(writer: Writer, tmp_path: Path) -> None:
    folder = apart(writer.folder, tmp_path)
    write(file(folder, "generation"), {}, {"baked": "other"})

    with pytest.raises(IndexDamaged, match="field weights"):
        Index.open(folder)


@pytest.mark.parametrize("words", [b"", b"../../etc/passwd", b"\xff\xfe", b"generation-999999\n"])
def test_a_pointer_to_nothing_is_refused(writer: Writer, tmp_path: Path, words: bytes) -> None:
    folder = apart(writer.folder, tmp_path)
    (folder / "current").write_bytes(words)

    with pytest.raises(IndexDamaged):
        Index.open(folder)


@pytest.mark.parametrize("kind", ["segment", "stores"])
def test_a_flipped_byte_is_found_by_check(writer: Writer, tmp_path: Path, kind: str) -> None:
    folder = apart(writer.folder, tmp_path)
    assert check(folder) == []

    flip(file(folder, kind), file(folder, kind).stat().st_size // 3 * 2)

    Index.open(folder)
    (fault,) = check(folder)
    assert fault.startswith("The checksum of ")
    assert kind in fault


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("kind", ["generation", "segment", "stores", "current"])
def test_a_flipped_bit_anywhere_is_noticed(writer: Writer, tmp_path: Path, kind: str, seed: int) -> None:
    folder, random = apart(writer.folder, tmp_path), Random(seed)
    path = folder / kind if kind == "current" else file(folder, kind)
    size = path.stat().st_size - (kind == "current")  # the line's end may be any white space

    flip(path, random.randrange(size), 1 << random.randrange(8))

    assert check(folder) != []


STOCK_COLUMNS = {"words": (0, 8), "offers": (8, 8), "products": (16, 8), "stores": (24, 4)}


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("column", STOCK_COLUMNS)
def test_a_flipped_bit_of_the_stock_column_is_noticed_by_check_or_by_comparing(
    writer: Writer, tmp_path: Path, column: str, seed: int
) -> None:
    folder, random = apart(writer.folder, tmp_path), Random(seed)
    path = file(folder, "stock")
    capacity = (path.stat().st_size - START) // ROW
    before, width = STOCK_COLUMNS[column]

    flip(path, START + before * capacity + random.randrange(width * len(OFFERS)), 1 << random.randrange(8))

    assert check(folder) or list(listed_offers(folder)) != list(listed_offers(writer.folder))


@pytest.mark.parametrize("place", range(STOCK_HEAD.size))
def test_a_flipped_bit_in_the_head_of_the_stock_file_is_noticed_at_open(
    writer: Writer, tmp_path: Path, place: int
) -> None:
    folder = apart(writer.folder, tmp_path)

    flip(file(folder, "stock"), place)

    with pytest.raises(IndexDamaged, match="stock"):
        Index.open(folder)
