"""Typing ahead: what the text may become."""

from search import Index, Point, Suggestion
from tests.search.catalogues import MARKET, NOON
from tests.search.conftest import ALPIN, BERGHAUS, ESSEN, HELMET, WOOL

RUHR = Point(51.4556, 7.0116)


def test_a_beginning_becomes_a_product(index: Index) -> None:
    assert Suggestion("product", "Wolle Merino", WOOL) in index.suggest("wol", near=MARKET, at=NOON)
    assert Suggestion("product", "Fahrradhelm", HELMET) in index.suggest("fahrradh", near=RUHR, radius_m=5_000, at=NOON)


def test_words_before_the_last_must_be_met(index: Index) -> None:
    kinds = index.suggest("blau wander", at=NOON)

    assert [one.id for one in kinds if one.kind == "product"] == [ALPIN]


def test_brands_categories_and_stores_are_offered_too(index: Index) -> None:
    assert Suggestion("brand", "Lumo", "Lumo") in index.suggest("lu", at=NOON)
    assert Suggestion("category", "schuhe", "schuhe") in index.suggest("schu", at=NOON)
    assert Suggestion("store", "Berghaus am Markt", BERGHAUS) in index.suggest("bergh", at=NOON)
    assert Suggestion("store", "Berghaus am Markt", BERGHAUS) in index.suggest("markt berg", at=NOON)


def test_the_nearest_store_comes_first(index: Index) -> None:
    here = [one.id for one in index.suggest("berghaus", near=RUHR, at=NOON) if one.kind == "store"]

    assert here == [ESSEN, BERGHAUS]


def test_only_what_is_nearby_is_suggested(index: Index) -> None:
    nearby = index.suggest("b", near=RUHR, radius_m=5_000, at=NOON)

    assert [one.id for one in nearby if one.kind == "store"] == [ESSEN]
    assert index.suggest("wolle", near=RUHR, radius_m=5_000, at=NOON) == []


def test_nothing_of_another_city_is_suggested(index: Index) -> None:
    for typed in ("wol", "merino", "berghaus am"):
        assert index.suggest(typed, at=NOON)
        assert index.suggest(typed, city="essen", at=NOON) == []
    assert Suggestion("brand", "Lumo", "Lumo") in index.suggest("lu", city="essen", at=NOON)


def test_what_is_in_stock_goes_before_what_is_not(index: Index) -> None:
    assert [one.id for one in index.suggest("schuh", at=NOON) if one.kind == "product"] == [ALPIN]


def test_nothing_typed_suggests_nothing(index: Index) -> None:
    for text in ("", "  ", "!", "xyzzy"):
        assert index.suggest(text, at=NOON) == []


def test_no_more_than_asked(index: Index) -> None:
    assert len(index.suggest("s", at=NOON, limit=1)) <= 1
