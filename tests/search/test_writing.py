"""Adding, changing, moving and removing, by one writer."""

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
    Writer,
)
from tests.search.asking import total
from tests.search.catalogues import MARKET, NOON
from tests.search.conftest import ALPIN, BERGHAUS, ESSEN, OFFERS, PRODUCTS, STORES, TEAPOT, WEST, WOOL


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
