import pytest

from search.words.hyphens import complete
from search.words.tokens import TOKEN, measured, plain_number


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Milch 0,5 l", ["Milch", "0,5 l"]),
        ("Schraube M6x40", ["Schraube", "M6x40"]),
        ("Laken 90 x 200 cm, weiß/grau", ["Laken", "90 x 200 cm", "weiß", "grau"]),
        ("T-Shirt von H&M", ["T-Shirt", "von", "H&M"]),
        ("Ana's Café", ["Ana's", "Café"]),
        ("36/37", ["36", "37"]),
        ("5 Messer", ["5", "Messer"]),
        ("A4 B12 5G", ["A4", "B12", "5G"]),
        ('28" Rad', ['28"', "Rad"]),
        ("DIN-A4-Block, 18-V-Akku", ["DIN-A4", "Block", "18-V", "Akku"]),
        ("snake_case", ["snake", "case"]),
        ("!?", []),
    ],
)
def test_a_text_falls_into_words_and_measures(text, tokens):
    assert TOKEN.findall(text) == tokens


@pytest.mark.parametrize(
    ("token", "terms"),
    [
        ("0,5 l", ("500ml", "0.5")),
        ("500 ml", ("500ml", "500")),
        ("1,5 Liter", ("1500ml", "1.5")),
        ("1.000 g", ("1000000mg", "1000")),
        ("1 kg", ("1000000mg", "1")),
        ("3,5 %", ("3.5%", "3.5")),
        ("28 Zoll", ("28zoll", "28")),
        ("M6 x 40", ("m6x40", "m6", "40")),
        ("90 x 200 cm", ("90x200", "90", "200", "2000mm")),
        ("6 x 0,5 l", ("6x0.5", "6", "0.5", "500ml")),
        ("38", ("38",)),
        ("1.2.3 l", ("1.2.3l", "1.2.3")),
        ("Wanderschuhe", ()),
        ("1.5 Liter", ("1500ml", "1.5")),
        ("½ l", ("500ml", "0.5")),
        ("0,5 kg", ("500000mg", "0.5")),
        ("500g", ("500000mg", "500")),
        ("28-Zoll", ("28zoll", "28")),
        ("15 inch", ("15zoll", "15")),
        ("806 Lumen", ("806lm", "806")),
        ("M 6 x 40", ("m6x40", "m6", "40")),
        ("50*100", ("50x100", "50", "100")),
        ("A4", ("a4",)),
        ("DIN A4", ("a4",)),
        ("DIN-A4", ("a4",)),
        ("din c6", ("c6",)),
        ("B12", ()),
    ],
)
def test_measures_share_a_unit_and_sizes_lose_their_blanks(token, terms):
    assert measured(token) == terms


@pytest.mark.parametrize(
    ("text", "number"),
    [("1.000", "1000"), ("1.000,50", "1000.5"), ("0,50", "0.5"), ("0.500", "0.5"), ("10", "10"), ("1.2.3", "1.2.3")],
)
def test_numbers_are_read_as_germans_write_them(text, number):
    assert plain_number(text) == number


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        ("Damen- und Herrenschuhe", "Damenschuhe und Herrenschuhe"),
        ("Kinder-, Damen- und Herrenschuhe", "Kinderschuhe, Damenschuhe und Herrenschuhe"),
        ("Hand- & Fußcreme", "Handcreme & Fußcreme"),
        ("Vor- und Nachmittag", "Vor und Nachmittag"),
        ("T-Shirt und Hose", "T-Shirt und Hose"),
        ("Schuhe - neu - und gut", "Schuhe - neu - und gut"),
    ],
)
def test_a_hanging_hyphen_gets_the_head_of_the_word_that_follows(text, completed):
    assert complete(text) == completed
