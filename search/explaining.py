"""Why a product stands where it stands, told from its own row of terms: a second reading of the same formula."""

from collections.abc import Sequence
from math import inf

from search.formula import FORMULA
from search.generation import Snapshot
from search.matching import rarest
from search.model import Explanation, Part
from search.words.asking import Way, Word


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
    """The best way in which the product meets a word; None when it does not, which match="any" allows."""
    met = [way for way in word.ways if all(term in row for term in way.terms)]
    parts = [_way(snapshot, row, length, word, way) for way in met]
    if word.unless and row.keys().isdisjoint(word.unless):
        parts.append(Part(word.text, (), 1.0, 0.0, 0.0, FORMULA.unsaid_score))
    return max(parts, key=lambda part: part.score, default=None)


def _way(snapshot: Snapshot, row: dict[str, float], length: float, word: Word, way: Way) -> Part:
    most = rarest(snapshot, word) if way.via else inf
    rarities = [min(most, snapshot.rarity(term)) for term in way.terms]
    saturations = [FORMULA.saturation(row[term], length, snapshot.average or 1.0) for term in way.terms]
    many = len(way.terms)
    return Part(
        word=word.text,
        terms=way.terms,
        weight=way.weight,
        frequency=sum(row[term] for term in way.terms) / many,
        rarity=sum(rarities) / many,
        score=way.weight * sum(map(float.__mul__, rarities, saturations)) / many,
    )
