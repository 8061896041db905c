"""What each filter keeps, and what is summed up over the offers that pass."""

import pytest

from search import Index, Offer, Product, Query, Stock, Writer
from tests.search.catalogues import DAY, HOUR, MARKET, NOON
from tests.search.conftest import ALPIN, BERGHAUS, ESSEN, HELMET, HIKING, WEST, WOOL


def found(index: Index, **asked: object) -> list[int]:
    """The ids of an answer at noon."""
    return sorted(hit.id for hit in index.search(Query(**{"at": NOON, **asked})).hits)  # type: ignore[arg-type]


def test_without_words_everything_that_is_for_sale_is_found(index: Index) -> None:
    assert found(index) == [ALPIN, HIKING, HELMET, WOOL]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"city": "essen"}, [ALPIN, HELMET]),
        ({"city": "nowhere"}, []),
        ({"store": WEST}, [ALPIN, HIKING, WOOL]),
        ({"store": 99}, []),
        ({"category": "sport"}, [ALPIN, HIKING, HELMET]),
        ({"category": "schuhe"}, [ALPIN, HIKING]),
        ({"category": "kein"}, []),
        ({"brand": "Lumo"}, [ALPIN, HELMET]),
        ({"price_max_cents": 2_500}, [HELMET, WOOL]),
        ({"price_min_cents": 9_900}, [ALPIN]),
        ({"price_min_cents": 2_600, "price_max_cents": 3_000}, [HELMET]),
        ({"open_now": True}, [ALPIN, HELMET]),
        ({"open_now": True, "at": NOON + HOUR}, []),
        ({"near": MARKET, "radius_m": 500}, [ALPIN, HELMET]),
        ({"near": MARKET, "radius_m": 2_000}, [ALPIN, HIKING, HELMET, WOOL]),
        ({"near": MARKET, "radius_m": 0}, [ALPIN, HELMET]),
        ({"brand": "Lumo", "city": "mg", "open_now": True, "price_max_cents": 3_000}, [HELMET]),
    ],
)
def test_a_filter_keeps_products_with_an_offer_that_passes(
    index: Index, asked: dict[str, object], expected: list[int]
) -> None:
    assert found(index, **asked) == expected


def test_one_offer_must_pass_all_filters_together(index: Index) -> None:
    assert found(index, store=BERGHAUS, price_max_cents=8_900) == [HELMET]


def test_in_stock_is_never_guessed_from_an_old_count(index: Index) -> None:
    assert found(index, in_stock=True) == [ALPIN, HELMET, WOOL]
    assert found(index, in_stock=True, store=BERGHAUS) == [ALPIN]
    assert found(index, in_stock=True, at=NOON + 2 * DAY + 1) == []


def test_a_count_is_trusted_for_exactly_two_rhythms(index: Index) -> None:
    assert HELMET in found(index, in_stock=True, at=NOON)
    assert HELMET not in found(index, in_stock=True, at=NOON + 1)


def test_a_hit_tells_of_the_nearest_store_and_the_lowest_price(index: Index) -> None:
    hit = index.search(Query("Alpin", near=MARKET, at=NOON)).hits[0]

    assert (hit.store, hit.distance_m, hit.offer) == (BERGHAUS, 0, 11)
    assert (hit.price_cents, hit.stores) == (7_900, 3)


def test_a_hit_tells_only_of_offers_that_pass(index: Index) -> None:
    hit = index.search(Query("Alpin", near=MARKET, price_max_cents=8_900, at=NOON)).hits[0]

    assert (hit.store, hit.offer, hit.price_cents, hit.stores) == (WEST, 12, 7_900, 2)
    assert hit.distance_m == 1_112


def test_without_a_place_the_cheapest_store_is_named(index: Index) -> None:
    hit = index.search(Query("Alpin", at=NOON)).hits[0]

    assert (hit.store, hit.distance_m, hit.price_cents) == (ESSEN, None, 7_900)


def test_a_change_of_stock_is_seen_at_once_and_unknown_offers_are_named(writer: Writer, index: Index) -> None:
    unknown = writer.set_stock([Stock(20, 4_500, 1, NOON), Stock(999, 1, 1, NOON)])

    hit = index.search(Query("Wandern", in_stock=True, store=WEST, brand="Piko", at=NOON)).hits[0]
    assert (hit.id, hit.price_cents) == (HIKING, 4_500)
    assert unknown == [999]


def test_values_beyond_the_limits_of_the_stock_column_count_as_the_limit(writer: Writer, index: Index) -> None:
    writer.set_stock([Stock(40, 99_999_999_999, 5_000, NOON)])

    hit = index.search(Query("Wolle", in_stock=True, at=NOON)).hits[0]
    assert hit.price_cents == (1 << 26) - 2


@pytest.fixture
def repairs(writer: Writer) -> None:
    """What has no stock: new soles for hiking boots, at a price in one store and at none in another."""
    writer.put_products([Product(6, "Wanderschuhe neu besohlen"), Product(7, "Beratung")])
    writer.put_offers([Offer(60, 6, BERGHAUS, None, None, NOON - 9 * DAY), Offer(61, 6, WEST, 4_900, None, NOON)])
    writer.put_offers([Offer(70, 7, BERGHAUS, None, None, 0)])
    writer.publish()


@pytest.mark.usefixtures("repairs")
def test_what_has_no_stock_is_there_as_long_as_it_is_offered(index: Index) -> None:
    answer = index.search(Query("Wanderschuhe besohlen", near=MARKET, in_stock=True, at=NOON + 99 * DAY))

    assert [(hit.id, hit.store, hit.stores) for hit in answer.hits] == [(6, BERGHAUS, 2)]
    assert answer.facets["in_stock"] == {"1": 1}
    assert found(index, text="Beratung", open_now=True) == [7]
    assert found(index, text="Beratung", open_now=True, at=NOON + HOUR) == []


@pytest.mark.usefixtures("repairs")
def test_what_has_no_price_is_dearer_than_all_that_has_one(index: Index) -> None:
    by_price = index.search(Query("", near=MARKET, sort="price", at=NOON)).hits

    assert [(hit.id, hit.price_cents) for hit in by_price[-2:]] == [(ALPIN, 7_900), (7, None)]
    assert {hit.id: hit.price_cents for hit in by_price}[6] == 4_900


@pytest.mark.usefixtures("repairs")
@pytest.mark.parametrize("limit", [{"price_max_cents": 99_999_999}, {"price_min_cents": 0}])
def test_a_limit_of_the_price_keeps_out_what_has_none(index: Index, limit: dict[str, int]) -> None:
    assert found(index, text="Beratung", **limit) == []
    assert found(index, text="besohlen", store=WEST, **limit) == [6]
    assert found(index, text="besohlen", store=BERGHAUS, **limit) == []


@pytest.mark.usefixtures("repairs")
def test_a_service_may_get_a_price_and_lose_it_again(writer: Writer, index: Index) -> None:
    writer.set_stock([Stock(70, 2_500, None, NOON)])
    priced = index.search(Query("Beratung", at=NOON)).hits[0].price_cents
    writer.set_stock([Stock(70, None, None, NOON)])

    assert (priced, index.search(Query("Beratung", at=NOON)).hits[0].price_cents) == (2_500, None)
