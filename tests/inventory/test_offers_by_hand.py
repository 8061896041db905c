"""What a shop changes without a file: rules, ledger, and what the index hears."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts.models import AuditEntry
from marketplace.errors import Invalid, Refused
from marketplace.inventory import by_hand
from marketplace.inventory.by_hand import NewOffer
from marketplace.inventory.models import Count, Offer, PriceChange
from marketplace.inventory.stock import INDEX_OFFERS, INDEX_STOCK
from marketplace.jobs import Job
from tests import make
from tests.desks import town
from tests.make import NOON


def index_jobs(session, name: str) -> list[dict]:
    return list(session.scalars(select(Job.values).where(Job.name == name)))


def counts(session, offer: Offer) -> list[tuple[int, str]]:
    return [(count.pieces, count.source) for count in session.scalars(select(Count).where(Count.offer_id == offer.id))]


def prices(session, offer: Offer) -> list[int]:
    return list(session.scalars(select(PriceChange.price_cents).where(PriceChange.offer_id == offer.id)))


def test_goods_without_a_number_become_the_retailers_own(session) -> None:
    here = town(session)
    new = NewOffer("Rosinenbrot", 450, 12, sku="BR-7", brand="Linde", description="Mit Rum.", size="750 g")

    offer = by_hand.add(session, here.store, here.staff, new, None, NOON)

    assert (offer.title, offer.price_cents, offer.on_hand, offer.source) == ("Rosinenbrot", 450, 12, "hand")
    assert (offer.product.retailer_id, offer.product.sku, offer.product.gtin) == (here.store.retailer_id, "BR-7", None)
    assert (offer.product.group.description, offer.product.size) == ("Mit Rum.", "750 g")
    assert counts(session, offer) == [(12, "hand")]
    assert prices(session, offer) == [450]
    assert index_jobs(session, INDEX_OFFERS) == [{"offer_ids": [offer.id]}]


def test_goods_without_any_number_get_one(session) -> None:
    here = town(session)

    first = by_hand.add(session, here.store, here.staff, NewOffer("Vase", 4900, 1), None, NOON)
    second = by_hand.add(session, here.store, here.staff, NewOffer("Vase", 5900, 1), None, NOON)

    assert first.sku.startswith("H-")
    assert first.sku != second.sku


def test_goods_the_catalogue_knows_join_it(session) -> None:
    here = town(session)
    known = make.product(session, group=make.group(session, title="Roman vom Niederrhein"))

    offer = by_hand.add(session, here.store, here.staff, NewOffer("", 2200, 3, gtin=known.gtin), None, NOON)

    assert offer.product is known
    assert (offer.title, offer.sku) == ("Roman vom Niederrhein", known.gtin)


def test_a_new_number_founds_goods_for_all(session) -> None:
    here = town(session)

    offer = by_hand.add(session, here.store, here.staff, NewOffer("Kanne", 1900, 2, gtin=make.gtin(777)), None, NOON)

    assert (offer.product.gtin, offer.product.retailer_id, offer.product.group.retailer_id) == (
        make.gtin(777),
        None,
        None,
    )


def test_another_store_of_the_retailer_sells_the_same_goods_under_its_sku(session) -> None:
    here = town(session)
    branch = make.store(session, city=here.city, retailer=here.store.retailer)
    first = by_hand.add(session, here.store, here.owner, NewOffer("Vase", 4900, 1, sku="V-1"), None, NOON)

    second = by_hand.add(session, branch, here.owner, NewOffer("Vase", 5200, 2, sku="V-1"), None, NOON)

    assert second.product is first.product


@pytest.mark.parametrize("ended_at", [None, NOON])
def test_the_same_goods_twice_are_refused(session, ended_at) -> None:
    here = town(session)
    here.offer.ended_at = ended_at

    with pytest.raises(Refused, match="offer_exists") as refusal:
        by_hand.add(session, here.store, here.staff, NewOffer("Neu", 100, 1, gtin=here.offer.product.gtin), None, NOON)

    assert refusal.value.values["offer_id"] == here.offer.id


@pytest.mark.parametrize(
    ("typed", "code"),
    [("2000000000008", "number_in_store"), ("4006381333932", "gtin_wrong_check_digit"), ("abc", "gtin_unreadable")],
)
def test_a_number_that_names_no_goods_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        by_hand.read_code(typed)


@pytest.mark.parametrize("typed", ["", "-1", "1,5", "drei", "٣"])
def test_pieces_are_whole_numbers(typed: str) -> None:
    with pytest.raises(Invalid, match="quantity_unreadable"):
        by_hand.read_pieces(typed)


@pytest.mark.parametrize("typed", ["1000001", "9" * 5000])
def test_pieces_have_a_limit(typed: str) -> None:
    with pytest.raises(Invalid, match="quantity_too_large"):
        by_hand.read_pieces(typed)


@pytest.mark.parametrize(
    ("price", "pieces", "done", "counted", "priced"),
    [
        (12_990, 5, ["confirmed"], [(5, "hand")], []),
        (9_990, 5, ["price"], [], [9_990]),
        (12_990, 2, ["counted"], [(2, "hand")], []),
        (9_990, 0, ["counted", "price"], [(0, "hand")], [9_990]),
    ],
)
def test_a_row_tells_price_and_count_apart(session, price, pieces, done, counted, priced) -> None:
    here = town(session)
    later = NOON + timedelta(hours=3)

    answer = by_hand.change(session, here.offer, here.staff, price, pieces, 5, later)
    session.flush()

    assert answer == done
    assert (here.offer.price_cents, here.offer.on_hand) == (price, pieces)
    assert here.offer.counted_at == (later if counted else NOON)
    assert counts(session, here.offer) == [(5, "upload"), *counted]
    assert prices(session, here.offer) == priced
    assert {"offer_ids": [here.offer.id]} in index_jobs(session, INDEX_STOCK)


def test_what_is_held_survives_a_count(session) -> None:
    here = town(session)
    here.offer.held = 3
    session.flush()

    by_hand.change(session, here.offer, here.staff, 12_990, 2, 5, NOON)

    assert (here.offer.on_hand, here.offer.held, here.offer.available) == (2, 3, 0)


def test_an_ended_offer_comes_back_as_it_was(session) -> None:
    here = town(session)

    by_hand.end(session, here.offer, here.staff, NOON)
    assert here.offer.ended_at == NOON
    by_hand.take_up(session, here.offer, here.staff, NOON)

    assert (here.offer.ended_at, here.offer.on_hand, here.offer.price_cents) == (None, 5, 12_990)
    assert len(index_jobs(session, INDEX_OFFERS)) == 2
    actions = select(AuditEntry.action).where(AuditEntry.subject_id == here.offer.id).order_by(AuditEntry.id)
    assert list(session.scalars(actions)) == ["offer_ended", "offer_taken_up"]


def test_own_goods_are_described_by_the_shop(session) -> None:
    here = town(session)
    offer = by_hand.add(session, here.store, here.staff, NewOffer("Vase", 4900, 1), None, NOON)

    by_hand.describe(session, offer, here.staff, "Vase, blau", "R1", {"brand": "Ton", "description": "Blau."}, NOON)

    group = offer.product.group
    assert (offer.title, offer.place, group.title, group.brand, group.description) == (
        "Vase, blau", "R1", "Vase, blau", "Ton", "Blau.",
    )  # fmt: skip
    assert index_jobs(session, by_hand.INDEX_GROUPS) == [{"group_ids": [group.id]}]


def test_goods_of_the_catalogue_keep_their_words(session) -> None:
    here = town(session)
    title = here.offer.product.group.title

    by_hand.describe(session, here.offer, here.staff, "Unser Wanderschuh", "R2", {"brand": "Anders"}, NOON)

    assert (here.offer.title, here.offer.place) == ("Unser Wanderschuh", "R2")
    assert (here.offer.product.group.title, here.offer.product.group.brand) == (title, "")
    assert index_jobs(session, by_hand.INDEX_GROUPS) == []
