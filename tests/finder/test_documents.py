from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import inspect
from structlog.testing import capture_logs

import search
from marketplace.finder import documents
from marketplace.finder.documents import (
    groups,
    offer_document,
    offers,
    open_times,
    product_document,
    sliced,
    stock_row,
    store_document,
)
from tests import make
from tests.make import NOON


def test_ids_come_in_lists_short_enough_for_one_statement():
    assert list(sliced(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(sliced([], 2)) == []


def test_a_store_is_told_with_its_place_rhythm_and_hours(session):
    city = make.city(session, slug="mg")
    store = make.store(session, city=city, name="Schuhhaus", rhythm_s=2 * 86_400, opening_hours="Mo 09:00-18:00")

    told = store_document(store, NOON)

    assert (told.id, told.name, told.city, told.rhythm_s) == (store.id, "Schuhhaus", "mg", 2 * 86_400)
    assert told.point == search.Point(51.1946, 6.4353)
    assert told.opens[:2] == (
        (stamp(2026, 11, 23, 8), stamp(2026, 11, 23, 17)),
        (stamp(2026, 11, 30, 8), stamp(2026, 11, 30, 17)),
    )


def stamp(*moment: int) -> int:
    return int(datetime(*moment, tzinfo=UTC).timestamp())


def test_hours_follow_the_clock_change(session):
    store = make.store(session, opening_hours="Su 10:00-11:00")
    before_the_change = datetime(2026, 10, 17, 12, tzinfo=UTC)

    times = [datetime.fromtimestamp(opens, UTC).hour for opens, _closes in open_times(store, before_the_change)]

    assert times == [8, 9]


@pytest.mark.parametrize(("typed", "warnings"), [("nach dem Mittagsschlaf", 1), ("", 0)])
def test_hours_that_nobody_can_read_are_never_open_and_warned_of(session, typed, warnings):
    store = make.store(session, opening_hours=typed)

    with capture_logs() as logged:
        assert list(open_times(store, NOON)) == []

    assert [line["log_level"] for line in logged] == ["warning"] * warnings


def test_a_group_is_found_by_all_its_words_and_codes(session):
    shoes = make.category(session, "schuhe", name="Schuhe", name_en="Shoes")
    hiking = make.category(session, "schuhe/wandern", name="Wanderschuhe", name_en="Hiking shoes", parent=shoes)
    retailer = make.retailer(session)
    group = make.group(
        session,
        title="Wanderschuh Eifelsteig",
        brand="Niersfuß",
        category=hiking,
        description="Aus Leder.",
        description_en="Made of leather.",
        attributes={"Material": "Leder", "Futter": "Wolle"},
    )
    make.product(session, group=group, gtin="09520000000011", size="38", colour="braun", mpn="EM-38")
    make.product(session, group=group, retailer_id=retailer.id, sku="W-39", size="39", colour="braun")

    told = product_document(group)

    assert (told.id, told.title, told.brand) == (group.id, "Wanderschuh Eifelsteig", "Niersfuß")
    assert told.category == ("schuhe", "schuhe/wandern")
    assert told.category_words == "Wanderschuhe Hiking shoes Schuhe Shoes"
    assert told.description == "Aus Leder. Made of leather."
    assert told.attributes == "Leder Wolle braun 38 39"
    assert told.codes == ("09520000000011", "EM-38", "W-39")


def test_a_service_is_told_from_goods(session):
    group = make.group(session, title="Hosen kürzen", kind="service")

    assert product_document(group).is_service
    assert not product_document(make.group(session)).is_service


def test_a_group_without_category_has_no_shelf(session):
    told = product_document(make.group(session))

    assert (told.category, told.category_words, told.codes) == ((), "", ())


def test_an_offer_is_told_with_what_may_be_promised(session):
    offer = make.offer(session, price_cents=990, on_hand=5, held=2, safety_buffer=1, counted_at=NOON)

    told = offer_document(offer, 77)

    counted = int(NOON.timestamp())
    assert told == search.Offer(offer.id, 77, offer.store_id, 990, 2, counted)
    assert stock_row(offer) == search.Stock(offer.id, 990, 2, counted)


def test_an_offer_that_ended_or_whose_store_is_hidden_is_not_for_shoppers(session):
    there = make.offer(session)
    ended = make.offer(session, ended_at=NOON)
    hidden = make.offer(session, store=make.store(session, is_public=False))

    found = {offer.id: shown for offer, _group, shown in offers(session, [there.id, ended.id, hidden.id, 999_999])}

    assert found == {there.id: True, ended.id: False, hidden.id: False}


def test_groups_come_with_everything_they_are_told_by(session):
    shelf = make.category(session)
    made = [make.group(session, category=shelf) for _ in range(3)]
    for group in made:
        make.product(session, group=group)
    wanted = [group.id for group in made[:2]]
    session.expunge_all()

    found = groups(session, wanted)

    assert sorted(group.id for group in found) == wanted
    assert not inspect(found[0]).unloaded & {"category", "products"}


def test_two_weeks_of_hours_are_told(session):
    store = make.store(session, opening_hours="Mo-Su 10:00-11:00")

    times = list(open_times(store, NOON))

    assert documents.OPEN_DAYS == 14
    assert 14 <= len(times) <= 15
    assert times[-1][0] > (NOON + timedelta(days=13)).timestamp()
