"""APPLY: what a file does to offers, products, ledger, prices, rows and the index."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Product, ProductGroup
from marketplace.inventory.models import Count, CountingDay, Movement, Offer, PriceChange
from marketplace.inventory.stock import INDEX_OFFERS, INDEX_STOCK, INDEX_STORES
from marketplace.stores.models import Store
from tests.inventory.effects import offer_of, results, row_of, values_of_jobs
from tests.inventory.tables import ARRIVED, bring_in, goods, text

LATER = ARRIVED + timedelta(days=1)
HAMMER = ["A-1", "Hammer", "9,90", "3"]


def test_new_goods_become_offers_with_count_price_and_row(session: Session, store: Store) -> None:
    upload = bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "19,90", "-1"]))

    found = offer_of(session, store)
    assert (found.title, found.price_cents, found.on_hand, found.held) == ("Hammer", 990, 3, 0)
    assert (found.counted_at, found.source, found.ended_at) == (ARRIVED, "upload", None)
    count = session.scalars(select(Count).where(Count.offer_id == found.id)).one()
    assert (count.pieces, count.source, count.counted_at, count.upload_id) == (3, "upload", ARRIVED, upload.id)
    price = session.scalars(select(PriceChange).where(PriceChange.offer_id == found.id)).one()
    assert (price.price_cents, price.since) == (990, ARRIVED)
    assert results(upload) == {"created": 2}
    assert (row_of(session, upload).row, row_of(session, upload).before) == (2, None)
    assert row_of(session, upload, "A-2").errors[0]["code"] == "quantity_negative"
    assert values_of_jobs(session, INDEX_OFFERS) == [{"offer_ids": [found.id, offer_of(session, store, "A-2").id]}]
    assert values_of_jobs(session, INDEX_STOCK) == []


def test_the_same_file_twice_changes_nothing_but_the_age_of_its_counts(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "19,90", "1"]))

    again = bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "19,90", "1"]), LATER)

    assert results(again) == {"unchanged": 2}
    assert offer_of(session, store).counted_at == LATER
    assert session.scalar(select(func.count()).select_from(PriceChange)) == 2
    assert session.scalar(select(func.count()).select_from(Count)) == 4
    assert session.scalar(select(func.count()).select_from(Product)) == 2
    assert values_of_jobs(session, INDEX_STOCK) == [
        {"offer_ids": [offer_of(session, store).id, offer_of(session, store, "A-2").id]}
    ]


def test_only_what_a_row_gives_changes_and_the_old_values_are_kept(session: Session, store: Store) -> None:
    bring_in(session, store, goods([*HAMMER, "R3"], extra=("Regalplatz",)))

    upload = bring_in(session, store, text([["sku", "price"], ["A-1", "8,50"]]), LATER)

    found = offer_of(session, store)
    assert (found.title, found.price_cents, found.on_hand, found.place) == ("Hammer", 850, 3, "R3")
    assert found.counted_at == ARRIVED
    assert results(upload) == {"changed": 1}
    before = row_of(session, upload).before
    assert (before["price_cents"], before["on_hand"], before["counted_at"]) == (990, 3, ARRIVED.isoformat())
    prices = session.scalars(select(PriceChange.price_cents).order_by(PriceChange.id)).all()
    assert prices == [990, 850]


def test_sales_after_the_count_are_taken_off_and_holds_stay(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))
    found = offer_of(session, store)
    found.held = 2
    sold = {"offer_id": found.id, "kind": "sale", "recorded_at": LATER}
    session.add(Movement(**sold, pieces=-1, happened_at=LATER - timedelta(hours=1)))
    session.add(Movement(**sold, pieces=-4, happened_at=LATER - timedelta(hours=3)))
    session.commit()
    counted = (LATER - timedelta(hours=2)).isoformat()

    bring_in(session, store, text([["sku", "quantity", "counted_at"], ["A-1", "10", counted]]), LATER)

    assert (offer_of(session, store).on_hand, offer_of(session, store).held) == (9, 2)


def test_a_count_below_what_is_held_is_stored_as_it_is(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))
    offer_of(session, store).held = 2

    bring_in(session, store, goods(["A-1", "Hammer", "9,90", "1"]), LATER)

    found = offer_of(session, store)
    assert (found.on_hand, found.held, found.available) == (1, 2, 0)


def test_an_older_count_is_kept_but_changes_no_stock(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))

    upload = bring_in(session, store, text([["sku", "quantity", "counted_at"], ["A-1", "8", "20.11.2026"]]), LATER)

    assert (offer_of(session, store).on_hand, offer_of(session, store).counted_at) == (3, ARRIVED)
    assert row_of(session, upload).errors[0]["code"] == "count_older"
    assert results(upload) == {"unchanged": 1}
    assert session.scalars(select(Count.pieces).order_by(Count.id)).all() == [3, 8]


def test_refused_rows_are_not_applied_and_keep_their_reasons(session: Session, store: Store) -> None:
    upload = bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "teuer", "1"]))

    assert results(upload) == {"created": 1, "refused": 1}
    assert session.scalars(select(Offer.sku)).all() == ["A-1"]
    refused = row_of(session, upload, "A-2")
    assert (refused.row, refused.result, refused.offer_id) == (3, "refused", None)
    assert refused.errors == [
        {"column": "Preis", "value": "teuer", "code": "price_unreadable", "values": {"value": "teuer"}}
    ]


def test_goods_that_the_file_does_not_name_are_left_alone(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "9", "1"]))

    bring_in(session, store, goods(HAMMER), LATER)

    assert offer_of(session, store, "A-2").ended_at is None


def test_missing_goods_end_where_the_shop_wants_it_and_come_back(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "9", "1"], ["A-3", "Feile", "4", "1"]))

    upload = bring_in(session, store, goods(HAMMER, ["A-3", "Feile", "kaputt", "1"]), LATER, ends_missing=True)

    assert offer_of(session, store, "A-2").ended_at == LATER
    assert offer_of(session, store, "A-3").ended_at is None
    assert results(upload) == {"changed": 1, "unchanged": 1, "refused": 1}
    ended = row_of(session, upload, "A-2")
    assert (ended.row, ended.before["ended_at"], ended.errors[0]["code"]) == (0, None, "offer_ended")
    assert values_of_jobs(session, INDEX_OFFERS)[-1] == {"offer_ids": [ended.offer_id]}

    again = bring_in(session, store, goods(["A-2", "Säge", "9", "1"]), LATER + timedelta(days=1))

    assert offer_of(session, store, "A-2").ended_at is None
    assert results(again) == {"changed": 1}
    assert values_of_jobs(session, INDEX_OFFERS)[-1] == {"offer_ids": [ended.offer_id]}


@pytest.mark.parametrize("rest", [["", "ohne Nummer", "1", "1"], ["A-3", "Feile", "kaputt", "1"]])
def test_nothing_ends_where_the_file_cannot_say_what_is_missing(
    session: Session, store: Store, rest: list[str]
) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "9", "1"]))
    named = [] if rest[0] else [HAMMER]

    bring_in(session, store, goods(*named, rest), LATER, ends_missing=True)

    assert offer_of(session, store, "A-2").ended_at is None


def test_the_index_is_told_in_short_jobs(session: Session, store: Store) -> None:
    many = [[f"A-{n}", f"Ding {n}", "1", "1"] for n in range(1_200)]

    bring_in(session, store, goods(*many))
    bring_in(session, store, goods(*many), LATER)

    assert [len(values["offer_ids"]) for values in values_of_jobs(session, INDEX_OFFERS)] == [500, 500, 200]
    assert [len(values["offer_ids"]) for values in values_of_jobs(session, INDEX_STOCK)] == [500, 500, 200]


def test_a_day_of_counting_is_noted_for_the_rhythm(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))

    assert session.scalars(select(CountingDay.day)).all() == [ARRIVED.date()]
    assert values_of_jobs(session, INDEX_STORES) == [{"store_ids": [store.id]}]


def test_codes_of_new_groups_are_all_different(session: Session, store: Store) -> None:
    bring_in(session, store, goods(*[[f"A-{n}", f"Ding {n}", "1", "1"] for n in range(600)]))

    codes = session.scalars(select(ProductGroup.code)).all()
    assert len(set(codes)) == 600
