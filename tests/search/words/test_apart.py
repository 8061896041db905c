"""Compounds in a text, taken apart for a search that wants any of the words."""

import pytest

from search.words.apart import apart


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Kinderregenjacke 128", "Kinder regen jacke 128"),
        ("Straßenschuhe, rot", "strassen schuhe, rot"),
        ("Küchenmesser 20 cm", "Küchen messer 20 cm"),
    ],
)
def test_a_compound_becomes_its_parts_as_they_are_written(text: str, parts: str) -> None:
    assert apart(text) == parts


@pytest.mark.parametrize("text", ["", "Baumwolle", "rot", "38er 1,5 l", "Olive oil soap"])
def test_what_is_no_compound_stays(text: str) -> None:
    assert apart(text) == text
