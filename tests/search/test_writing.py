"""Adding, changing, moving and removing; one writer; generations that follow each other; merging."""

from dataclasses import replace
from pathlib import Path

import pytest

from search import (
    Index,
    IndexLocked,
    Offer,
    Point,
    Product,
    Published,
    Query,
    Stock,
    Store,
    Writer,
    check,
    kept,
    listed_offers,
    listed_stores,
    outdated,
)
from search.holding import Layout
from search.stock import LEAST_SPARE
from tests.search.agreeing import assert_agreement
from tests.search.brute import Shelves
from tests.search.catalogues import DAY, MARKET, NOON
from tests.search.conftest import ALPIN, BERGHAUS, ESSEN, HELMET, OFFERS, PRODUCTS, STORES, TEAPOT, WEST, WOOL


def total(index: Index, text: str = "", **asked: object) -> int:
    """The number of products in an answer at noon."""
    return index.search(Query(text, at=NOON, **asked)).total  # type: ignore[arg-type]


def stock_bytes(writer: Writer) -> int:
    """The size of the stock file."""
    (path,) = writer.folder.glob("stock-*")
    return path.stat().st_size


def test_a_second_writer_is_told_of_the_first(writer: Writer) -> None:
    with pytest.raises(IndexLocked, match="Another process"):
        Writer.open(writer.folder)

    writer.close()
    Writer.open(writer.folder).close()


def test_nothing_is_seen_before_it_is_published(writer: Writer, index: Index) -> None:
    writer.put_offers([Offer(50, TEAPOT, WEST, 1_900, 1, NOON)])
    assert total(index, "Teekanne") == 0

    assert writer.publish() == Published(2)

    assert total(index, "Teekanne") == 1
    assert index.generation == 2


def test_offers_of_unknown_products_or_stores_are_left_out_and_named(writer: Writer, index: Index) -> None:
    writer.put_offers([Offer(60, 99, WEST, 1, 1, NOON), Offer(61, ALPIN, 99, 1, 1, NOON)])

    assert writer.publish().skipped == (60, 61)
    assert total(index) == 4


def test_an_empty_index_answers(tmp_path: Path) -> None:
    with Writer.open(tmp_path) as writer:
        assert writer.set_stock([Stock(1, 1, 1, NOON)]) == [1]
        writer.publish()

    index = Index.open(tmp_path)
    results = index.search(Query("Schuhe", near=MARKET, radius_m=500, at=NOON))
    assert (results.total, results.stores, results.hits) == (0, 0, ())
    assert index.suggest("schu", at=NOON) == []


def test_new_prices_of_known_offers_need_no_generation(writer: Writer, index: Index) -> None:
    writer.put_offers([OFFERS[7]._replace(price_cents=650)])

    assert writer.publish().generation == 1
    assert index.search(Query("Wolle", at=NOON)).hits[0].price_cents == 650


def test_a_later_count_survives_the_publication_of_an_earlier_offer(writer: Writer, index: Index) -> None:
    writer.put_offers([Offer(50, TEAPOT, WEST, 1_900, 9, NOON)])
    assert writer.set_stock([Stock(50, 1_800, 0, NOON)]) == []
    writer.publish()

    assert index.search(Query("Teekanne", at=NOON)).hits[0].price_cents == 1_800
    assert total(index, "Teekanne", in_stock=True) == 0


def test_a_replaced_product_is_found_by_its_new_words_only(writer: Writer, index: Index) -> None:
    writer.put_products([Product(WOOL, "Garn")])
    writer.publish()

    assert total(index, "Wolle") == 0
    assert index.search(Query("Garn", at=NOON)).hits[0].price_cents == 700


def test_removing_a_product_takes_its_offers_along(writer: Writer, index: Index) -> None:
    writer.remove_products([WOOL, 99])
    writer.publish()
    assert total(index, "Wolle") == 0

    writer.put_products(PRODUCTS)
    writer.publish()
    assert total(index, "Wolle") == 0


def test_removing_a_store_takes_its_offers_along(writer: Writer, index: Index) -> None:
    writer.remove_stores([BERGHAUS, 99])
    writer.publish()
    assert total(index, store=BERGHAUS) == 0
    assert index.search(Query("Alpin", near=MARKET, at=NOON)).hits[0].store == WEST

    writer.put_stores(STORES)
    writer.publish()
    assert total(index, store=BERGHAUS) == 0


def test_an_offer_that_ends_may_begin_again(writer: Writer, index: Index) -> None:
    writer.remove_offers([40, 99])
    writer.publish()
    assert total(index, "Wolle") == 0
    assert writer.set_stock([Stock(40, 1, 1, NOON)]) == [40]

    writer.put_offers([OFFERS[7]])
    writer.publish()
    assert total(index, "Wolle") == 1


def test_an_offer_moves_to_another_store_and_product(writer: Writer, index: Index) -> None:
    writer.put_offers([Offer(40, TEAPOT, ESSEN, 700, 9, NOON)])
    writer.publish()

    assert total(index, "Wolle") == 0
    assert index.search(Query("Teekanne", at=NOON)).hits[0].store == ESSEN


def test_a_store_that_moves_is_near_its_new_place(writer: Writer, index: Index) -> None:
    writer.put_stores([replace(STORES[2], point=Point(51.1860, 6.4417), city="mg")])
    writer.publish()

    hit = index.search(Query("Helm", near=MARKET, radius_m=100, price_max_cents=2_500, at=NOON)).hits[0]
    assert (hit.store, hit.distance_m) == (ESSEN, 67)
    assert total(index, city="essen") == 0


def test_old_files_are_removed_and_readers_that_map_them_go_on(writer: Writer, index: Index) -> None:
    before = set(writer.folder.glob("*.arrays"))
    old = index._snapshot
    writer.put_products([Product(product.id, f"{product.title} neu") for product in PRODUCTS])
    writer.publish()

    assert len(before & set(writer.folder.glob("*.arrays"))) == 2, "stock and stores stay"
    assert len(old.layers[0].segment.everywhere.slots) == len(OFFERS)
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


def test_an_offer_is_found_again_however_many_came_after_it(writer: Writer) -> None:
    many = [Offer(100 + key, TEAPOT, WEST, 500, 1, NOON) for key in range(3 * LEAST_SPARE)]
    writer.put_offers(many[: 2 * LEAST_SPARE])
    writer.publish()
    writer.put_offers([many[0]._replace(product=WOOL), *many[2 * LEAST_SPARE :]])
    writer.publish()

    unknown = writer.set_stock([Stock(offer.id, 300, 1, NOON) for offer in [*OFFERS, *many]])

    assert unknown == []
    assert {offer.price_cents for offer in listed_offers(writer.folder)} == {300}
    assert len(list(listed_offers(writer.folder))) == len(OFFERS) + len(many)


def test_what_an_index_holds_is_told_as_it_was_put(writer: Writer) -> None:
    repair = Offer(90, WOOL, WEST, None, None, NOON)
    writer.put_offers([repair])
    writer.publish()

    assert list(listed_offers(writer.folder)) == sorted(map(kept, [*OFFERS, repair]), key=lambda offer: offer.id)
    assert list(listed_offers(writer.folder))[-1].available is None
    assert sorted(listed_stores(writer.folder), key=lambda store: store.id) == STORES
    assert list(outdated(writer.folder, PRODUCTS)) == []


def test_a_product_is_outdated_when_any_of_its_words_differ(writer: Writer) -> None:
    changed = [
        replace(PRODUCTS[0], title="Wanderschuh"),
        replace(PRODUCTS[1], brand="Lumo"),
        replace(PRODUCTS[2], category=("rad",)),
        replace(PRODUCTS[3], codes=("4711",)),
        Product(99, "Garn"),
    ]

    assert list(outdated(writer.folder, [*changed, PRODUCTS[4]])) == [1, 2, 3, 4, 99]
