"""The judged collection is whole: a person may correct it by hand, and a slip of the hand is noticed."""

from collections import Counter

import pytest

from tests.relevance.collection import FOLDER, judgements, questions, rows
from tests.relevance.english.goods import english_goods, english_questions
from tests.relevance.goods import demo_goods

KINDS = {"plain", "category", "compound", "synonym", "typo", "brand", "unit", "size", "colour", "several", "intent"}
KINDS |= {"regional", "code"}


def test_there_are_enough_questions_of_every_kind_in_both_halves():
    asked = questions()

    counts = Counter((question.kind, question.part) for question in asked)

    assert len(asked) >= 150
    assert len({question.text for question in asked}) == len(asked)
    assert {kind for kind, _ in counts} == KINDS
    assert min(counts[kind, part] for kind in KINDS for part in ("tune", "report")) >= 4


def test_every_question_has_a_product_that_fits_it():
    unanswered = [question.text for question in questions() if max(question.grades.values(), default=0) < 2]

    assert unanswered == []


def test_every_grade_is_of_a_known_question_and_product():
    keys, texts = set(demo_goods().keys.values()), {row["query"] for row in rows(FOLDER / "queries.tsv")}

    graded = list(judgements())

    assert {grade for _, _, grade in graded} <= {0, 1, 2, 3}
    assert [line for line in graded if line[0] not in texts or line[1] not in keys] == []
    assert len({(text, key) for text, key, _ in graded}) == len(graded)


def test_a_question_keeps_its_half_when_others_are_added(tmp_path):
    (tmp_path / "judgements").mkdir()
    (tmp_path / "queries.tsv").write_text("kind\tquery\nplain\tneu\nplain\ttoaster\n")

    alone = {question.text: question.part for question in questions(tmp_path)}

    assert alone["toaster"] == next(question.part for question in questions() if question.text == "toaster")


@pytest.mark.parametrize("number", [28001, 40110])
def test_documents_are_those_of_the_finder(number):
    document = next(document for document in demo_goods().documents if document.id == number)

    assert document.title
    assert document.category_words
    assert all(len(code) == 14 for code in document.codes)


def test_english_questions_are_graded_by_their_rule():
    asked = {question.text: question for question in english_questions()}

    grades = asked["straw hat"].grades

    assert len(english_goods().documents) >= 500
    assert len(asked) >= 40
    assert grades["hat/Straw hat with ribbon"] == 3
    assert grades["hat/Panama hat"] == 1
    assert asked["waterproof hiking boots"].grades["boots/Hiking boots, waterproof, men"] == 3
    assert [text for text, question in asked.items() if 3 not in question.grades.values()] == []
