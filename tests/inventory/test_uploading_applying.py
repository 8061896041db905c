"""APPLY: what a file does to offers, products, ledger, prices, rows and the index."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Product, ProductGroup
from marketplace.inventory.models import Count, CountingDay, Movement, Offer, PriceChange, Upload, UploadRow
from marketplace.inventory.stock import INDEX_OFFERS, INDEX_STOCK, INDEX_STORES
from marketplace.jobs import Job
from marketplace.stores.models import Store
from tests import make
from tests.inventory.tables import ARRIVED, bring_in, goods, text

LATER = ARRIVED + timedelta(days=1)
HAMMER = ["A-1", "Hammer", "9,90", "3"]


@pytest.fixture
def store(session: Session) -> Store:
    return make.store(session)


def offer(session: Session, store: Store, sku: str = "A-1") -> Offer:
    session.expire_all()
    return session.scalars(select(Offer).where(Offer.store_id == store.id, Offer.sku == sku)).one()


def results(upload: Upload) -> dict[str, int]:
    names = ("created", "changed", "unchanged", "refused")
    return {name: getattr(upload, name) for name in names if getattr(upload, name)}


def row(session: Session, upload: Upload, sku: str = "A-1") -> UploadRow:
    return session.scalars(select(UploadRow).where(UploadRow.upload_id == upload.id, UploadRow.sku == sku)).one()


def jobs(session: Session, name: str) -> list[dict[str, Any]]:
    return [job.values for job in session.scalars(select(Job).where(Job.name == name).order_by(Job.id))]


def test_new_goods_become_offers_with_count_price_and_row(session: Session, store: Store) -> None:
    upload = bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "19,90", "-1"]))

    found = offer(session, store)
    assert (found.title, found.price_cents, found.on_hand, found.held) == ("Hammer", 990, 3, 0)
    assert (found.counted_at, found.source, found.ended_at) == (ARRIVED, "upload", None)
    count = session.scalars(select(Count).where(Count.offer_id == found.id)).one()
    assert (count.pieces, count.source, count.counted_at, count.upload_id) == (3, "upload", ARRIVED, upload.id)
    price = session.scalars(select(PriceChange).where(PriceChange.offer_id == found.id)).one()
    assert (price.price_cents, price.since) == (990, ARRIVED)
    assert results(upload) == {"created": 2}
    assert (row(session, upload).row, row(session, upload).before) == (2, None)
    assert row(session, upload, "A-2").errors[0]["code"] == "quantity_negative"
    assert jobs(session, INDEX_OFFERS) == [{"offer_ids": [found.id, offer(session, store, "A-2").id]}]
    assert jobs(session, INDEX_STOCK) == []


def test_the_same_file_twice_changes_nothing_but_the_age_of_its_counts(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "19,90", "1"]))

    again = bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "19,90", "1"]), LATER)

    assert results(again) == {"unchanged": 2}
    assert offer(session, store).counted_at == LATER
    assert session.scalar(select(func.count()).select_from(PriceChange)) == 2
    assert session.scalar(select(func.count()).select_from(Count)) == 4
    assert session.scalar(select(func.count()).select_from(Product)) == 2
    assert jobs(session, INDEX_STOCK) == [{"offer_ids": [offer(session, store).id, offer(session, store, "A-2").id]}]


def test_only_what_a_row_gives_changes_and_the_old_values_are_kept(session: Session, store: Store) -> None:
    bring_in(session, store, goods([*HAMMER, "R3"], extra=("Regalplatz",)))

    upload = bring_in(session, store, text([["sku", "price"], ["A-1", "8,50"]]), LATER)

    found = offer(session, store)
    assert (found.title, found.price_cents, found.on_hand, found.place) == ("Hammer", 850, 3, "R3")
    assert found.counted_at == ARRIVED
    assert results(upload) == {"changed": 1}
    before = row(session, upload).before
    assert (before["price_cents"], before["on_hand"], before["counted_at"]) == (990, 3, ARRIVED.isoformat())
    prices = session.scalars(select(PriceChange.price_cents).order_by(PriceChange.id)).all()
    assert prices == [990, 850]


def test_sales_after_the_count_are_taken_off_and_holds_stay(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))
    found = offer(session, store)
    found.held = 2
    sold = {"offer_id": found.id, "kind": "sale", "recorded_at": LATER}
    session.add(Movement(**sold, pieces=-1, happened_at=LATER - timedelta(hours=1)))
    session.add(Movement(**sold, pieces=-4, happened_at=LATER - timedelta(hours=3)))
    session.commit()
    counted = (LATER - timedelta(hours=2)).isoformat()

    bring_in(session, store, text([["sku", "quantity", "counted_at"], ["A-1", "10", counted]]), LATER)

    assert (offer(session, store).on_hand, offer(session, store).held) == (9, 2)


def test_a_count_below_what_is_held_is_stored_as_it_is(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))
    offer(session, store).held = 2

    bring_in(session, store, goods(["A-1", "Hammer", "9,90", "1"]), LATER)

    found = offer(session, store)
    assert (found.on_hand, found.held, found.available) == (1, 2, 0)


def test_an_older_count_is_kept_but_changes_no_stock(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))

    upload = bring_in(session, store, text([["sku", "quantity", "counted_at"], ["A-1", "8", "20.11.2026"]]), LATER)

    assert (offer(session, store).on_hand, offer(session, store).counted_at) == (3, ARRIVED)
    assert row(session, upload).errors[0]["code"] == "count_older"
    assert results(upload) == {"unchanged": 1}
    assert session.scalars(select(Count.pieces).order_by(Count.id)).all() == [3, 8]


def test_refused_rows_are_not_applied_and_keep_their_reasons(session: Session, store: Store) -> None:
    upload = bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "teuer", "1"]))

    assert results(upload) == {"created": 1, "refused": 1}
    assert session.scalars(select(Offer.sku)).all() == ["A-1"]
    refused = row(session, upload, "A-2")
    assert (refused.row, refused.result, refused.offer_id) == (3, "refused", None)
    assert refused.errors == [
        {"column": "Preis", "value": "teuer", "code": "price_unreadable", "values": {"value": "teuer"}}
    ]


def test_goods_with_a_gtin_are_the_catalogues_and_keep_its_title(session: Session, store: Store) -> None:
    known = make.product(session, gtin="04006381333931", group=make.group(session, title="Textmarker gelb"))

    bring_in(session, store, goods(["A-1", "TEXTM. GELB 12", "1,49", "30", "4006381333931"], extra=("EAN",)))

    found = offer(session, store)
    assert found.product_id == known.id
    assert found.title == "TEXTM. GELB 12"
    assert found.product.group.title == "Textmarker gelb"


def test_a_gtin_new_to_the_town_is_shared_from_then_on(session: Session, store: Store) -> None:
    make.category(session, "schreibwaren/stifte", name="Stifte", name_en="Pens")
    other = make.store(session, city=store.city)
    given = ["A-1", "Textmarker", "1,49", "3", "4006381333931", "Leuchtwerk", "Schreibwaren > Stifte"]

    bring_in(session, store, goods(given, extra=("EAN", "Marke", "Kategorie")))
    bring_in(session, other, goods(["77", "Marker", "1,59", "2", "4006381333931"], extra=("EAN",)), LATER)

    found = offer(session, store)
    assert offer(session, other, "77").product_id == found.product_id
    group = found.product.group
    assert (group.title, group.brand, group.category.slug) == ("Textmarker", "Leuchtwerk", "schreibwaren/stifte")
    assert (group.retailer_id, found.product.retailer_id, found.product.sku) == (None, None, None)


@pytest.mark.parametrize("number", ["2000000000008", "8,72E+12", "8720000000000"])
def test_numbers_that_are_no_keys_fuse_no_goods(session: Session, store: Store, number: str) -> None:
    upload = bring_in(session, store, goods([*HAMMER, number], ["A-2", "Säge", "9", "1", number], extra=("EAN",)))

    assert results(upload) == {"created": 2}
    assert offer(session, store).product_id != offer(session, store, "A-2").product_id
    assert offer(session, store).product.gtin is None


def test_goods_without_gtin_are_the_retailers_in_all_its_stores(session: Session, store: Store) -> None:
    sister = make.store(session, city=store.city, retailer=store.retailer)
    stranger = make.store(session, city=store.city)

    for at, shop in enumerate((store, sister, stranger)):
        bring_in(session, shop, goods(HAMMER), ARRIVED + timedelta(minutes=at))

    assert offer(session, sister).product_id == offer(session, store).product_id
    assert offer(session, stranger).product_id != offer(session, store).product_id


def test_own_goods_are_renamed_by_the_file(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))

    upload = bring_in(session, store, goods(["A-1", "Latthammer", "9,90", "3"]), LATER)

    found = offer(session, store)
    assert (found.title, found.product.group.title) == ("Latthammer", "Latthammer")
    assert row(session, upload).before["goods"]["title"] == "Hammer"
    assert len(jobs(session, INDEX_OFFERS)) == 2


def test_sizes_with_one_item_group_id_are_one_thing(session: Session, store: Store) -> None:
    sizes = [[f"S-{size}", f"Stiefel {size}", "89", "2", "STIEFEL", str(size)] for size in (38, 39, 40)]

    bring_in(session, store, goods(*sizes[:2], extra=("item_group_id", "Größe")))
    bring_in(session, store, goods(*sizes, extra=("item_group_id", "Größe")), LATER)

    groups = session.scalars(select(ProductGroup)).all()
    assert [(group.title, [product.size for product in group.products]) for group in groups] == [
        ("Stiefel 38", ["38", "39", "40"])
    ]


def test_a_group_is_renamed_only_by_a_file_that_names_all_its_sizes(session: Session, store: Store) -> None:
    extra = ("item_group_id", "Größe")
    old = [[f"S-{size}", f"Stiefel {size}", "89", "2", "STIEFEL", str(size)] for size in (38, 39)]
    new = [[f"S-{size}", f"Stiefel Fels {size}", "89", "2", "STIEFEL", str(size)] for size in (38, 39)]
    bring_in(session, store, goods(*old, extra=extra))

    bring_in(session, store, goods(new[1], extra=extra), LATER)
    assert session.scalars(select(ProductGroup.title)).all() == ["Stiefel 38"]

    bring_in(session, store, goods(*new, extra=extra), LATER + timedelta(hours=1))
    session.expire_all()
    assert session.scalars(select(ProductGroup.title)).all() == ["Stiefel Fels 38"]


def test_goods_that_get_an_item_group_id_keep_the_page_of_the_first(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Hammer groß", "12", "1"]))
    code = offer(session, store).product.group.code

    bring_in(
        session, store, goods([*HAMMER, "H"], ["A-2", "Hammer groß", "12", "1", "H"], extra=("item_group_id",)), LATER
    )

    assert offer(session, store, "A-2").product.group.code == offer(session, store).product.group.code == code


def test_a_shared_group_remembers_whose_item_group_id_it_is(session: Session, store: Store) -> None:
    stranger = make.store(session, city=store.city)
    first, second, third = (make.gtin(700 + n)[1:] for n in range(3))
    extra = ("item_group_id", "EAN")

    bring_in(session, store, goods(["S-1", "Stiefel", "89", "2", "7", first], extra=extra))
    bring_in(session, store, goods(["S-2", "Stiefel", "89", "2", "7", second], extra=extra), LATER)
    bring_in(session, stranger, goods(["X-1", "Tasse", "9", "2", "7", third], extra=extra), LATER)

    groups = {offer(session, store, sku).product.group_id for sku in ("S-1", "S-2")}
    assert len(groups) == 1
    assert offer(session, stranger, "X-1").product.group_id not in groups


def test_own_goods_that_get_a_gtin_become_shared_and_keep_their_page(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))
    code = offer(session, store).product.group.code

    upload = bring_in(session, store, goods([*HAMMER, "4006381333931"], extra=("EAN",)), LATER)

    product = offer(session, store).product
    assert (product.gtin, product.retailer_id, product.group.retailer_id) == ("04006381333931", None, None)
    assert product.group.code == code
    assert results(upload) == {"changed": 1}


def test_two_own_goods_that_get_the_same_gtin_become_one(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Hämmerchen", "5", "1"]))
    both = [[*HAMMER, "4006381333931"], ["A-2", "Hämmerchen", "5", "1", "4006381333931"]]

    bring_in(session, store, goods(*both, ["A-3", "Hammer neu", "7", "1", "4006381333931"], extra=("EAN",)), LATER)

    assert len({offer(session, store, sku).product_id for sku in ("A-1", "A-2", "A-3")}) == 1


def test_goods_that_the_file_does_not_name_are_left_alone(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "9", "1"]))

    bring_in(session, store, goods(HAMMER), LATER)

    assert offer(session, store, "A-2").ended_at is None


def test_missing_goods_end_where_the_shop_wants_it_and_come_back(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "9", "1"], ["A-3", "Feile", "4", "1"]))

    upload = bring_in(session, store, goods(HAMMER, ["A-3", "Feile", "kaputt", "1"]), LATER, ends_missing=True)

    assert offer(session, store, "A-2").ended_at == LATER
    assert offer(session, store, "A-3").ended_at is None
    assert results(upload) == {"changed": 1, "unchanged": 1, "refused": 1}
    ended = row(session, upload, "A-2")
    assert (ended.row, ended.before["ended_at"], ended.errors[0]["code"]) == (0, None, "offer_ended")
    assert jobs(session, INDEX_OFFERS)[-1] == {"offer_ids": [ended.offer_id]}

    again = bring_in(session, store, goods(["A-2", "Säge", "9", "1"]), LATER + timedelta(days=1))

    assert offer(session, store, "A-2").ended_at is None
    assert results(again) == {"changed": 1}
    assert jobs(session, INDEX_OFFERS)[-1] == {"offer_ids": [ended.offer_id]}


@pytest.mark.parametrize("rest", [["", "ohne Nummer", "1", "1"], ["A-3", "Feile", "kaputt", "1"]])
def test_nothing_ends_where_the_file_cannot_say_what_is_missing(
    session: Session, store: Store, rest: list[str]
) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Säge", "9", "1"]))
    named = [] if rest[0] else [HAMMER]

    bring_in(session, store, goods(*named, rest), LATER, ends_missing=True)

    assert offer(session, store, "A-2").ended_at is None


def test_the_index_is_told_in_short_jobs(session: Session, store: Store) -> None:
    many = [[f"A-{n}", f"Ding {n}", "1", "1"] for n in range(1_200)]

    bring_in(session, store, goods(*many))
    bring_in(session, store, goods(*many), LATER)

    assert [len(values["offer_ids"]) for values in jobs(session, INDEX_OFFERS)] == [500, 500, 200]
    assert [len(values["offer_ids"]) for values in jobs(session, INDEX_STOCK)] == [500, 500, 200]


def test_a_day_of_counting_is_noted_for_the_rhythm(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))

    assert session.scalars(select(CountingDay.day)).all() == [ARRIVED.date()]
    assert jobs(session, INDEX_STORES) == [{"store_ids": [store.id]}]


def test_codes_of_new_groups_are_all_different(session: Session, store: Store) -> None:
    bring_in(session, store, goods(*[[f"A-{n}", f"Ding {n}", "1", "1"] for n in range(600)]))

    codes = session.scalars(select(ProductGroup.code)).all()
    assert len(set(codes)) == 600
