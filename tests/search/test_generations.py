"""Generations follow each other: files come, grow, are joined, built anew and go."""

from pathlib import Path

from search import (
    Index,
    Offer,
    Point,
    Product,
    Query,
    Stock,
    Store,
    Writer,
    check,
)
from search.holding import Layout
from search.stock import LEAST_SPARE
from tests.search.agreeing import assert_agreement
from tests.search.asking import total
from tests.search.brute import Shelves
from tests.search.catalogues import DAY, MARKET, NOON
from tests.search.conftest import BERGHAUS, HELMET, OFFERS, PRODUCTS, STORES, TEAPOT, WEST, WOOL


def stock_bytes(writer: Writer) -> int:
    """The size of the stock file."""
    (path,) = writer.folder.glob("stock-*")
    return path.stat().st_size


def test_old_files_are_removed_and_readers_that_map_them_go_on(writer: Writer, index: Index) -> None:
    before = set(writer.folder.glob("*.arrays"))
    old = index._snapshot
    writer.put_products([Product(product.id, f"{product.title} neu") for product in PRODUCTS])
    writer.publish()

    assert len(before & set(writer.folder.glob("*.arrays"))) == 2, "stock and stores stay"
    assert len(old.layers[0].segment.everywhere.stores) == len(OFFERS)
    assert total(index, "neu") == 4


def test_the_stock_column_grows_when_its_spare_slots_are_used_up(writer: Writer, index: Index) -> None:
    many = 3 * LEAST_SPARE
    writer.put_offers(Offer(1_000 + number, TEAPOT, WEST, 500 + number, 1, NOON) for number in range(many))
    writer.publish()
    writer.set_stock([Stock(10, 1, 1, NOON)])

    assert index.search(Query("Teekanne", at=NOON)).hits[0].price_cents == 500
    assert index.search(Query("Alpin", at=NOON)).hits[0].price_cents == 1
    assert check(writer.folder) == []


def test_what_is_published_survives_the_writer(writer: Writer) -> None:
    writer.put_products([Product(WOOL, "Garn")])
    writer.publish()
    writer.set_stock([Stock(40, 1, 1, NOON)])
    writer.close()

    with Writer.open(writer.folder) as another:
        another.put_offers([Offer(41, WOOL, BERGHAUS, 600, 1, NOON)])
        another.publish()

    hit = Index.open(writer.folder).search(Query("Garn", near=MARKET, at=NOON)).hits[0]
    assert (hit.store, hit.price_cents, hit.stores) == (BERGHAUS, 1, 2)


def test_a_rebuild_replaces_everything_and_tells_how_far_it_is(writer: Writer, index: Index) -> None:
    told: list[int] = []
    products = (Product(100 + number, f"Tasse {number}") for number in range(5_000))
    offers = (Offer(number, 100 + number, WEST, number, 1, NOON) for number in range(5_001))

    published = writer.rebuild(products, STORES, offers, told.append)

    assert published.skipped == (5_000,)
    assert told == [2_048, 4_096, 5_000]
    assert total(index) == 5_000
    assert total(index, "Wolle") == 0
    assert check(writer.folder) == []


def test_in_a_rebuild_the_last_word_about_an_id_counts(writer: Writer, index: Index) -> None:
    twice = [Product(number % 3_000, f"Tasse {number // 3_000}") for number in range(6_000)]
    offers = [Offer(1, 7, WEST, 100, 1, NOON), Offer(1, 8, WEST, 200, 1, NOON)]

    writer.rebuild(twice, STORES, offers)

    assert [(hit.id, hit.price_cents) for hit in index.search(Query("Tasse 1", at=NOON)).hits] == [(8, 200)]
    assert check(writer.folder) == []


def test_merging_goes_on_between_publications_and_changes_no_answer(tmp_path: Path) -> None:
    with Writer.open(tmp_path, layout=Layout(tiled_from_offers=0, most_small=3)) as writer:
        shelves = Shelves({}, {store.id: store for store in STORES}, {})
        writer.put_stores(STORES)
        writer.publish()
        index = Index.open(tmp_path)
        for number in range(1, 40):
            product = Product(number, f"Tasse {number % 3} rot", "Lumo", ("haus",))
            offer = Offer(number, number, 1 + number % 3, number, 1, NOON)
            gone = number // 2
            writer.put_products([product])
            writer.put_offers([offer])
            writer.remove_products([gone])
            writer.publish()
            shelves.products[number], shelves.offers[number] = product, offer
            shelves.remove_products([gone])
            writer.merge_step()
            writer.merge_step()

            assert_agreement(index, shelves, Query("Tasse 1", near=MARKET, explain=True, at=NOON))
            assert len(index._snapshot.layers) <= 8
        while writer.merge_step():
            assert_agreement(index, shelves, Query("Tasse 2", near=MARKET, explain=True, at=NOON))
        assert check(tmp_path) == []
        assert len(list(tmp_path.glob("segment-*"))) <= 4


def test_a_far_store_founds_its_own_area(tmp_path: Path) -> None:
    with Writer.open(tmp_path, layout=Layout(tiled_from_offers=0)) as writer:
        writer.rebuild(PRODUCTS, STORES, OFFERS)
        writer.put_stores([Store(9, "Hof", Point(48.1, 11.5), "münchen", DAY)])
        writer.put_offers([Offer(90, HELMET, 9, 900, 1, NOON)])
        writer.publish()

        hit = Index.open(tmp_path).search(Query("Helm", near=Point(48.1, 11.5), radius_m=100, at=NOON)).hits[0]
        assert (hit.store, hit.distance_m, hit.stores) == (9, 0, 1)


def test_offers_that_come_and_go_use_up_places_until_a_rebuild(writer: Writer, index: Index) -> None:
    """No place is used twice, for a reader may still look there; the file grows, and says when that is a waste."""
    begun_bytes = stock_bytes(writer)
    for turn in range(1, 5):
        writer.remove_offers(range(1_000 * (turn - 1), 1_000 * turn))
        writer.put_offers(Offer(1_000 * turn + key, TEAPOT, WEST, turn, 1, NOON) for key in range(LEAST_SPARE // 2))
        writer.publish()
    assert stock_bytes(writer) > begun_bytes
    assert index.search(Query("Teekanne", at=NOON)).hits[0].price_cents == 4
    assert writer.is_wasteful

    last = [Offer(4_000 + key, TEAPOT, WEST, 4, 1, NOON) for key in range(LEAST_SPARE // 2)]
    writer.rebuild(PRODUCTS, STORES, last)

    assert not writer.is_wasteful
    assert stock_bytes(writer) <= begun_bytes + 28 * LEAST_SPARE
    assert index.search(Query("Teekanne", at=NOON)).hits[0].offer == 4_000
