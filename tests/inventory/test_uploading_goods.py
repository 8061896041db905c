"""APPLY: which product a row is about, whose it is, and what it is called then."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import ProductGroup
from marketplace.inventory.stock import INDEX_OFFERS
from marketplace.stores.models import Store
from tests import make
from tests.inventory.effects import offer_of, results, row_of, values_of_jobs
from tests.inventory.tables import ARRIVED, bring_in, goods

LATER = ARRIVED + timedelta(days=1)
HAMMER = ["A-1", "Hammer", "9,90", "3"]


def test_goods_with_a_gtin_are_the_catalogues_and_keep_its_title(session: Session, store: Store) -> None:
    known = make.product(session, gtin="04006381333931", group=make.group(session, title="Textmarker gelb"))

    bring_in(session, store, goods(["A-1", "TEXTM. GELB 12", "1,49", "30", "4006381333931"], extra=("EAN",)))

    found = offer_of(session, store)
    assert found.product_id == known.id
    assert found.title == "TEXTM. GELB 12"
    assert found.product.group.title == "Textmarker gelb"


def test_a_gtin_new_to_the_town_is_shared_from_then_on(session: Session, store: Store) -> None:
    make.category(session, "schreibwaren/stifte", name="Stifte", name_en="Pens")
    other = make.store(session, city=store.city)
    given = ["A-1", "Textmarker", "1,49", "3", "4006381333931", "Leuchtwerk", "Schreibwaren > Stifte"]

    bring_in(session, store, goods(given, extra=("EAN", "Marke", "Kategorie")))
    bring_in(session, other, goods(["77", "Marker", "1,59", "2", "4006381333931"], extra=("EAN",)), LATER)

    found = offer_of(session, store)
    assert offer_of(session, other, "77").product_id == found.product_id
    group = found.product.group
    assert (group.title, group.brand, group.category.slug) == ("Textmarker", "Leuchtwerk", "schreibwaren/stifte")
    assert (group.retailer_id, found.product.retailer_id, found.product.sku) == (None, None, None)


@pytest.mark.parametrize("number", ["2000000000008", "8,72E+12", "8720000000000"])
def test_numbers_that_are_no_keys_fuse_no_goods(session: Session, store: Store, number: str) -> None:
    upload = bring_in(session, store, goods([*HAMMER, number], ["A-2", "Säge", "9", "1", number], extra=("EAN",)))

    assert results(upload) == {"created": 2}
    assert offer_of(session, store).product_id != offer_of(session, store, "A-2").product_id
    assert offer_of(session, store).product.gtin is None


def test_goods_without_gtin_are_the_retailers_in_all_its_stores(session: Session, store: Store) -> None:
    sister = make.store(session, city=store.city, retailer=store.retailer)
    stranger = make.store(session, city=store.city)

    for at, shop in enumerate((store, sister, stranger)):
        bring_in(session, shop, goods(HAMMER), ARRIVED + timedelta(minutes=at))

    assert offer_of(session, sister).product_id == offer_of(session, store).product_id
    assert offer_of(session, stranger).product_id != offer_of(session, store).product_id


def test_own_goods_are_renamed_by_the_file(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))

    upload = bring_in(session, store, goods(["A-1", "Latthammer", "9,90", "3"]), LATER)

    found = offer_of(session, store)
    assert (found.title, found.product.group.title) == ("Latthammer", "Latthammer")
    assert row_of(session, upload).before["goods"]["title"] == "Hammer"
    assert len(values_of_jobs(session, INDEX_OFFERS)) == 2


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
    code = offer_of(session, store).product.group.code

    bring_in(
        session, store, goods([*HAMMER, "H"], ["A-2", "Hammer groß", "12", "1", "H"], extra=("item_group_id",)), LATER
    )

    assert offer_of(session, store, "A-2").product.group.code == offer_of(session, store).product.group.code == code


def test_a_shared_group_remembers_whose_item_group_id_it_is(session: Session, store: Store) -> None:
    stranger = make.store(session, city=store.city)
    first, second, third = (make.gtin(700 + n)[1:] for n in range(3))
    extra = ("item_group_id", "EAN")

    bring_in(session, store, goods(["S-1", "Stiefel", "89", "2", "7", first], extra=extra))
    bring_in(session, store, goods(["S-2", "Stiefel", "89", "2", "7", second], extra=extra), LATER)
    bring_in(session, stranger, goods(["X-1", "Tasse", "9", "2", "7", third], extra=extra), LATER)

    groups = {offer_of(session, store, sku).product.group_id for sku in ("S-1", "S-2")}
    assert len(groups) == 1
    assert offer_of(session, stranger, "X-1").product.group_id not in groups


def test_own_goods_that_get_a_gtin_become_shared_and_keep_their_page(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER))
    code = offer_of(session, store).product.group.code

    upload = bring_in(session, store, goods([*HAMMER, "4006381333931"], extra=("EAN",)), LATER)

    product = offer_of(session, store).product
    assert (product.gtin, product.retailer_id, product.group.retailer_id) == ("04006381333931", None, None)
    assert product.group.code == code
    assert results(upload) == {"changed": 1}


def test_two_own_goods_that_get_the_same_gtin_become_one(session: Session, store: Store) -> None:
    bring_in(session, store, goods(HAMMER, ["A-2", "Hämmerchen", "5", "1"]))
    both = [[*HAMMER, "4006381333931"], ["A-2", "Hämmerchen", "5", "1", "4006381333931"]]

    bring_in(session, store, goods(*both, ["A-3", "Hammer neu", "7", "1", "4006381333931"], extra=("EAN",)), LATER)

    assert len({offer_of(session, store, sku).product_id for sku in ("A-1", "A-2", "A-3")}) == 1
