"""What is missing or broken is said in a sentence, and the last good generation goes on answering."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from search import Index, IndexDamaged, IndexMissing, Query, Stock, Writer, check
from search.files import HEAD, MAGIC, write
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


def flip(path: Path, place: int) -> None:
    data = bytearray(path.read_bytes())
    data[place] ^= 0x10
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


def test_a_file_of_another_format_is_refused(writer: Writer, tmp_path: Path) -> None:
    folder = apart(writer.folder, tmp_path)
    path = file(folder, "stores")
    data = path.read_bytes()
    path.write_bytes(HEAD.pack(MAGIC, 99, *HEAD.unpack_from(data)[2:]) + data[HEAD.size :])

    with pytest.raises(IndexDamaged, match="format 99"):
        Index.open(folder)


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
