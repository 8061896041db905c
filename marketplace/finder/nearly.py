"""Below a short answer: the best of what has only some of the words, each with the words it lacks."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import search

ENOUGH = 12
LEAST_OF_BEST = 0.2


def near_hits(
    index: search.Index, query: search.Query, results: search.Results
) -> list[tuple[search.Hit, tuple[str, ...]]]:
    """Hits that have some of the words or of their parts, with those they lack, where fewer than ENOUGH have them all.

    None behind the first page. Goods of the category that most of the results are of go first. What fits less than
    LEAST_OF_BEST times as well as the best is left out.
    """
    text = search.apart(query.text)
    if results.total >= ENOUGH or query.cursor or (text == query.text and len(results.words + results.dropped) < 2):
        return []
    some = replace(query, text=text, match="any", sort="fit", limit=2 * ENOUGH, explain=True)
    anywhere = index.search(some)
    counts = results.facets["category"]
    usual = max(counts, key=lambda slug: (counts[slug], slug.count("/")), default="")
    beside = index.search(replace(some, category=query.category or usual)).hits if usual else ()
    shown = {hit.id for hit in results.hits}
    near = {hit.id: hit for hit in (*beside, *anywhere.hits) if hit.id not in shown and _fits(hit, anywhere.hits[0])}
    words = sorted(results.words + results.dropped, key=query.text.find)
    return [(hit, tuple(_lacking(hit, words))) for hit in list(near.values())[: ENOUGH - results.total]]


def _fits(hit: search.Hit, best: search.Hit) -> bool:
    return hit.score >= LEAST_OF_BEST * best.score


def _lacking(hit: search.Hit, words: Iterable[str]) -> Iterator[str]:
    """The words that a hit has nothing of, and the parts it lacks of those it has something of."""
    met = {part.word for part in hit.explanation.parts} if hit.explanation else set()
    for word in words:
        parts = search.apart(word).split()
        lacks = [] if word in met else [part for part in parts if part not in met]
        yield from [word] if lacks == parts else lacks
