"""A facet leaves its own filter out; the total does not."""

from search import Index, Offer, Product, Query, Writer
from search.facets import MOST_VALUES
from tests.search.catalogues import NOON
from tests.search.conftest import BERGHAUS, ESSEN, WEST


def counted(index: Index, facet: str, **asked: object) -> dict[str, int]:
    """One facet of an answer at noon."""
    facets = index.search(Query(at=NOON, **asked)).facets  # type: ignore[arg-type]
    return dict(facets[facet])


def test_categories_count_on_every_level(index: Index) -> None:
    assert counted(index, "category") == {"sport": 3, "schuhe": 2, "rad": 1, "basteln": 1}


def test_a_category_facet_ignores_the_category_filter_only(index: Index) -> None:
    assert counted(index, "category", category="rad", brand="Lumo") == {"sport": 2, "schuhe": 1, "rad": 1}
    assert counted(index, "brand", category="rad") == {"Lumo": 1}


def test_products_without_a_brand_are_no_value(index: Index) -> None:
    assert counted(index, "brand") == {"Lumo": 2, "Piko": 1}


def test_a_brand_facet_ignores_the_brand_filter(index: Index) -> None:
    results = index.search(Query(brand="Piko", at=NOON))

    assert results.facets["brand"] == {"Lumo": 2, "Piko": 1}
    assert results.total == 1


def test_a_store_counts_products_not_offers(index: Index) -> None:
    expected = {str(BERGHAUS): 2, str(WEST): 3, str(ESSEN): 2}

    assert counted(index, "store") == expected


def test_where_one_store_is_asked_for_the_others_of_its_city_are_counted(index: Index) -> None:
    assert counted(index, "store", store=WEST) == {str(BERGHAUS): 2, str(WEST): 3}
    assert counted(index, "store", store=ESSEN) == {str(ESSEN): 2}


def test_stock_and_opening_tell_what_their_filter_would_leave(index: Index) -> None:
    assert counted(index, "in_stock") == {"1": 3}
    assert counted(index, "in_stock", open_now=True) == {"1": 2}
    assert counted(index, "open_now") == {"1": 2}
    assert counted(index, "open_now", in_stock=True) == {"1": 2}
    assert counted(index, "in_stock", store=BERGHAUS) == {"1": 1}


def test_stores_are_counted_over_the_whole_answer(index: Index) -> None:
    assert index.search(Query(at=NOON, limit=1)).stores == 3
    assert index.search(Query("Wolle", at=NOON)).stores == 1


def test_the_rarest_values_beyond_the_limit_are_left_out(writer: Writer, index: Index) -> None:
    numbers = range(100, 102 + MOST_VALUES)
    writer.put_products(Product(number, "Garn", brand=f"Marke {number}") for number in numbers)
    writer.put_offers(Offer(number, number, WEST, 100, 1, NOON) for number in numbers)
    writer.put_products([Product(99, "Garn", brand=f"Marke {numbers[-1]}")])
    writer.put_offers([Offer(99, 99, WEST, 100, 1, NOON)])
    writer.publish()

    brands = index.search(Query("Garn", at=NOON)).facets["brand"]

    assert list(brands.items()) == [
        (f"Marke {numbers[-1]}", 2),
        *((f"Marke {number}", 1) for number in numbers[: MOST_VALUES - 1]),
    ]
