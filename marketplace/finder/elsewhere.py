"""Where nothing was found: what else there is, so that no search ends at a wall."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

import search
from marketplace.catalogue.models import Category
from marketplace.cities.models import City
from marketplace.finder.answers import Answer, Card, answer, index
from marketplace.finder.home import departments
from marketplace.finder.parameters import Asked
from marketplace.finder.where import Here

FARTHEST_M = 100_000
SHOWN = 4
LATER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Ways on. Each Answer is None where its search would be the one that found nothing.

    `spelling` was looked for instead, where nothing far and wide has the typed words; `widest` gives up radius and
    filters both, where one alone does not help. `similar` are shelves near the words, if there are any;
    `departments` are all the shelves of the town.
    """

    spelling: str
    beyond: Answer | None
    unfiltered: Answer | None
    widest: Answer | None
    opening_next: tuple[Card, ...]
    similar: Sequence[Category]
    departments: Sequence[Category]


def elsewhere(session: Session, empty: Answer, here: Here, city: City, now: datetime) -> Elsewhere:
    """Look beyond the radius, without filters, in shops that open next, on similar shelves, for a better spelling."""

    def look(changed: Asked, around: Here = here) -> Answer | None:
        found = answer(session, replace(changed, cursor="", limit=SHOWN), around, city, now)
        return found if found.cards else None

    spelling = better_spelling(session, empty, here, city, now)
    asked, meant = empty.asked, empty.meant.asked
    if spelling:
        asked, meant = replace(asked, q=empty.meant.meaning.spelt(spelling)), replace(meant, q=spelling)
    beyond = look(replace(asked, radius_m=FARTHEST_M)) if asked.radius_m < FARTHEST_M else None
    plain = replace(asked.without_filters(), q=meant.q)
    unfiltered = look(plain) if plain.q != asked.q or asked.filters else None
    widest = None if beyond or unfiltered else look(replace(plain, radius_m=FARTHEST_M))
    closed = look(replace(meant, open_now=False), empty.here) if meant.open_now else None
    soon = sorted(closed.cards if closed else (), key=lambda card: card.nearest.opening.opens or LATER)
    near = next((each for each in (unfiltered, beyond, widest) if each), None)
    return Elsewhere(
        spelling=asked.q if spelling else "",
        beyond=beyond,
        unfiltered=unfiltered,
        widest=widest,
        opening_next=tuple(soon),
        similar=similar(session, meant.q, near, now),
        departments=departments(session),
    )


def better_spelling(session: Session, empty: Answer, here: Here, city: City, now: datetime) -> str:
    """The words as they were perhaps meant, where the whole city has none for the typed ones; else empty."""
    words = replace(empty.asked.without_filters(), q=empty.meant.asked.q, radius_m=FARTHEST_M, limit=1)
    typed = answer(session, words, here, city, now)
    return "" if typed.cards else typed.results.suggestion or ""


def similar(session: Session, words: str, found: Answer | None, now: datetime) -> list[Category]:
    """Categories of what was found elsewhere, else those that the typed words begin."""
    if found:
        return list({card.group.category: None for card in found.cards if card.group.category})
    slugs: list[str | int] = []
    for word in words.split():
        slugs += [one.id for one in guesses(word, now) if one.kind == "category"]
    return list(session.scalars(select(Category).where(Category.slug.in_(slugs)))) if slugs else []


def guesses(word: str, now: datetime) -> list[search.Suggestion]:
    try:
        return index().suggest(word, at=int(now.timestamp()))
    except (search.IndexMissing, search.IndexDamaged):
        return []
