"""Words, codes, spelling and the fallback, as a whole query meets them."""

import pytest

from search import Index, Offer, Product, Query, Results, Writer
from tests.search.catalogues import MARKET, NOON
from tests.search.conftest import ALPIN, BERGHAUS, HELMET, HIKING, WOOL


def ask(index: Index, text: str, **asked: object) -> Results:
    """An answer at noon."""
    return index.search(Query(text, at=NOON, **asked))  # type: ignore[arg-type]


def test_all_words_must_be_met(index: Index) -> None:
    assert [hit.id for hit in ask(index, "rot Helm").hits] == [HELMET]
    assert ask(index, "rot Helm").dropped == ()


def test_a_compound_finds_its_parts_but_the_whole_word_comes_first(index: Index) -> None:
    assert [hit.id for hit in ask(index, "Wanderschuhe").hits] == [ALPIN, HIKING]


def test_what_a_thing_is_for_comes_behind_what_it_is(writer: Writer, index: Index) -> None:
    writer.put_products([Product(6, "Schnürsenkel für Wanderschuhe"), Product(7, "Kinderwanderschuhe")])
    writer.put_offers([Offer(60, 6, BERGHAUS, 100, 1, NOON), Offer(70, 7, BERGHAUS, 100, 1, NOON)])
    writer.publish()

    assert [hit.id for hit in ask(index, "Wanderschuhe").hits][:3] == [ALPIN, 7, 6]


def test_what_is_done_to_a_thing_comes_behind_the_thing(writer: Writer, index: Index) -> None:
    phone, repair = Product(6, "Handy Basalt"), Product(7, "Handy reparieren", is_service=True)
    writer.put_products([phone, repair])
    writer.put_offers([Offer(60, 6, BERGHAUS, 9_900, 1, NOON), Offer(70, 7, BERGHAUS, 900, None, NOON)])
    writer.publish()

    assert [hit.id for hit in ask(index, "Handy").hits] == [6, 7]
    assert [hit.id for hit in ask(index, "Handy reparieren").hits] == [7]


def test_two_words_for_one_thing_count_together(writer: Writer, index: Index) -> None:
    writer.put_products(
        [
            Product(6, "Displaytausch Handy", category=("handys",)),
            Product(7, "Smartphone Basalt", category=("handys",)),
            Product(8, "Smartphone Basalt", category=("sport",)),
        ]
    )
    writer.put_offers(Offer(number * 10, number, BERGHAUS, 900, 1, NOON) for number in (6, 7, 8))
    writer.publish()

    hits = ask(index, "Handy", explain=True).hits

    assert hits[0].id == 7
    assert {hit.id for hit in hits} == {6, 7, 8}
    assert all(hit.explanation and hit.explanation.score == pytest.approx(hit.score, rel=1e-6) for hit in hits)


def test_a_brand_is_not_met_by_a_part_of_its_name(writer: Writer, index: Index) -> None:
    writer.put_products([Product(HELMET, "Fahrradhelm", "Wollhaus")])
    writer.publish()

    assert [hit.id for hit in ask(index, "Wolle").hits] == [WOOL]
    assert [hit.id for hit in ask(index, "Wollhaus").hits] == [HELMET]


def test_a_word_finds_the_compound_it_is_part_of(index: Index) -> None:
    assert [hit.id for hit in ask(index, "Helm").hits] == [HELMET]


@pytest.mark.parametrize("code", ["4006381333931", "400638 1333931", "04006381333931", "LU-77", "lu-77", "Lumo LU-77"])
def test_a_code_is_answered_exactly(index: Index, code: str) -> None:
    results = ask(index, code)

    assert [(hit.id, hit.score) for hit in results.hits] == [(ALPIN, 1.0)]
    assert results.words == (code,)
    assert results.suggestion is None


def test_a_code_of_nothing_for_sale_here_falls_back_to_words(writer: Writer, index: Index) -> None:
    writer.put_products([Product(6, "Kabel", codes=("77",)), Product(HIKING, "Schuhe 77")])
    writer.publish()

    assert [hit.id for hit in ask(index, "77").hits] == [HIKING]


@pytest.mark.parametrize("text", ["!!!", "?", ",", "und der"])
@pytest.mark.parametrize("match", ["all", "any"])
def test_a_text_without_a_word_to_look_for_finds_nothing(index: Index, text: str, match: str) -> None:
    results = ask(index, text, match=match)

    assert (results.total, results.stores, results.words, results.suggestion) == (0, 0, (), None)
    assert ask(index, " ").total


def test_a_word_that_nothing_has_is_dropped_and_named(index: Index) -> None:
    results = ask(index, "Helm xyzzy")

    assert [hit.id for hit in results.hits] == [HELMET]
    assert results.dropped == ("xyzzy",)
    assert results.words == ("Helm",)


def test_words_that_do_not_go_together_leave_the_most_telling_choice(index: Index) -> None:
    results = ask(index, "Helm Alpin blau")

    assert [hit.id for hit in results.hits] == [ALPIN]
    assert results.dropped == ("Helm",)


def test_the_fallback_keeps_the_filters(index: Index) -> None:
    results = ask(index, "Wolle Schuhe", store=BERGHAUS)

    assert [hit.id for hit in results.hits] == [ALPIN]
    assert results.dropped == ("Wolle",)


def test_nothing_is_dropped_when_no_word_is_met(index: Index) -> None:
    results = ask(index, "xyzzy quux")

    assert (results.total, results.dropped, results.cursor) == (0, (), None)
    assert results.words == ("xyzzy", "quux")


@pytest.mark.parametrize("text", ["", "   ", "und der", "!?", "-", "\x00", "%_'\"", "ß" * 500])
def test_odd_texts_are_answered(index: Index, text: str) -> None:
    assert ask(index, text, near=MARKET).total in (0, 4)


def test_a_better_spelling_is_proposed_when_it_finds_something(index: Index) -> None:
    results = ask(index, "Fahradhelm")

    assert results.total == 0
    assert results.suggestion == "Fahrradhelm"


def test_the_likeliest_spelling_may_be_among_the_newest_words(writer: Writer, index: Index) -> None:
    writer.put_products([Product(6, "Wolke")])
    writer.put_offers([Offer(60, 6, BERGHAUS, 900, 1, NOON)])
    writer.publish()

    assert ask(index, "Wollke").suggestion == "Wolke"


def test_each_misspelt_word_is_corrected(index: Index) -> None:
    assert ask(index, "Fahradhelm blau Merinoo").suggestion is None
    assert ask(index, "Merrino Wollle").suggestion == "Merino Wolle"


def test_a_word_that_exists_is_never_corrected(index: Index) -> None:
    assert ask(index, "Schuhe").suggestion is None


def test_rarity_counts_live_products_only(writer: Writer, index: Index) -> None:
    before = ask(index, "Fahrradhelm").hits[0].score

    writer.put_products([Product(HELMET, "Fahrradhelm", "Lumo", ("sport", "rad"), description="rot")])
    writer.publish()

    assert ask(index, "Fahrradhelm").hits[0].score == pytest.approx(before, rel=1e-6)
