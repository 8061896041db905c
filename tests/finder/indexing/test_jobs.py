"""What the jobs make of the index."""

from datetime import timedelta

import structlog
from flask import Flask

import search
from marketplace.finder import indexing
from search.reader import open_current
from tests import make
from tests.finder.indexing.conftest import found, offer
from tests.make import NOON


def test_an_offer_is_found_with_the_first_job_that_names_it(app, town):
    kettle = offer(town, "Wasserkocher", price_cents=2990)
    assert found(app, "Wasserkocher") == {}

    indexing.index_stores(town, NOON, [kettle.store_id])
    indexing.index_offers(town, NOON, [kettle.id])

    assert found(app, "Wasserkocher") == {kettle.product.group_id: 2990}


def test_price_and_stock_are_found_without_publishing(app, town):
    kettle = offer(town, "Wasserkocher", price_cents=2990, on_hand=0)
    indexing.rebuild(town, NOON)
    reader = search.Index.open(indexing.folder())
    before = reader.generation
    kettle.price_cents, kettle.on_hand = 2490, 4
    town.commit()

    indexing.index_stock(town, NOON, [kettle.id, 999_999])

    assert found(app, "Wasserkocher", in_stock=True) == {kettle.product.group_id: 2490}
    assert reader.generation == before


def test_an_offer_that_ended_is_gone(app, town):
    kettle, pan = offer(town, "Wasserkocher"), offer(town, "Pfanne")
    indexing.rebuild(town, NOON)
    kettle.ended_at = NOON
    town.commit()

    indexing.index_offers(town, NOON, [kettle.id, pan.id])

    assert found(app).keys() == {pan.product.group_id}


def live_products(app: Flask) -> set[int]:
    """The product groups that the index counts, on offer or not."""
    layers = open_current(app.config["VAR_DIR"] / "index").layers
    return {key for layer in layers for key in layer.segment.ids[layer.live_numbers()].tolist()}


def test_a_product_that_nobody_offers_any_more_leaves_the_index(app, town):
    kettle, pan, lamp = offer(town, "Wasserkocher"), offer(town, "Pfanne"), offer(town, "Lampe")
    both = make.offer(town, product=kettle.product)
    indexing.rebuild(town, NOON)
    groups = {one.product.group_id for one in (kettle, pan, lamp)}
    assert live_products(app) == groups

    kettle.ended_at = pan.ended_at = NOON
    lamp.store.is_public = False
    town.commit()
    indexing.index_offers(town, NOON, [kettle.id, pan.id])
    indexing.index_stores(town, NOON, [lamp.store_id])
    indexing.index_groups(town, NOON, list(groups))

    assert live_products(app) == {both.product.group_id}


def test_a_hidden_store_takes_its_offers_along_and_may_bring_them_back(app, town):
    kettle = offer(town, "Wasserkocher")
    indexing.rebuild(town, NOON)
    kettle.store.is_public = False
    town.commit()
    indexing.index_stores(town, NOON, [kettle.store_id])
    while_hidden = found(app)
    kettle.store.is_public = True
    town.commit()

    indexing.index_stores(town, NOON, [kettle.store_id])
    indexing.index_offers(town, NOON, [kettle.id])

    assert while_hidden == {}
    assert found(app).keys() == {kettle.product.group_id}


def test_new_words_of_a_group_are_found_and_old_ones_no_longer(app, town):
    kettle = offer(town, "Wasserkocher")
    indexing.rebuild(town, NOON)
    kettle.product.group.title = "Teekessel"
    town.commit()

    indexing.index_groups(town, NOON, [kettle.product.group_id])

    assert found(app, "Teekessel")
    assert not found(app, "Wasserkocher")


def test_hours_are_renewed_for_all_stores(app, town):
    kettle = offer(town, "Wasserkocher")
    indexing.rebuild(town, NOON)
    later = NOON + timedelta(days=21)
    query = search.Query(at=int(later.timestamp()), open_now=True)
    reader = search.Index.open(indexing.folder())
    assert reader.search(query).total == 0

    indexing.index_stores(town, later)

    assert [hit.id for hit in reader.search(query).hits] == [kettle.product.group_id]


def test_many_offers_are_published_in_short_steps(app, town, monkeypatch):
    monkeypatch.setattr(indexing, "STEP", 2)
    store = make.store(town)
    made = [offer(town, f"Tasse {number}", store=store) for number in range(5)]
    indexing.index_stores(town, NOON, [store.id])
    reader = search.Index.open(indexing.folder())
    before = reader.generation

    indexing.index_offers(town, NOON, [one.id for one in made])

    assert len(found(app, "Tasse")) == 5
    assert reader.generation == before + 3


def test_a_store_that_the_index_does_not_know_is_named_in_the_log(app, town):
    kettle = offer(town, "Wasserkocher")

    with structlog.testing.capture_logs() as log:
        indexing.index_offers(town, NOON, [kettle.id])

    assert found(app) == {}
    assert [entry["offers"] for entry in log] == [(kettle.id,)]
