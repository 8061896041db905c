"""The index as a whole: built anew, missing, damaged, kept by one writer."""

import pytest

import search
from marketplace.finder import indexing
from tests import make
from tests.finder.indexing.conftest import found, offer
from tests.make import NOON


def test_a_rebuild_tells_how_far_it_is(town):
    for number in range(3):
        offer(town, f"Tasse {number}")
    told: list[tuple[int, int]] = []

    indexing.rebuild(town, NOON, lambda done, total: told.append((done, total)))

    assert told[-1] == (3, 3)


def test_a_rebuild_leaves_out_what_shoppers_do_not_see(app, town):
    there = offer(town, "Wasserkocher")
    offer(town, "Pfanne", ended_at=NOON)
    offer(town, "Topf", store=make.store(town, is_public=False))

    indexing.rebuild(town, NOON)

    assert found(app).keys() == {there.product.group_id}


def test_an_index_is_missing_damaged_or_well(app, town):
    folder = indexing.folder()
    assert not indexing.needs_rebuild()

    for path in folder.glob("generation-*"):
        path.write_bytes(path.read_bytes()[:-9])
    assert indexing.needs_rebuild()

    for path in folder.iterdir():
        path.unlink()
    assert indexing.needs_rebuild()


def test_a_removed_folder_is_noticed(app, town):
    assert not indexing.is_lost()

    (indexing.folder() / "lock").unlink()

    assert indexing.is_lost()


def test_there_is_one_writer(app, town):
    with pytest.raises(search.IndexLocked):
        search.Writer.open(indexing.folder())

    indexing.close_writer()

    search.Writer.open(indexing.folder()).close()
