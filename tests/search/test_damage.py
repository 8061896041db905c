"""What is missing or broken is said in a sentence, and the last good generation goes on answering."""

import json
import resource
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest

from search import Index, IndexDamaged, IndexMissing, Offer, Query, Stock, Writer, check, listed_offers
from search.files import HEAD, MAGIC, write
from search.stock import HEAD as STOCK_HEAD
from search.stock import ROW, START
from tests.search.catalogues import NOON
from tests.search.conftest import OFFERS, PRODUCTS, STORES


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-70])


def cut_to_the_head(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:10])


def lengthen(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"more")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def replace_by_foreign(path: Path) -> None:
    path.write_bytes(json.dumps({"a": "foreign file"}).encode().ljust(path.stat().st_size))


def flip_in_directory(path: Path) -> None:
    flip(path, HEAD.size + 20)


def flip(path: Path, place: int, bit: int = 0x10) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= bit
    path.write_bytes(data)


def file(folder: Path, kind: str) -> Path:
    """The one file of a kind."""
    (path,) = folder.glob(f"{kind}-*")
    return path


def apart(folder: Path, tmp_path: Path) -> Path:
    """A copy that may be broken: cutting a file that somebody has mapped kills the process."""
    return Path(shutil.copytree(folder, tmp_path / "copy"))


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


def test_the_last_good_generation_goes_on_answering(index: Index, caplog: pytest.LogCaptureFixture) -> None:
    (index.folder / "current").write_text("generation-000099\n", encoding="ascii")

    assert index.search(Query("Helm", at=NOON)).total == 1
    assert index.fault is not None
    assert "generation-000099" in index.fault
    assert "last good generation" in caplog.text


def test_a_removed_folder_leaves_an_open_index_answering_until_a_new_one_stands(writer: Writer, index: Index) -> None:
    writer.close()
    shutil.rmtree(index.folder)
    assert index.search(Query("Helm", at=NOON)).total == 1

    with Writer.open(index.folder) as another:
        another.rebuild(PRODUCTS[3:], STORES, OFFERS)

    assert index.search(Query("Helm", at=NOON)).total == 0
    assert index.search(Query("Wolle", at=NOON)).total == 1


def test_a_damaged_index_can_only_be_rebuilt(writer: Writer, tmp_path: Path) -> None:
    folder = apart(writer.folder, tmp_path)
    cut(file(folder, "segment"))

    with Writer.open(folder) as another:
        assert another.fault is not None
        with pytest.raises(IndexDamaged):
            another.set_stock([Stock(10, 1, 1, NOON)])
        with pytest.raises(IndexDamaged):
            another.publish()
        with pytest.raises(IndexDamaged):
            another.merge_step()
        another.rebuild(PRODUCTS, STORES, OFFERS)
        assert another.fault is None
        another.set_stock([Stock(10, 1, 1, NOON)])

    assert check(folder) == []
    assert Index.open(folder).search(Query("Helm", at=NOON)).total == 1


def test_what_a_broken_writing_left_behind_is_swept_away(writer: Writer) -> None:
    (writer.folder / "segment-000777.part").write_bytes(b"half a segment")
    (writer.folder / "segment-000778.arrays").write_bytes(b"never named by a generation")

    writer.put_stores([STORES[0]])
    writer.publish()

    assert {path.suffix for path in writer.folder.iterdir()} == {".arrays", ""}
    assert not list(writer.folder.glob("segment-00077*"))


def test_a_failed_publication_changes_nothing_and_can_be_repeated(
    writer: Writer, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError("No space left on device")

    writer.remove_products([3])
    with monkeypatch.context() as broken:
        broken.setattr("search.holding.point", full)
        with pytest.raises(OSError, match="No space"):
            writer.publish()
    assert index.search(Query("Helm", at=NOON)).total == 1

    writer.publish()

    assert index.search(Query("Helm", at=NOON)).total == 0
    assert check(writer.folder) == []


@contextmanager
def small_disk(most_bytes: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.parametrize("most_bytes", [0, 100, 1_000, 4_000, 10_000])
def test_a_full_disk_leaves_the_last_generation_and_the_work_can_be_done_again(
    writer: Writer, index: Index, most_bytes: int
) -> None:
    many = [Offer(100 + key, 5, 2, 500, 1, NOON) for key in range(2_000)]
    writer.put_products([replace(PRODUCTS[3], title="Garn")])
    writer.put_offers(many)

    with small_disk(most_bytes):
        with pytest.raises(OSError, match="File too large"):
            writer.publish()
        assert writer.set_stock([Stock(40, 650, 1, NOON)]) == [], "stock changes need no room"
        assert index.search(Query("Wolle", at=NOON)).hits[0].price_cents == 650
        assert check(writer.folder) == []
        with pytest.raises(OSError, match="File too large"):
            writer.rebuild(PRODUCTS, STORES, many)
        assert index.search(Query("Wolle", at=NOON)).total == 1
        assert Index.open(writer.folder).search(Query("Teekanne", at=NOON)).total == 0

    writer.put_products([replace(PRODUCTS[3], title="Garn")])
    writer.put_offers(many)
    writer.publish()
    assert index.search(Query("Garn", at=NOON)).hits[0].price_cents == 650
    assert index.search(Query("Teekanne", at=NOON)).total == 1
    assert check(writer.folder) == []
    assert not list(writer.folder.glob("*.part"))
