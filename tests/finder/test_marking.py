"""The words of a title that a search has found."""

import pytest

from marketplace.finder.marking import marked


@pytest.mark.parametrize(
    ("title", "typed", "shown"),
    [
        ("Wanderschuh Eifelsteig", "wanderschuhe", "<mark>Wanderschuh</mark> Eifelsteig"),
        ("Kleinbauernkaffee Huila", "kaffee", "<mark>Kleinbauernkaffee</mark> Huila"),
        ("Tee & Gebäck", "tee", "<mark>Tee</mark> &amp; Gebäck"),
        ("Buch <b>", "buch", "<mark>Buch</mark> &lt;b&gt;"),
        ("Kaffee", "", "Kaffee"),
        ("Stift und Stifte", "stift", "<mark>Stift</mark> und <mark>Stifte</mark>"),
    ],
)
def test_what_was_found_is_marked_whatever_its_ending(title: str, typed: str, shown: str) -> None:
    assert marked(title, typed) == shown
