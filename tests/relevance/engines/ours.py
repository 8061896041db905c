"""Our own engine, asked as the results page asks it, with every product for sale in one shop and no place."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from marketplace.finder.nearly import near_hits
from search import Index, Offer, Point, Query, Results, Store, Writer, understand
from tests.relevance.goods import Goods

MOMENT = 1_800_000_000
DAY = 86_400
SOME_PRICE = 1_000
PAGE = 20


def filled(goods: Goods, folder: Path) -> Index:
    """The goods, each for sale in one shop, so that words alone decide."""
    with Writer.open(folder) as writer:
        writer.put_stores([Store(1, "Laden", Point(51.2, 6.4), "mg", rhythm_s=DAY)])
        writer.put_products(goods.documents)
        writer.put_offers(
            Offer(document.id, document.id, 1, goods.prices.get(document.id, SOME_PRICE), 1, MOMENT)
            for document in goods.documents
        )
        writer.publish()
    return Index.open(folder)


def asked(index: Index, text: str, limit: int = PAGE) -> tuple[Query, Results]:
    """The question as it was understood, and its hits: those of the better spelling if need be."""
    meaning = understand(text)
    query = Query(
        meaning.words,
        price_min_cents=meaning.price_min_cents,
        price_max_cents=meaning.price_max_cents,
        limit=limit,
        at=MOMENT,
    )
    results = index.search(query)
    if results.suggestion and (results.dropped or not results.hits):
        meant = replace(query, text=results.suggestion)
        if not index.search(meant).dropped:
            return meant, index.search(meant)
    return query, results


def ours(goods: Goods, folder: Path) -> Callable[[str], list[int]]:
    """Answers with the ids of the first page: the hits, and what comes close."""
    index = filled(goods, folder)

    def answer(text: str) -> list[int]:
        query, results = asked(index, text)
        near = [hit for hit, _missing in near_hits(index, query, results)]
        return [hit.id for hit in [*results.hits, *near]]

    return answer
