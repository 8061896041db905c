import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.words.analysis import analyser, document_terms, surface
from search.words.asking import Way, read_query
from search.words.reading import HEAD, PART


def meets(query: str, text: str) -> bool:
    """Whether every word of the query is met by the text, as the engine would have it."""
    held = document_terms(text)
    return all(
        any(held.keys() >= set(way.terms) for way in word.ways) or (word.unless and held.keys().isdisjoint(word.unless))
        for word in read_query(query)
    )


FINDS = """
Wanderschuhe | Schuhe zum Wandern
Wanderschuhe | Wanderschuh Eifelsteig Mid, Damen
Wander-Schuhe | Wanderschuh
wander schuhe | Wanderschuh
Wanderschuh | Wander Schuhe
Schuhe | Wanderschuhe
Helm | Kinderfahrradhelm
Fahrradhelm | Kinderfahrradhelm
Kinderfahrradhelm | Fahrradhelm für Kinder
Kinderhelm | Kinderfahrradhelm
fahrrad helm | Kinderfahrradhelm
lap top | Laptop 14 Zoll
T-Shirt | Tshirt
Tshirt | T-Shirt
t shirt | T-Shirt
kuehlschrank | Kühlschrank
KUHLSCHRANK | Kühlschrank
Küchenmesser | Messer für die Küche
Strasse | Straße
Nudeln | Nudel
Äpfel | Apfel
Nuss | Erdnüsse
Schuh | Damenturnschuhe
Turnschuh | Damenturnschuhe
Damenschuhe | Damen- und Herrenschuhe
Herrenschuhe | Damen- und Herrenschuhe
Herrenschuhe | Kinder-, Damen- und Herrenschuhe
0,5 l | Milch 500 ml
500ml | Milch 0,5 l
1,5 Liter | Wasser 1500 ml
1 kg | Mehl 1000 g
0.75l | Wein 0,75 l
A4 | Block A4
M6x40 | Schraube M6 x 40
M6 | Schraube M6x40
M 6 x 40 | Schraube M6x40
DIN A4 | Block A4
A4 Block | DIN-A4-Block
½ l | Milch 500 ml
W29 | Jeans 29
29 | Jeans W29 L32
28 Zoll | 28-Zoll-Rad
Wasser 1500 ml | Wasser 1,5-l-Flasche
blaue Hose | Hose marine
Hose blau | Dunkelblaue Hose
Marmelade ohne Zucker | Marmelade, zuckerfrei
Marmelade ohne Zucker | Marmelade mit Honig
zuckerfreie Bonbons | Bonbons ohne Zucker
Tee -Minze | Tee mit Salbei
Bastelsachen | Kleber zum Basteln
Handy | Smartphone 128 GB
externer Akku | Powerbank 10.000 mAh
Powerbank | externer Akku
Möhrensaft | Karottensaft
Semmeln | Dinkelbrötchen
Babyhandschuhe | Fäustlinge für Babys
38er | Sneaker 38
38 | Sneaker 38er
Gr. 38 | Sneaker 38
Größe 38 | Sneaker 38
90x200 | Laken 90 x 200 cm
4 mm | Stricknadeln 4 mm
28 Zoll | Rad 28"
Vitamin C | Vitamin-C-Pulver
USB-C | Ladekabel USB C
Schokolade ohne Nüsse | Schokolade ohne Nuss
Schuhe für Kinder | Kinderschuhe
L'Oréal | LOreal Shampoo
H&M | H & M
"""

FINDS_NOT = """
Erde | Erdnuss
Baum | Baumwolle
Schuh | Handschuh
Erdnuss | Walnuss
0,5 l | Öl 0,5 kg
LED | Leder
Kuchen | Küche
Reis | Reise
Damenschuhe | Herrenschuhe
Wand | Schuhe zum Wandern
Schokolade ohne Nüsse | Schokolade mit Nüssen
Kinderfahrradhelm | Fahrradhelm
38 | 380 g Honig
Zucker | Marmelade ohne Zucker
Zucker | zuckerfreies Bonbon
Marmelade ohne Zucker | Marmelade mit Zucker
zuckerfreie Marmelade | Marmelade mit Honig
Tee -Minze | Tee mit Minze
marine | blaue Hose
Apfel | Obst aus der Region
rot | Brot
Baum | Handy
"""


def cases(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().split("\n")]


@pytest.mark.parametrize(("query", "text"), cases(FINDS))
def test_a_query_meets_what_a_shopper_would_expect(query, text):
    assert meets(query, text)


@pytest.mark.parametrize(("query", "text"), cases(FINDS_NOT))
def test_a_query_does_not_meet_what_is_something_else(query, text):
    assert not meets(query, text)


def test_the_whole_word_counts_most_then_the_head_then_the_other_parts():
    weights = document_terms("Kinderfahrradhelm")

    assert weights == {"kinderfahrradhelm": 1.0, "fahrradhelm": HEAD, "helm": HEAD, "kind": PART, "fahrrad": PART}
    assert 1.0 > HEAD > PART > 0.0


def test_a_compound_may_be_met_whole_or_in_its_parts():
    (word,) = read_query("Wanderschuhe")

    assert word.text == "Wanderschuhe"
    assert word.ways[:2] == (Way(("wanderschuh",), 1.0), Way(("wander", "schuh"), PART))


def test_neighbours_may_be_met_as_one_word():
    first, second = read_query("wander schuhe")

    assert first.ways[:2] == (Way(("wander",), 1.0), Way(("wanderschuh",), HEAD))
    assert second.ways[:2] == (Way(("schuh",), 1.0), Way(("wanderschuh",), HEAD))


def test_neighbours_across_a_comma_or_a_stop_word_are_not_joined():
    assert all(len(word.ways) == 1 for word in read_query("Hose, Hemd"))
    assert all(len(word.ways) == 1 for word in read_query("Hose und Hemd"))


def test_a_query_of_nothing_but_stop_words_and_signs_has_no_words():
    assert read_query("") == []
    assert read_query("für die !?") == []


def test_a_word_keeps_how_it_was_typed():
    assert [word.text for word in read_query("KÜHLSCHRANK  0,5 l")] == ["KÜHLSCHRANK", "0,5 l"]


def test_a_name_can_be_read_without_parts():
    assert document_terms("Sonnenschuh", parts=False) == {"sonnenschuh": 1.0}


def test_words_are_shown_as_written_with_the_heads_of_compounds():
    assert surface("Kinderfahrradhelm in der Größe 38, 0,5 l") == ["Kinderfahrradhelm", "Fahrradhelm", "Helm"]


@given(st.text(max_size=60))
def test_whoosh_and_the_index_read_a_text_alike(text):
    held: dict[str, float] = {}
    for token in analyser()(text):
        held[token.text] = held.get(token.text, 0.0) + token.boost

    assert held == pytest.approx(document_terms(text))


@given(st.text(alphabet="abcdeéöüßhiklmnorstuw -,.'0123456789xX&/%", max_size=40))
def test_every_text_meets_itself(text):
    text = re.sub(r"(?<!\S)-", "", text)  # a minus asks for the opposite

    assert meets(text, text)
