import pytest

from search.words.analysis import document_terms
from search.words.asking import read_query
from search.words.colours import colour
from search.words.folding import fold


@pytest.mark.parametrize(
    ("query", "text", "kind"),
    [
        ("Schuhe Gr. 38", "Gr. 38", "size"),
        ("Schuhe Größe 38", "Größe 38", "size"),
        ("Shirt groesse XL", "groesse XL", "size"),
        ("Shirt XXL", "XXL", "size"),
        ("Schuhe 38er", "38er", "size"),
        ("Jeans W29", "W29", "size"),
        ("Wasser 1,5 l", "1,5 l", "measure"),
        ("Block A4", "A4", "measure"),
        ("Block DIN A4", "DIN A4", "measure"),
        ("Schraube M6x40", "M6x40", "measure"),
        ("dunkelblaue Hose", "dunkelblaue", "colour"),
        ("Stuhl Holz", "Holz", "material"),
        ("Schuhe für Kinder", "Kinder", "audience"),
        ("Brot ohne Hefe", "ohne Hefe", "without"),
        ("glutenfreies Brot", "glutenfreies", "without"),
        ("Tee -Minze", "-Minze", "without"),
        ("Schuhe 38", "38", "word"),
        ("Gr. Schraube", "Schraube", "word"),
    ],
)
def test_a_word_knows_what_kind_of_thing_it_says(query, text, kind):
    assert (text, kind) in [(word.text, word.kind) for word in read_query(query)]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("Marmelade ohne Zucker", {"marmelad", "ohne:zuck"}),
        ("ohne künstliche Aromen, würzig", {"ohne:kunstlich", "ohne:arom", "wurzig"}),
        ("ohne Gluten und Laktose mit Honig", {"ohne:glut", "ohne:laktos", "honig"}),
        ("zuckerfrei", {"zuckerfrei", "ohne:zuck"}),
        ("zucker-freies Eis", {"zuckerfrei", "ohne:zuck", "eis"}),
        ("laktose- und glutenfrei", {"laktosefrei", "ohne:laktos", "glutenfrei", "ohne:glut"}),
        ("ärmellos", {"armellos", "ohne:armel"}),
    ],
)
def test_what_a_thing_is_without_has_its_own_term(text, terms):
    assert document_terms(text).keys() == terms


def test_being_without_is_met_by_silence_only_next_to_another_word():
    jam, sugar = read_query("Marmelade ohne Zucker")
    (alone,) = read_query("ohne Zucker")

    assert (jam.unless, sugar.unless) == ((), ("zuck",))
    assert alone.unless == ()


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("dunkelblaue", "blau"),
        ("Himmelblau", "blau"),
        ("marine", "blau"),
        ("bordeaux", "rot"),
        ("weinroter", "rot"),
        ("anthrazit", "grau"),
        ("blaues", "blau"),
        ("Brot", None),
        ("Schrot", None),
        ("Eiweiß", None),
        ("Hose", None),
    ],
)
def test_a_shade_is_known_by_its_plain_colour(word, plain):
    assert colour(fold(word)) == plain


def test_a_shade_is_found_by_its_colour_but_not_the_other_way_round():
    assert "blau" in document_terms("Jeans dunkelblau")
    assert "dunkelblau" not in document_terms("Jeans blau")
