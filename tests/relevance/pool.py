"""`python -m tests.relevance.pool "neue Frage"`: what there is to grade for a question.

Prints the first twenty products of every engine, mixed, in the order of their numbers, each with the grade that it has.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.relevance.collection import judgements
from tests.relevance.contest import engines
from tests.relevance.goods import demo_goods


def main(text: str) -> None:
    """List the candidates of one question."""
    goods = demo_goods()
    with TemporaryDirectory(prefix="pool-") as folder:
        found = {number for answer in engines(goods, Path(folder)).values() for number in answer(text)}
    grades = {key: grade for asked, key, grade in judgements() if asked == text}
    for document in goods.documents:
        if document.id in found:
            key = goods.keys[document.id]
            print(grades.get(key, "-"), key, document.title, document.attributes, sep="\t")


if __name__ == "__main__":
    main(" ".join(sys.argv[1:]))
