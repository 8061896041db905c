"""After damage the last good generation goes on answering, until the index is built anew."""

import shutil
from pathlib import Path

import pytest

from search import Index, IndexDamaged, Query, Stock, Writer, check
from tests.search.catalogues import NOON
from tests.search.conftest import OFFERS, PRODUCTS, STORES
from tests.search.harming import apart, cut, file


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
