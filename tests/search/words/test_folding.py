import pytest

from search.words.folding import fold, plain

SAME = """
Kühlschrank Kuehlschrank | Äpfel Aepfel | Möhre Moehre | Straße Strasse | STRASSE Straße | Größe Groesse | Grüße Gruesse
Käse Kaese | Öl Oel | Brötchen BROETCHEN | Müsli Muesli | Übergröße Uebergroesse | Gemüse Gemuese | Nüsse Nuesse
Café Cafe | Crème Creme | Rosé Rose | Señor Senor | Piña Pina | Ångström Angström
Menü Menue | Menüs Menues | Füße Fuesse | weiß WEISS | Süßigkeiten Suessigkeiten
Hähnchen Haehnchen | Löffel Loeffel | Tür Tuer | Kürbis Kuerbis | Bär Baer
"""

UNCHANGED = """
israel neu neue feuer steuer teuer blauer mauer bauer trauer quelle queue michael samuel aktuell manuell virtuell
individuell baguette statuette duell blue aloe oboe shoe shoes poesie bluetooth paella aerobic reggae venezuela
frauen grauer genauer sauer abenteuer neuer treue bequem quer quark
"""


@pytest.mark.parametrize(
    "pair", [pair.split() for line in SAME.split("\n") for pair in line.split("|") if pair.strip()]
)
def test_two_spellings_of_a_word_fold_to_one(pair):
    one, other = pair

    assert fold(one) == fold(other)


@pytest.mark.parametrize("word", UNCHANGED.split())
def test_two_vowels_that_are_no_umlaut_stay(word):
    assert fold(word) == word


def test_folding_keeps_umlauts_apart_from_bare_vowels():
    assert fold("Kuchen") != fold("Küchen")
    assert plain("Kuchen") == plain("Küchen") == "kuchen"


def test_a_composed_and_a_decomposed_umlaut_are_one():
    assert fold("Mu\u0308tze") == fold("Mütze") == "mütze"


def test_folding_twice_changes_nothing():
    for word in SAME.replace("|", " ").split():
        assert fold(fold(word)) == fold(word)
