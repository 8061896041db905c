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

    `similar` are shelves near the words, if there are any; `departments` are all the shelves of the town.
    """

    beyond: Answer | None
    unfiltered: Answer | None
    opening_next: tuple[Card, ...]
    similar: Sequence[Category]
    departments: Sequence[Category]


def elsewhere(session: Session, empty: Answer, here: Here, city: City, now: datetime) -> Elsewhere:
    """Look beyond the radius, without filters, in shops that open next, and on similar shelves."""
    asked, meant = empty.asked, empty.meant.asked

    def look(changed: Asked, around: Here = here) -> Answer | None:
        found = answer(session, replace(changed, cursor="", limit=SHOWN), around, city, now)
        return found if found.cards else None

    beyond = look(replace(asked, radius_m=FARTHEST_M)) if asked.radius_m < FARTHEST_M else None
    plain = replace(asked.without_filters(), q=meant.q)
    unfiltered = look(plain) if plain.q != asked.q or asked.filters else None
    closed = look(replace(meant, open_now=False), empty.here) if meant.open_now else None
    soon = sorted(closed.cards if closed else (), key=lambda card: card.nearest.opening.opens or LATER)
    near = next((each for each in (unfiltered, beyond) if each), None)
    return Elsewhere(
        beyond=beyond,
        unfiltered=unfiltered,
        opening_next=tuple(soon),
        similar=similar(session, meant.q, near, now),
        departments=departments(session),
    )


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
