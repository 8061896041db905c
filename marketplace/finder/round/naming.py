"""What counts as a thing of a list: "Brot" is a loaf of rye bread, but neither a bread box nor a book about baking.

A search ranks all that has something to do with the words; a round buys the cheapest, so it must know what they name.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import search

LEAST_FIT = 0.8
_BEGINNING = re.compile(r"^(?:\w+(?:er|es)\s+)*\S*")
"""The first word of a title, after adjectives: "Löslicher Kaffee"."""


@dataclass(frozen=True, slots=True)
class Label:
    """What names a product: its title and the shelf it stands on."""

    title: str
    shelf: str


def counting(text: str, hits: Sequence[search.Hit], labels: Mapping[int, Label]) -> list[int]:
    """The ids of those hits that count as what the text names, the best fit first.

    The words are looked for in the title, before its first "für" or "mit", and in the name of the shelf; as a whole
    word or as the end of a compound, which says what a thing is. Each word met in one of them is a point, and one more
    is for a title that begins with such a word: "Kernseife Olivenöl" is soap. The hits with the most points count that
    fit the text at least 0.8 as well as the best of them, wherever they are sold.
    """
    words = search.read_query(text)
    met = {hit.id: _met_by(words, labels[hit.id]) for hit in hits if hit.id in labels}
    most = max(met.values(), default=0)
    named = [hit for hit in hits if met.get(hit.id) == most]
    least = LEAST_FIT * max(map(fit, named), default=0)
    return [hit.id for hit in sorted(named, key=fit, reverse=True) if fit(hit) >= least]


def fit(hit: search.Hit) -> float:
    """How well a hit fits the words, without regard to how near it is."""
    return hit.score / search.FORMULA.nearness(hit.distance_m or 0)


def met_in(words: Iterable[search.Word], name: str) -> int:
    """How many of the words a name has, whole or as the end of a compound."""
    weights: dict[str, float] = {}
    for token in search.TOKEN.findall(name):
        for term, weight in search.terms(token):
            weights[term] = max(weight, weights.get(term, 0))
    known = {term for term, weight in weights.items() if weight > search.FORMULA.part_weight}
    return sum(any(known.issuperset(way.terms) for way in word.ways) for word in words)


def _met_by(words: Sequence[search.Word], label: Label) -> int:
    title, _rest = search.named(label.title)
    begins = any(met_in(words, beginning) for beginning in _BEGINNING.findall(title))
    return met_in(words, title) + met_in(words, label.shelf) + begins
