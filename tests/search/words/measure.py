"""How well words are understood, in figures: `python -m tests.search.words.measure`."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.words.compounds import split
from search.words.folding import fold
from search.words.stemming import stem
from tests.search.words.tables import rows, words


@dataclass(frozen=True, slots=True)
class Splits:
    """How a table of words was split. wrong holds the words whose parts are not as the table says, with what came."""

    compounds: int
    split: int
    right: int
    wrong: dict[str, tuple[str, ...]]

    @property
    def precision(self) -> float:
        """Of the words that were split, the share split rightly in all parts."""
        return self.right / self.split

    @property
    def recall(self) -> float:
        """Of the words that are compounds, the share split rightly in all parts."""
        return self.right / self.compounds


def measure_splits(table: Iterable[tuple[str, str]]) -> Splits:
    """Compare a table of words and parts with what the splitter says; parts count as equal when their terms are."""
    cases = [(word, _terms(parts.split()), _terms(split(word))) for word, parts in table]
    return Splits(
        compounds=sum(bool(parts) for _, parts, _ in cases),
        split=sum(bool(found) for _, _, found in cases),
        right=sum(bool(parts) and parts == found for _, parts, found in cases),
        wrong={word: split(word) for word, parts, found in cases if parts != found},
    )


def _terms(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem(fold(part)) for part in parts)


def curated() -> list[tuple[str, str]]:
    """The words the lists were made for, compounds and words that stay whole."""
    return rows("compounds.txt") + [(word, "") for word in words("whole_words.txt")]


def held_out() -> list[tuple[str, str]]:
    """The words of the draw that no list was widened for."""
    return rows("held_out.txt")


def report() -> list[tuple[str, str]]:
    """Every figure with its name, in the order in which they are told."""
    told = []
    for name, table in (("curated", curated()), ("held out", held_out())):
        found = measure_splits(table)
        whole = len(table) - found.compounds
        told.append((f"compounds, {name}", f"{found.compounds} compounds, {whole} words that stay whole"))
        told.append((f"compounds, {name}, precision", f"{found.precision:.1%}"))
        told.append((f"compounds, {name}, recall", f"{found.recall:.1%}"))
    return told


if __name__ == "__main__":
    for name, figure in report():
        print(f"{name:<40} {figure}")
