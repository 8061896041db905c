"""Phrases of a text that are no words to look for: prices, shops, places, what is open, what is there."""

import pytest

from search import Understood, understand

SHOPS = {"Café Linde": "cafe-linde", "Linde": "cafe-linde"}
PLACES = {"Rheydt": "Rheydt", "41061": "41061"}


@pytest.mark.parametrize(
    ("text", "words", "least", "most"),
    [
        ("Wanderschuhe unter 100 Euro", "Wanderschuhe", None, 9_999),
        ("Wanderschuhe bis 100 Euro", "Wanderschuhe", None, 10_000),
        ("bis zu 9,99€ Brot", "Brot", None, 999),
        ("Kopfhörer unter 50", "Kopfhörer", None, 4_999),
        ("nicht teurer als 12.50 EUR", "", None, 1_250),
        ("Füller über 20 Euro", "Füller", 2_001, None),
        ("Füller ab 20 Euro", "Füller", 2_000, None),
        ("Geschenk 10-20 €", "Geschenk", 1_000, 2_000),
        ("zwischen 10 und 20 Euro Buch", "Buch", 1_000, 2_000),
        ("Schuhe ab 50 Euro bis 80 Euro", "Schuhe", 5_000, 8_000),
        ("book under 20 euros", "book", None, 1_999),
    ],
)
def test_a_price_is_understood(text: str, words: str, least: int | None, most: int | None) -> None:
    meaning = understand(text)

    assert (meaning.words, meaning.price_min_cents, meaning.price_max_cents) == (words, least, most)


@pytest.mark.parametrize("text", ["unter 5 Euro!", "für unter 5 Euro?", "unter 5 Euro, und"])
def test_phrases_that_take_every_word_leave_nothing_to_look_for(text: str) -> None:
    assert understand(text).words == ""


@pytest.mark.parametrize("text", ["!!!", ",", "und der"])
def test_a_text_without_phrases_stays_what_it_is(text: str) -> None:
    assert understand(text).words == text


@pytest.mark.parametrize(
    "text",
    [
        "Akku unter 20 V",
        "Puzzle ab 3 Jahren",
        "Puzzle 1000",
        "Schuhe bis 38",
        'Buch "unter 20 Euro"',
        "offene Schuhe",
        "Lagerregal",
        "Bleistifte 2 und 3",
    ],
)
def test_other_numbers_and_words_stay_words(text: str) -> None:
    assert understand(text, SHOPS.get, PLACES.get).words == text
    assert understand(text, SHOPS.get, PLACES.get).understood == ()


def test_a_number_before_an_upper_price_is_no_range() -> None:
    meaning = understand("Puzzle 1000 bis 20 Euro")

    assert (meaning.words, meaning.price_min_cents, meaning.price_max_cents) == ("Puzzle 1000", None, 2_000)


def test_open_and_there_are_understood() -> None:
    meaning = understand("Käse, noch geöffnet und auf Lager")

    assert [(each.kind, each.text) for each in meaning.understood] == [
        ("open_now", "noch geöffnet"),
        ("in_stock", "auf Lager"),
    ]


def test_shop_and_place_are_understood_by_names_the_caller_knows() -> None:
    meaning = understand("Kuchen bei Café Linde in Rheydt", SHOPS.get, PLACES.get)

    assert meaning.words == "Kuchen"
    assert meaning.understood == (
        Understood("store", "bei Café Linde", "cafe-linde"),
        Understood("place", "in Rheydt", "Rheydt"),
    )


def test_the_longest_name_counts() -> None:
    names = {"Linde": "one", "Linde am Markt": "other"}

    assert understand("Brot bei Linde am Markt", names.get).value("store") == "other"


def test_unknown_names_stay_words() -> None:
    assert understand("Tee bei Kerzenschein in Dosen", SHOPS.get, PLACES.get).words == "Tee bei Kerzenschein in Dosen"


def test_a_postcode_is_a_place_beside_words_and_a_number_alone() -> None:
    assert understand("Brot 41061", place=PLACES.get).value("place") == "41061"
    assert understand("41061", place=PLACES.get).words == "41061"


def test_other_words_leave_the_phrases_in_place() -> None:
    assert understand("Brod unter 5 Euro jetzt offen").spelt("Brot") == "Brot unter 5 Euro jetzt offen"
