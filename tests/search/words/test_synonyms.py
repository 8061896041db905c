import pytest

from search.words.asking import SYNONYMS, read_query
from search.words.synonyms import LIST, key, load, parse


def found_by(text: str) -> set[str]:
    """The other words by which the words of a query may be met."""
    return {way.via for word in read_query(text) for way in word.ways if way.via}


def test_every_line_of_our_list_can_be_read_and_there_are_enough():
    found = parse(LIST.read_text(encoding="utf-8"))

    assert found.faults == []
    assert len(set(found.same.values())) >= 400
    assert len(found.wider) >= 150


@pytest.mark.parametrize(
    ("query", "other"),
    [
        ("Handys", "Smartphone"),
        ("semmeln", "Brötchen"),
        ("Moehre", "Karotte"),
        ("Obst", "Apfel"),
        ("Powerbank", "externer Akku"),
        ("externe Akkus", "Powerbank"),
        ("der externe Akku für unterwegs", "Powerbank"),
        ("Möhrensaft", "Karotte"),
        ("Babyhandschuhe", "Fäustling"),
        ("Süßwaren", "Bonbon"),
        ("AA", "Mignon"),
    ],
)
def test_a_word_is_met_by_another_for_the_same_thing(query, other):
    assert other in found_by(query)


@pytest.mark.parametrize(("query", "other"), [("Apfel", "Obst"), ("Bonbon", "Süßigkeiten"), ("Akku", "Powerbank")])
def test_what_is_only_part_of_it_does_not_find_the_whole(query, other):
    assert other not in found_by(query)


def test_another_word_counts_less_than_the_word_itself():
    (word,) = read_query("Handy")

    assert word.ways[0].via == ""
    assert all(way.weight < word.ways[0].weight for way in word.ways[1:])


def test_the_words_of_a_phrase_must_all_be_there():
    (word,) = read_query("Powerbank")

    assert ("extern", "akku") in [way.terms for way in word.ways]


def test_each_word_of_a_phrase_is_met_by_the_other_word():
    first, second = read_query("externer Akku")

    assert ("powerbank",) in [way.terms for way in first.ways]
    assert ("powerbank",) in [way.terms for way in second.ways]


def test_what_is_covered_brings_its_equals():
    assert "Karotte" in SYNONYMS.others(key("Gemüse"))
    assert "Apfel" in parse("Obst = Früchte\nObst > Apfel").others(key("Früchte"))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Handy", "Line 1, 'Handy': there must be a word on both sides of every '='."),
        ("# shoes\nSchuh = ", "Line 2, 'Schuh =': there must be a word on both sides of every '='."),
        ("Obst >", "Line 1, 'Obst >': there must be a word on both sides of every ','."),
        ("Obst > Apfel,, Birne", "Line 1, 'Obst > Apfel,, Birne': there must be a word on both sides of every ','."),
        ("A4 > B5 > C6", "Line 1, 'A4 > B5 > C6': a line has either = or one >, not both."),
        ("Obst > Apfel = Boskop", "Line 1, 'Obst > Apfel = Boskop': a line has either = or one >, not both."),
        ("Handy = und", "Line 1, 'Handy = und': \"und\" says nothing about goods."),
        (
            "Keks = Kekse",
            'Line 1, \'Keks = Kekse\': "Keks" and "Kekse" are one word for the finder: one of them is enough.',
        ),
        (
            "Keks = Guetsli\nPlätzchen = Kekse",
            "Line 2, 'Plätzchen = Kekse': \"Kekse\" stands already in line 1: join the two lines.",
        ),
        (
            "Obst > Apfel\nObst > Birne",
            "Line 2, 'Obst > Birne': \"Obst\" stands on the left already in line 1: join them.",
        ),
        (
            "Obst > Apfel\nApfel > Obst",
            'Line 2, \'Apfel > Obst\': "Obst" covers "Apfel" already, so "Apfel" cannot cover it: write = instead.',
        ),
        ("Handy = Smartphone\nHandy > Smartphone", 'Line 2: "Smartphone" is the same by line 1.'),
    ],
)
def test_a_wrong_line_is_refused_with_a_sentence(text, sentence):
    assert parse(text).faults == [sentence]


def test_a_wrong_line_costs_only_itself(monkeypatch, tmp_path, caplog):
    path = tmp_path / "synonyms.txt"
    path.write_text("Handy = Smartphone\nKeks =\nSofa = Couch", encoding="utf-8")
    monkeypatch.setattr("search.words.synonyms.LIST", path)

    found = load()

    assert found.others(key("Couch")) == ("Sofa",)
    assert found.others(key("Keks")) == ()
    assert "Line 2" in caplog.text
