"""The judged collection: what was asked, which products answer it how well, and which half may be tuned on."""

import csv
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from zlib import crc32

FOLDER = Path(__file__).parent
Part = Literal["tune", "report"]


@dataclass(frozen=True)
class Question:
    """One text as a shopper types it. grades are the products that answer it, by key: 3 exactly, 2 fits, 1 related."""

    kind: str
    text: str
    grades: dict[str, int]

    @property
    def part(self) -> Part:
        """The half it belongs to, drawn by the checksum of its text: nobody chose it; new questions move no old one."""
        return "report" if crc32(self.text.encode()) % 2 else "tune"


def questions(folder: Path = FOLDER) -> list[Question]:
    """All questions with their judgements, in the order of the file."""
    grades: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for text, key, grade in judgements(folder):
        grades[text][key] = grade
    return [Question(row["kind"], row["query"], grades[row["query"]]) for row in rows(folder / "queries.tsv")]


def judgements(folder: Path = FOLDER) -> Iterator[tuple[str, str, int]]:
    """Every line of the judgements: query, product, grade."""
    for path in sorted((folder / "judgements").glob("*.tsv")):
        for row in rows(path):
            yield row["query"], row["product"], int(row["grade"])


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The lines of a file of tab-separated values."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True)
