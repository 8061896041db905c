import pytest

from search.words.sounds import sound


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("wikipedia", "3412"),
        ("breschnew", "17863"),
        ("mullerludenscheidt", "65752682"),
        ("portemonnaie", "17266"),
        ("chemie", "46"),
        ("schuh", "8"),
        ("axt", "0482"),
        ("", ""),
    ],
)
def test_a_word_sounds_as_the_rules_say(word, code):
    assert sound(word) == code


@pytest.mark.parametrize(
    ("one", "other"),
    [("mayonnaise", "majonese"), ("teddy", "tedi"), ("philipp", "filip"), ("besteck", "besteg"), ("meier", "mayr")],
)
def test_words_that_sound_alike_have_one_code(one, other):
    assert sound(one) == sound(other)
