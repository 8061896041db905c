import pytest

from search.words.analysis import surface
from search.words.folding import fold
from search.words.lexicon import Lexicon, build
from tests.search.words.measure import catalogue, harmed, missed
from tests.search.words.tables import rows

CORRECT = catalogue()


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The words of our tables and of the goods, many of them near each other."""
    return Lexicon(build(dict.fromkeys(CORRECT, 3)))


def test_the_right_word_comes_first_for_95_of_100_typos(lexicon):
    typos = rows("typos.txt")
    wrong = missed(lexicon)

    assert len(typos) >= 300
    assert len(wrong) <= 0.05 * len(typos), wrong


def test_a_word_of_the_catalogue_is_never_corrected(lexicon):
    assert len(CORRECT) > 1000
    assert harmed(lexicon) == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("Portmonee", "Portemonnaie"), ("Pontawi", "Pontavi"), ("Schoomann", "Schomann"), ("Fylipp", "Philipp")],
)
def test_a_name_is_found_by_its_sound(typed, meant):
    lexicon = Lexicon(build({meant: 1, "Portal": 9, "Pontons": 9, "Schalmei": 9, "Phlox": 9}))

    assert lexicon.correct(typed, 1) == [meant]


def test_a_typed_ae_is_no_typo(lexicon):
    for word in CORRECT:
        spelt = fold(word).replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
        if fold(spelt) == fold(word):
            assert lexicon.correct(spelt, 3) == []


def test_a_missing_umlaut_is_the_first_thing_to_mend():
    lexicon = Lexicon(build({"Küche": 1, "Kuchen": 9, "Tuche": 9}))

    assert lexicon.correct("Kuche", 3)[0] == "Küche"


@pytest.mark.parametrize("word", ["xqzzt", "Brontosaurusknochenmehl", "", "ab", "abc", "4711", "a1b2c3d4"])
def test_what_is_far_from_every_word_is_left_alone(lexicon, word):
    assert lexicon.correct(word, 3) == []


def test_among_equals_the_word_of_most_products_comes_first():
    lexicon = Lexicon(build({"Hose": 2, "Dose": 9, "Rose": 5}))

    assert lexicon.correct("Xose", 3) == ["Dose", "Rose", "Hose"]


def test_the_caller_may_rank_by_what_is_on_the_shelf():
    lexicon = Lexicon(build({"Hose": 2, "Dose": 9, "Rose": 5}))

    assert lexicon.correct("Xose", 1, rank={"Hose": 1.0, "Dose": 0.0, "Rose": 0.0}.__getitem__) == ["Hose"]
    assert lexicon.complete("", 1, rank={"Hose": 1.0, "Dose": 0.0, "Rose": 0.0}.__getitem__) == ["Hose"]


@pytest.mark.parametrize("typed", ["tastertur", "Tastertür", "Tastertuer"])
def test_two_slips_are_likelier_than_two_nouns_in_one(typed):
    lexicon = Lexicon(build({"Tastatur": 1, "Taster": 9, "Tür": 9}))

    assert lexicon.correct(typed, 1) == ["Tastatur"]


def test_a_slip_in_the_first_letter_is_the_least_likely():
    lexicon = Lexicon(build({"Kanne": 1, "Tanne": 9}))

    assert lexicon.correct("Kanna", 2)[0] == "Kanne"


def test_words_complete_whatever_their_case_and_umlauts():
    lexicon = Lexicon(build({"Kühlschrank": 3, "Küche": 5, "Kuchen": 7, "Bluetooth": 2, "Kübel": 1}))

    assert lexicon.complete("ku", 9) == ["Kuchen", "Küche", "Kühlschrank", "Kübel"]
    assert lexicon.complete("KÜ", 9) == ["Küche", "Kühlschrank", "Kübel"]
    assert lexicon.complete("kue", 2) == ["Küche", "Kühlschrank"]
    assert lexicon.complete("blue", 2) == ["Bluetooth"]
    assert lexicon.complete("z", 2) == []


def test_spellings_of_a_word_are_one_word_shown_as_most_write_it():
    lexicon = Lexicon(build({"Kühlschrank": 3, "KÜHLSCHRANK": 1, "Kuehlschrank": 2}))

    assert len(lexicon) == 1
    assert lexicon.complete("k", 9) == ["Kühlschrank"]
    assert lexicon.count("kühlschrank") == 6
    assert lexicon.count("Kuhlschrank") == 0


def test_an_empty_lexicon_answers_nothing():
    lexicon = Lexicon(build({}))

    assert len(lexicon) == 0
    assert lexicon.complete("a", 5) == []
    assert lexicon.correct("Wanderschuhe", 5) == []


def test_words_of_all_alphabets_survive_the_arrays():
    shown = ["Ярмарка", "日本茶", "Crème", "Ümit", "naïve"]
    lexicon = Lexicon(build(dict.fromkeys(shown, 1)))

    assert [lexicon.complete(word, 1) for word in shown] == [[word] for word in shown]


def test_the_heads_of_compounds_can_be_completed():
    lexicon = Lexicon(build(dict.fromkeys(surface("Kinderfahrradhelm"), 1)))

    assert lexicon.complete("fahrrad", 3) == ["Fahrradhelm"]
    assert lexicon.correct("Fahradhelm", 3) == ["Fahrradhelm"]
