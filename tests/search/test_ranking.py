"""The order of an answer, its pages, and why a product stands where it stands."""

import base64
from dataclasses import replace

import pytest

from search import FORMULA, BadCursor, Index, Offer, Point, Product, Query, Writer
from tests.search.catalogues import MARKET, NOON
from tests.search.conftest import ALPIN, BERGHAUS, HELMET, HIKING, TEAPOT, WEST, WOOL


def order(index: Index, query: Query) -> list[int]:
    """The ids of an answer as they are ranked."""
    return [hit.id for hit in index.search(query).hits]


def test_nearness_halves_the_falling_part_as_the_formula_says(index: Index) -> None:
    here, away = (
        index.search(Query("Wolle", at=NOON)).hits[0],
        index.search(Query("Wolle", near=MARKET, at=NOON)).hits[0],
    )

    assert away.distance_m == 1_112
    assert away.score / here.score == pytest.approx(FORMULA.nearness(1_111.95), rel=1e-5)


def test_sorting_by_price_takes_the_lowest_passing_price(index: Index) -> None:
    assert order(index, Query(sort="price", at=NOON)) == [WOOL, HELMET, HIKING, ALPIN]
    assert order(index, Query(sort="price", store=BERGHAUS, at=NOON)) == [HELMET, ALPIN]


def test_sorting_by_distance_lets_the_lower_id_go_first_in_one_store(index: Index) -> None:
    at_west = Point(51.1954, 6.4417)

    assert order(index, Query(sort="distance", near=at_west, at=NOON)) == [ALPIN, HIKING, WOOL, HELMET]


def test_distance_without_a_place_is_sorted_by_fit(index: Index) -> None:
    query = Query("Wanderschuhe", sort="distance", at=NOON)

    assert order(index, query) == order(index, replace(query, sort="fit"))


@pytest.mark.parametrize("sort", ["fit", "distance", "price"])
@pytest.mark.parametrize("limit", [1, 7, 50])
def test_paging_through_everything_yields_each_hit_once(writer: Writer, index: Index, sort: str, limit: int) -> None:
    writer.put_products(Product(100 + number, f"Tasse Nummer {number % 7}") for number in range(120))
    writer.put_offers(Offer(1_000 + number, 100 + number, WEST, 500 + number % 9, 1, NOON) for number in range(120))
    writer.publish()
    query = Query("Tasse", near=MARKET, sort=sort, limit=limit, at=NOON)  # type: ignore[arg-type]
    everything = order(index, replace(query, limit=500))

    results = index.search(query)
    pages = [results.hits]
    while results.cursor:
        results = index.search(replace(query, cursor=results.cursor))
        pages.append(results.hits)

    assert [hit.id for page in pages for hit in page] == everything
    assert len(set(everything)) == 120 == results.total
    assert all(len(page) == limit for page in pages[:-1])


def test_a_page_goes_on_behind_the_last_hit_after_a_new_generation(writer: Writer, index: Index) -> None:
    query = Query(sort="price", limit=2, at=NOON)
    first = index.search(query)
    writer.put_offers([Offer(50, TEAPOT, BERGHAUS, 100, 1, NOON)])
    writer.publish()

    second = index.search(replace(query, cursor=first.cursor or ""))

    assert [hit.id for hit in (*first.hits, *second.hits)] == [WOOL, HELMET, HIKING, ALPIN]
    assert (first.generation, second.generation) == (1, 2)


def test_no_limit_is_an_empty_page(index: Index) -> None:
    results = index.search(Query(limit=0, at=NOON))

    assert (results.hits, results.total, results.cursor) == ((), 4, None)


@pytest.mark.parametrize("cursor", ["x", "%%%", "ü", base64.urlsafe_b64encode(b"f" * 3).decode()])
def test_a_cursor_that_was_never_given_out_is_refused(index: Index, cursor: str) -> None:
    with pytest.raises(BadCursor):
        index.search(Query(cursor=cursor, at=NOON))


def test_a_cursor_of_another_order_is_refused(index: Index) -> None:
    cursor = index.search(Query(sort="price", limit=1, at=NOON)).cursor or ""

    with pytest.raises(BadCursor, match="another order"):
        index.search(Query(sort="fit", cursor=cursor, at=NOON))


def test_an_explanation_adds_up_to_the_score(index: Index) -> None:
    query = Query("Wanderschuhe blau", near=Point(51.19, 6.45), explain=True, at=NOON)
    hit = index.search(query).hits[0]
    told = hit.explanation

    assert told is not None
    assert told.score == pytest.approx(hit.score, rel=1e-6)
    assert told.score == pytest.approx(sum(part.score for part in told.parts) * told.nearness)
    assert [part.word for part in told.parts] == ["Wanderschuhe", "blau"]
    assert told.parts[0].frequency > told.parts[1].frequency
    assert index.explain(ALPIN, replace(query, limit=1)) == told


def test_what_is_not_in_the_answer_has_no_explanation(index: Index) -> None:
    assert index.explain(WOOL, Query("Helm", at=NOON)) is None
    assert index.explain(TEAPOT, Query(at=NOON)) is None


def test_the_best_by_words_alone_need_not_be_for_sale(index: Index) -> None:
    ((teapot, score),) = index.best("Teekanne")

    assert (teapot, score > 0.0) == (TEAPOT, True)
    assert index.best("", limit=5) == index.best("xyzzy") == []


def test_the_best_by_words_alone_meet_all_or_any_and_score_as_in_a_search(index: Index) -> None:
    hits = index.search(Query("Wanderschuhe rot", match="any", at=NOON)).hits
    best = index.best("Wanderschuhe rot", match="any")

    assert best == [(hit.id, pytest.approx(hit.score)) for hit in hits]
    assert index.best("Wanderschuhe rot", match="any", limit=1) == best[:1]
    assert [product for product, _ in index.best("Wanderschuhe rot")] == [HIKING]
