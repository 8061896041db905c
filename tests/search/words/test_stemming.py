import pytest

from search.words.folding import fold
from search.words.stemming import stem

ONE_THING = """
Schuh Schuhe Schuhen Schuhs | Apfel Äpfel Äpfeln | Nudel Nudeln | Kartoffel Kartoffeln | Buch Bücher Büchern Buches
Topf Töpfe | Stuhl Stühle | Hose Hosen | Tasse Tassen | Auto Autos | Foto Fotos | Sofa Sofas | Handy Handys | Kiwi Kiwis
Keks Kekse | Tee Tees | Ei Eier Eiern | Öl Öle | Pizza Pizzas Pizzen | Avocado Avocados | Baby Babys | Shirt Shirts
rot rote rotes roter roten | kabellos kabellose kabelloses
Glas Gläser | Lachs Lachse | Hals Hälse | Nuss Nüsse | Mandel Mandeln
Kamera Kameras | Kaktus Kakteen | Laptop Laptops | Jacke Jacken | Küche Küchen | Kuchen Kuchens
Zahnbürste Zahnbürsten
wandern wander | Semmel Semmeln | Muschel Muscheln | Atlas Atlanten | Chip Chips | Kleid Kleider Kleidern | Rad Räder
"""

TWO_THINGS = """
Leder LED | Kuchen Küche | Reis Reise | Messer messen | Roller Rolle | Drucker Druck | Schal Schale | Kohl Kohle
Hafer Hafen | Rahmen Rahm | Weste Western | wandern Wand | Poster Post | Pumps Pumpe
Säge sagen | Bär Bar | Schrauber Schraube
Leinen Leine | Blüte Blut | Mutter Mut | Stick Sticker | Marke Marker | Locher Loch | Füller voll
Buche Buch | Rinde Rind | Eisen Eis
Tablette Tablett | Toaster Toast | Ostern Osten | Straße Strass | Spitzer Spitze
"""


def cells(table: str) -> list[list[str]]:
    return [cell.split() for line in table.split("\n") for cell in line.split("|") if cell.strip()]


@pytest.mark.parametrize("forms", cells(ONE_THING), ids=" ".join)
def test_the_forms_of_a_word_have_one_term(forms):
    assert len({stem(fold(form)) for form in forms}) == 1


@pytest.mark.parametrize("words", cells(TWO_THINGS), ids=" ".join)
def test_two_things_have_two_terms(words):
    assert len({stem(fold(word)) for word in words}) == len(words)


@pytest.mark.parametrize(
    ("typed", "meant"), [("Kuhlschrank", "Kühlschrank"), ("Gurtel", "Gürtel"), ("Fuller", "Füller")]
)
def test_a_word_typed_without_its_umlaut_has_the_same_term(typed, meant):
    assert stem(fold(typed)) == stem(fold(meant))


def test_words_with_digits_are_left_alone():
    assert stem("m6x40") == "m6x40"
    assert stem("500ml") == "500ml"
