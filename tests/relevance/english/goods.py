"""English goods and questions, graded by rule: what an analysis made for German does to English words."""

from collections.abc import Iterator
from pathlib import Path

from search import Product
from tests.relevance.collection import Question
from tests.relevance.goods import Goods

FOLDER = Path(__file__).parent


def english_goods() -> Goods:
    """The goods of shelves.txt. Their keys are `thing/title`."""
    shelved = [(trade, thing, title) for trade, thing, titles in _shelves() for title in titles]
    documents = [
        Product(number, title, category=(trade.lower(),), category_words=trade)
        for number, (trade, _, title) in enumerate(shelved, 1)
    ]
    return Goods(tuple(documents), {number: f"{thing}/{title}" for number, (_, thing, title) in enumerate(shelved, 1)})


def english_questions() -> list[Question]:
    """The questions of questions.txt with the grades that the rule written there gives."""
    keys = english_goods().keys.values()
    asked = []
    for line in _lines("questions.txt"):
        typed, _, wanted = line.partition(" = ")
        thing, _, words = wanted.partition(" ; ")
        of_thing = [key for key in keys if key.startswith(f"{thing}/")]
        asked.append(
            Question("english", typed, {key: _grade(key.removeprefix(f"{thing}/"), words) for key in of_thing})
        )
    return asked


def _grade(title: str, words: str) -> int:
    """3 with all of the words, 2 with some, 1 with none."""
    met = [word.lower() in title.lower() for word in words.split(", ")]
    return 3 if all(met) else 2 if any(met) else 1


def _shelves() -> Iterator[tuple[str, str, list[str]]]:
    for line in _lines("shelves.txt"):
        shelf, _, titles = line.partition(": ")
        trade, _, thing = shelf.partition(" / ")
        yield trade, thing, titles.split(" | ")


def _lines(name: str) -> list[str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
