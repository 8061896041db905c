"""How well words are understood, in figures: `python -m tests.search.words.measure`."""

from collections.abc import Iterable
from dataclasses import dataclass

from search.words.compounds import split
from search.words.folding import fold
from search.words.lexicon import Lexicon, build
from search.words.stemming import stem
from search.words.synonyms import load
from search.words.wordlists import lines
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


def catalogue() -> list[str]:
    """Some 1,300 correct words: of our tables and of the goods, many of them near each other."""
    goods = [entry.partition(":")[0].strip() for line in lines("retail") for entry in line.split(",")]
    meant = [word for _, meaning in rows("typos.txt") for word in meaning.split()]
    return sorted({*goods, *meant, *words("whole_words.txt"), *(word for word, _ in rows("compounds.txt"))})


def missed(lexicon: Lexicon) -> dict[str, list[str]]:
    """The typos whose first correction is another word than the one meant (its plural is not), with what came."""
    found = {}
    for typed, meaning in rows("typos.txt"):
        corrected = lexicon.correct(typed, 3)
        if not corrected or _terms(corrected[0].split()) != _terms(meaning.split()):
            found[typed] = corrected
    return found


def harmed(lexicon: Lexicon) -> list[str]:
    """The correct words that would be corrected, as written and in capitals."""
    return [word for word in catalogue() if lexicon.correct(word, 1) or lexicon.correct(word.upper(), 1)]


def report() -> list[tuple[str, str]]:
    """Every figure with its name, in the order in which they are told."""
    told = []
    for name, table in (("curated", curated()), ("held out", held_out())):
        found = measure_splits(table)
        whole = len(table) - found.compounds
        told.append((f"compounds, {name}", f"{found.compounds} compounds, {whole} words that stay whole"))
        told.append((f"compounds, {name}, precision", f"{found.precision:.1%}"))
        told.append((f"compounds, {name}, recall", f"{found.recall:.1%}"))
    lexicon = Lexicon(build(dict.fromkeys(catalogue(), 1)))
    typos = len(rows("typos.txt"))
    told.append(("typos, the right word first", f"{1 - len(missed(lexicon)) / typos:.1%} of {typos}"))
    told.append(
        ("correct words that are left alone", f"{len(catalogue()) - len(harmed(lexicon))} of {len(catalogue())}")
    )
    synonyms = load()
    told.append(("synonyms", f"{len(set(synonyms.same.values()))} lines with =, {len(synonyms.wider)} lines with >"))
    return told


if __name__ == "__main__":
    for name, figure in report():
        print(f"{name:<40} {figure}")
