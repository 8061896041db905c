import gzip
from pathlib import Path

import pytest

from search.words.compounds import FRONTS, HEADS, kind, pieces, split
from search.words.folding import fold
from search.words.wordlists import lines
from tests.search.words.measure import curated, held_out, measure_splits
from tests.search.words.tables import rows, words

COMPOUNDS = rows("compounds.txt")
WHOLE = words("whole_words.txt")
LEMMAS = Path(__file__).parents[4] / "shared" / "data" / "german_nouns_lemmas.txt.gz"


def test_the_tables_are_large_enough_to_mean_something():
    assert len(COMPOUNDS) >= 300
    assert len(WHOLE) >= 150
    assert {word for word, _ in held_out()}.isdisjoint(word for word, _ in curated())


def test_most_words_that_no_list_was_made_for_are_split_rightly():
    found = measure_splits(held_out())

    assert found.compounds >= 100
    assert found.precision >= 0.93
    assert found.recall >= 0.87


def test_no_base_form_stands_in_two_lists_or_loses_its_forms_to_another():
    bases = [
        fold(entry.partition(":")[0].strip())
        for name in ("nouns", "retail")
        for line in lines(name)
        for entry in line.split(",")
    ]

    assert sorted(bases) == sorted(set(bases))
    assert set(bases) <= HEADS


@pytest.mark.parametrize(("word", "parts"), COMPOUNDS, ids=[word for word, _ in COMPOUNDS])
def test_a_compound_is_split_into_its_parts_with_the_head_last(word, parts):
    assert split(word) == tuple(fold(part) for part in parts.split())


@pytest.mark.parametrize("word", WHOLE)
def test_a_word_that_only_looks_like_a_compound_stays_whole(word):
    assert split(word) == ()


@pytest.mark.parametrize(
    ("word", "what"),
    [
        ("Erdnüsse", "nuss"),
        ("Turnschuhe", "schuh"),
        ("Himbeeren", "beere"),
        ("Blumenkohl", "kohl"),
        ("Schuh", None),
        ("Törtchen", "torte"),
        ("Röllchens", "rolle"),
        ("Brötchen", None),
        ("Kuchen", None),
        ("Mädchen", None),
    ],
)
def test_the_end_of_an_unsplit_word_tells_what_it_is(word, what):
    assert kind(fold(word)) == what


def test_the_pieces_of_a_compound_are_the_word_again():
    for word, _ in COMPOUNDS:
        assert "".join(piece.text for piece in pieces(fold(word))) == fold(word)


def test_a_good_may_follow_a_piece_that_no_list_knows():
    assert "quinoa" not in HEADS or "quinoa" in FRONTS
    assert split("Pastinakenbrot")[-1] == "brot"
    assert split("Zirbenholzbett")[-1] == "bett"
    assert split("Zwetschenkuchen") == ("zwetschen", "kuchen")


def test_a_prefix_stays_with_its_verb_and_a_certain_ending_with_its_noun():
    assert split("Ausstechform") == ("ausstechen", "form")
    assert split("Einladungskarten") == ("einladung", "karte")
    assert split("Marzipantörtchen") == ("marzipan", "törtchen")


def test_an_unknown_piece_is_not_left_of_the_wrong_noun():
    assert split("Literpreis")[-1:] != ("reis",)
    assert split("Getränkeautomat") == ("getränk", "automat")


def test_splitting_keeps_its_hands_off_short_and_endless_words_and_numbers():
    assert split("Tee") == ()
    assert split("wander" * 1000) == ()
    assert split("A4") == ()
    assert split("m6x40") == ()
    assert split("") == ()


@pytest.mark.skipif(not LEMMAS.exists(), reason="the folder of shared data is not here")
def test_real_nouns_end_in_the_head_that_was_found():
    nouns = [fold(noun) for noun in gzip.decompress(LEMMAS.read_bytes()).decode().splitlines()]

    split_ones = [noun for noun in nouns if split(noun)]

    assert len(split_ones) > 12_000
    assert all(noun.endswith(pieces(noun)[-1].text) for noun in split_ones)
