"""tantivy with one index for each city, and our way of joining: a question reads the shelf of one city only.

Cities lie further apart than any question reaches, so one area always answers; that spares the peer the joining of
several.
"""

from pathlib import Path

import numpy as np

from tests.benchmarks.nearby import columns
from tests.benchmarks.nearby.answers import Answer
from tests.benchmarks.nearby.corpus import Corpus, texts
from tests.benchmarks.nearby.engines.tantivy_words import Words, write
from tests.benchmarks.nearby.questions import Question

TITLE = "tantivy, an index per area"


def build(corpus: Corpus, folder: Path) -> None:
    """In each area one document for each product sold there."""
    columns.save_towns(corpus, folder / "towns")
    for city in range(corpus.size.cities):
        area = folder / f"area-{city}"
        sold = columns.save_shelf(corpus, area / "shelf", city).tolist()
        write(area / "words", (texts(corpus, product) for product in sold))


class Reader:
    """All areas, open."""

    def __init__(self, folder: Path) -> None:
        self.towns = columns.Towns(folder / "towns")
        areas = [folder / f"area-{city}" for city in range(int(self.towns.city.max()) + 1)]
        self.areas = [(Words(area / "words"), columns.Shelf(area / "shelf", self.towns)) for area in areas]

    def find(self, question: Question) -> Answer:
        """All matches of the nearest store's area, then the join."""
        metres = self.towns.metres(question)
        words, shelf = self.areas[int(self.towns.city[np.argmin(metres)])]
        found, scores = words.matches(words.query(question))
        return shelf.join(question, found, scores, metres)

    def best(self, question: Question) -> list[int]:
        """The first page of the nearest area: it has no index of everywhere."""
        metres = self.towns.metres(question)
        return self.areas[int(self.towns.city[np.argmin(metres)])][0].best(question)

    def told(self, found: Answer) -> Answer:
        """It is one."""
        return found

    def close(self) -> None:
        """Mapped files close by themselves."""
