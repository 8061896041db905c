"""Without room on the disk the last generation stays, and the work can be done again when there is room."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from search import Index, Offer, Query, Stock, Writer, check
from search.holding import Layout
from tests.search.asking import total
from tests.search.catalogues import NOON
from tests.search.conftest import PRODUCTS, STORES, WEST


def full(*_: object) -> None:
    raise OSError("No space left on device")


def merge(writer: Writer) -> None:
    """Join small segments until all is well."""
    while writer.merge_step():
        pass


def files(writer: Writer) -> set[str]:
    """The names of the files in an index's folder."""
    return {path.name for path in writer.folder.iterdir()}


@contextmanager
def small_disk(most_bytes: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_failed_publication_changes_nothing_and_can_be_repeated(
    writer: Writer, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.remove_products([3])
    with monkeypatch.context() as broken:
        broken.setattr("search.holding.point", full)
        with pytest.raises(OSError, match="No space"):
            writer.publish()
    assert index.search(Query("Helm", at=NOON)).total == 1

    writer.publish()

    assert index.search(Query("Helm", at=NOON)).total == 0
    assert check(writer.folder) == []


@pytest.mark.parametrize("most_bytes", [0, 100, 1_000, 4_000, 10_000])
def test_a_full_disk_leaves_the_last_generation_and_the_work_can_be_done_again(
    writer: Writer, index: Index, most_bytes: int
) -> None:
    many = [Offer(100 + key, 5, 2, 500, 1, NOON) for key in range(2_000)]
    writer.put_products([replace(PRODUCTS[3], title="Garn")])
    writer.put_offers(many)
    before = files(writer)

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
        assert files(writer) == before, "what could not be finished takes no room"

    writer.put_products([replace(PRODUCTS[3], title="Garn")])
    writer.put_offers(many)
    writer.publish()
    assert index.search(Query("Garn", at=NOON)).hits[0].price_cents == 650
    assert index.search(Query("Teekanne", at=NOON)).total == 1
    assert check(writer.folder) == []


@pytest.mark.parametrize("step", ["search.segments.write", "search.holding.write_generation", "search.holding.point"])
def test_a_full_disk_holds_up_merging_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    with Writer.open(tmp_path, layout=Layout(tiled_from_offers=0, most_small=1)) as writer:
        writer.put_stores(STORES)
        for product in PRODUCTS[:4]:
            writer.put_products([product])
            writer.put_offers([Offer(product.id, product.id, WEST, 700, 1, NOON)])
            writer.publish()
        before = files(writer)

        with monkeypatch.context() as broken:
            broken.setattr(step, full)
            with pytest.raises(OSError, match="No space"):
                merge(writer)
        left = files(writer)
        writer.put_products([replace(PRODUCTS[3], title="Garn")])
        writer.publish()
        merge(writer)

        assert left == before
        assert check(tmp_path) == []
        assert len(list(tmp_path.glob("segment-*"))) == 1
        assert [total(Index.open(tmp_path), text) for text in ("Helm", "Garn", "Wolle")] == [1, 1, 0]
