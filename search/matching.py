"""The first half of a query: which products have the words, and how well."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from search import kernels
from search.arrays import Array, union
from search.formula import FORMULA
from search.generation import Layer, Snapshot
from search.model import Match
from search.shelves import Shelf
from search.words.asking import Way, Word, is_listed

Scored = tuple[Array, Array]
NOTHING: Scored = (np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32))


@dataclass(frozen=True, slots=True)
class Reading:
    """One shelf being read for one query."""

    snapshot: Snapshot
    layer: Layer
    shelf: Shelf

    def numbers(self, products: Array) -> Array:
        """The segment's numbers of products of the shelf."""
        return products if self.shelf.products is None else self.shelf.products[products]

    def live(self, products: Array) -> Array:
        """True for the products of the shelf that were neither removed nor replaced."""
        if self.layer.live is None:
            return np.ones(len(products), dtype=bool)
        return np.asarray(self.layer.live[self.numbers(products)])

    def term(self, term: str) -> Scored:
        """The products with a term, and how often it stands in each, weighted by field."""
        number = self.layer.segment.term(term)
        return NOTHING if number < 0 else self.shelf.postings(number)

    def way(self, way: Way) -> Scored:
        """The products with all terms of a way, and how often it is met: by the frequency of the rarest of them."""
        products, frequencies = reduce(self.all_of, map(self.term, way.terms))
        return products, frequencies if way.weight == 1.0 else frequencies * np.float32(way.weight)

    def word(self, word: Word) -> Scored:
        """The products that meet a word, and its score in each: what they have of all its ways counts as one term."""
        met = [found for found in map(self.way, word.ways) if len(found[0])]
        products, frequencies = union(met or [NOTHING], np.add)
        factor = (FORMULA.k1 + 1.0) * telling(self.snapshot, word)
        scores = kernels.impacts(products, frequencies, self.shelf.lengths, self.snapshot.norm, factor)
        return union([(products, scores), self.silent(word.unless)], np.maximum) if word.unless else (products, scores)

    def silent(self, terms: Iterable[str]) -> Scored:
        """The products that have none of the terms."""
        products = np.ones(self.shelf.size, dtype=bool)
        for term in terms:
            products[self.term(term)[0]] = False
        found = np.flatnonzero(products).astype(np.int32)
        return found, np.full(len(found), FORMULA.unsaid_score, dtype=np.float32)

    def all_of(self, one: Scored, other: Scored) -> Scored:
        """The products in both, with the smaller of their frequencies."""
        in_one, in_other = kernels.common(one[0], other[0], self.shelf.size)
        return one[0][in_one], np.minimum(one[1][in_one], other[1][in_other])

    def both(self, one: Scored, other: Scored) -> Scored:
        """The products in both, with the sum of their scores."""
        in_one, in_other = kernels.common(one[0], other[0], self.shelf.size)
        return one[0][in_one], one[1][in_one] + other[1][in_other]

    def match(self, words: Sequence[Word], match: Match) -> Scored:
        """The live products that meet all or any words, with their text scores; all, each with 1, without words."""
        if not words:
            products, scores = np.arange(self.shelf.size), np.ones(self.shelf.size)
        elif match == "all" or len(words) == 1:
            products, scores = self.meeting_all(words)
        else:
            products, scores = self.meeting_any(words)
        if self.layer.live is None:
            return products, scores
        live = self.live(products)
        return products[live], scores[live]

    def meeting_all(self, words: Sequence[Word]) -> Scored:
        """The products that meet every word, with the sum of their scores."""
        found = sorted(map(self.word, words), key=lambda scored: len(scored[0]))
        return reduce(self.both, found)

    def meeting_any(self, words: Sequence[Word]) -> Scored:
        """The products that meet at least one word, with the sum over those they meet."""
        sums = np.zeros(self.shelf.size, dtype=np.float32)
        products = np.concatenate([kernels.add(sums, *self.word(word)) for word in words])
        return products, sums[products]

    def met(self, words: Sequence[Word]) -> Scored:
        """The live products that meet at least one word; the score tells which: bit i stands for the word i."""
        bits = np.zeros(self.shelf.size, dtype=np.int64)
        for place, word in enumerate(words):
            bits[self.word(word)[0]] |= 1 << place
        products = np.flatnonzero(bits)
        products = products[self.live(products)]
        return products, bits[products]


def known(snapshot: Snapshot, word: Word) -> bool:
    """Whether any live product has all terms of one of the word's ways, or the list of synonyms has the word.

    Being without something is always known.
    """
    return (
        bool(word.unless)
        or is_listed(word)
        or any(all(snapshot.having(term) for term in way.terms) for way in word.ways)
    )


def telling(snapshot: Snapshot, word: Word) -> float:
    """How rare a word is: its own term, or where no product has that, the commonest of the ways to meet it."""
    own = word.ways[0].terms
    if all(map(snapshot.having, own)):
        return mean_rarity(snapshot, own)
    known = [way.terms for way in word.ways if all(map(snapshot.having, way.terms))] or [own]
    return min(mean_rarity(snapshot, terms) for terms in known)


def mean_rarity(snapshot: Snapshot, terms: Sequence[str]) -> float:
    """The mean idf of terms."""
    return sum(map(snapshot.rarity, terms)) / len(terms)


def exact(term: str) -> Word:
    """A code as a word with one way."""
    return Word(term, (Way((term,), 1.0),))


def marked(words: Iterable[Word]) -> tuple[str, ...]:
    """The words as typed."""
    return tuple(word.text for word in words)
