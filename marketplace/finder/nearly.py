"""Below a short answer: the best of what has only some of the words, each with the words it lacks."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

import search
from marketplace.cities.models import City
from marketplace.finder import parameters
from marketplace.finder.answers import Answer, Card, cards, index, store_id_of

ENOUGH = 12
LEAST_OF_BEST = 0.4


@dataclass(frozen=True, slots=True)
class Near:
    """A product group that is nearly what was asked for."""

    card: Card
    missing: tuple[str, ...]


def nearly(session: Session, found: Answer, city: City, now: datetime) -> tuple[Near, ...]:
    """What fills a short first page; what fits less than 0.4 times as well as the best of it is left out."""
    if not _is_short(found):
        return ()
    asked, here = found.meant.asked, found.here
    store_id = store_id_of(session, asked.store)
    query = parameters.to_query(replace(asked, sort="fit", limit=2 * ENOUGH), city.slug, here.point, store_id, now)
    try:
        results = index().search(replace(query, match="any", explain=True))
    except (search.IndexMissing, search.IndexDamaged):
        return ()
    shown = {card.group.id for card in found.cards}
    hits = [hit for hit in results.hits if hit.id not in shown and _fits(hit, results.hits[0])]
    lacking = {hit.id: _lacking(hit, results.words) for hit in hits}
    made = cards(session, hits[: ENOUGH - len(shown)], asked, here, city, now)
    return tuple(Near(card, lacking[card.group.id]) for card in made)


def _is_short(found: Answer) -> bool:
    """Whether a search of several words has few hits, all of them on its first page."""
    results = found.results
    return len(results.words + results.dropped) > 1 and results.total < ENOUGH and not found.asked.cursor


def _fits(hit: search.Hit, best: search.Hit) -> bool:
    return hit.score >= LEAST_OF_BEST * best.score


def _lacking(hit: search.Hit, words: tuple[str, ...]) -> tuple[str, ...]:
    met = {part.word for part in hit.explanation.parts} if hit.explanation else set()
    return tuple(word for word in words if word not in met)
