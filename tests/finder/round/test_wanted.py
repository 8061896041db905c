"""Lists as people type and paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.finder.round.wanted import Thing, read, written


@pytest.mark.parametrize(
    ("typed", "texts"),
    [
        ("Wolle, Stricknadeln 4 mm, Brot, AA-Batterien", ["Wolle", "Stricknadeln 4 mm", "Brot", "AA-Batterien"]),
        ("Wolle\r\nBrot\n\n  Seife ", ["Wolle", "Brot", "Seife"]),
        ("Wolle; Brot;", ["Wolle", "Brot"]),
        ("Wolle,Brot", ["Wolle", "Brot"]),
        ("Wolle, Brot und Seife", ["Wolle", "Brot", "Seife"]),
        ("wool and bread", ["wool", "bread"]),
        ("1,5 l Apfelsaft, 0,75 l Wein", ["1,5 l Apfelsaft", "0,75 l Wein"]),
        ("Größe 38, Brot", ["Größe 38", "Brot"]),
        ("Salz- und Pfeffermühle", ["Salz- und Pfeffermühle"]),
        ("Wolle zwischen 5 und 10 Euro und Brot", ["Wolle zwischen 5 und 10 Euro", "Brot"]),
        ("„Krieg und Frieden“, Brot", ["Krieg und Frieden", "Brot"]),
        ('"Ja, nein und vielleicht"', ["Ja, nein und vielleicht"]),
        ('Felge 24", Reifen 26"', ['Felge 24"', 'Reifen 26"']),
        ("Rundstrick und Hundefutter", ["Rundstrick", "Hundefutter"]),
        (
            "- Wolle\n* Brot\n• Seife\n[ ] Tee\n[x] Kaffee\n☐ Milch",
            ["Wolle", "Brot", "Seife", "Tee", "Kaffee", "Milch"],
        ),
        ("1. Wolle\n2) Brot", ["Wolle", "Brot"]),
        ("Brot, brot", ["Brot"]),
        (" , ; - \n", []),
        ("", []),
    ],
)
def test_a_list_is_read_as_it_was_meant(typed: str, texts: list[str]) -> None:
    assert [thing.text for thing in read(typed)] == texts


@pytest.mark.parametrize(
    ("typed", "thing"),
    [
        ("2x Brot", Thing("Brot", 2)),
        ("3 × Brot", Thing("Brot", 3)),
        ("2 Stück Kernseife", Thing("Kernseife", 2)),
        ("0x Brot", Thing("Brot", 1)),
        ("3 Fragezeichen", Thing("3 Fragezeichen", 1)),
        ("4 mm Nadeln", Thing("4 mm Nadeln", 1)),
        ("2x4 Batterien", Thing("2x4 Batterien", 1)),
        ("2x Brot, Brot", Thing("Brot", 3)),
        ("99x Brot, 99x Brot", Thing("Brot", 99)),
    ],
)
def test_pieces_stand_in_front(typed: str, thing: Thing) -> None:
    assert read(typed) == [thing]


def test_an_endless_list_is_cut() -> None:
    assert read("Brot, " * 100_000) == [Thing("Brot", 99)]
    assert len(read("a" * 5_000)[0].text) == 100


PARTS = ["und", "Frieden", "1,5", "l", '24"', "Salz-", "mm", "Ja,", "nein;", "zwischen 5 und 9"]
WORDS = st.lists(st.sampled_from(PARTS), max_size=4)
THINGS = st.builds(lambda words, pieces: Thing(" ".join(["Krieg", *words]), pieces), WORDS, st.integers(1, 9))


@given(st.lists(THINGS, max_size=5, unique_by=lambda thing: thing.text))
def test_what_is_written_can_be_read_again(things: list[Thing]) -> None:
    assert read(written(things)) == things


@given(st.text(max_size=60))
def test_anything_can_be_read(typed: str) -> None:
    assert all(thing.text and 1 <= thing.pieces <= 99 for thing in read(typed))
