"""Why a product stands where it stands, told from its own row of terms: a second reading of the same formula."""

from collections.abc import Sequence

from search.formula import FORMULA
from search.generation import Snapshot
from search.matching import telling
from search.model import Explanation, Part
from search.words.asking import Word


def explanation(snapshot: Snapshot, product: int, words: Sequence[Word], metres: float | None) -> Explanation:
    """The parts of a product's score for these words at this distance."""
    found = snapshot.find(product)
    assert found is not None
    layer, number = found
    row = layer.segment.row(number)
    length = float(layer.segment.lengths[number])
    parts = tuple(part for word in words if (part := _part(snapshot, row, length, word)))
    text = sum(part.score for part in parts) if parts else 1.0
    nearness = 1.0 if metres is None else FORMULA.nearness(metres)
    return Explanation(text * nearness, text, nearness, None if metres is None else round(metres), parts)


def _part(snapshot: Snapshot, row: dict[str, float], length: float, word: Word) -> Part | None:
    """What a word gave; None when the product does not meet it in any way, which match="any" allows."""
    met = {way: way.weight * min(row[term] for term in way.terms) for way in word.ways if row.keys() >= set(way.terms)}
    parts = []
    if met:
        most, frequency, rarity = max(met, key=lambda way: met[way]), sum(met.values()), telling(snapshot, word)
        score = rarity * FORMULA.saturation(frequency, length, snapshot.average or 1.0)
        parts.append(Part(word.text, most.terms, most.weight, frequency, rarity, score))
    if word.unless and row.keys().isdisjoint(word.unless):
        parts.append(Part(word.text, (), 1.0, 0.0, 0.0, FORMULA.unsaid_score))
    return max(parts, key=lambda part: part.score, default=None)
