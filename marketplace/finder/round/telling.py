"""What a round says of itself, in the shopper's words."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import format_date, gettext, ngettext

from marketplace.finder.round.planning import Change, Round
from marketplace.finder.round.wanted import LONGEST_THING, Thing
from marketplace.finder.telling import date_words, hour
from marketplace.inventory.stock import CITY_TIME
from marketplace.places import walking_minutes
from marketplace.templating import distance, price


def one_thing(text: str) -> str:
    """A title, or the words of a search, as one thing of a list."""
    return str(Thing(text[:LONGEST_THING]))


def things_words(things: Sequence[Thing]) -> str:
    """`Brot, Wolle und 2x Seife`."""
    names = [str(thing) for thing in things]
    if len(names) < 2:
        return "".join(names)
    return gettext("%(first)s und %(last)s", first=", ".join(names[:-1]), last=names[-1])


def round_words(found: Round) -> str:
    """`3 Läden für 4 Dinge`."""
    stops, things = len(found.stops), len(found.purchases)
    return gettext(
        "%(shops)s für %(things)s",
        shops=ngettext("%(num)s Laden", "%(num)s Läden", stops),
        things=ngettext("%(num)s Ding", "%(num)s Dinge", things),
    )


def moment_words(moment: datetime, now: datetime) -> str:
    """`heute 14:00`, `morgen 9:30`, `Montag 9:30`, `3. Dezember 9:30`."""
    days = (moment.astimezone(CITY_TIME).date() - now.astimezone(CITY_TIME).date()).days
    if days < 2:
        day = gettext("morgen") if days else gettext("heute")
    else:
        day = str(format_date(moment, "EEEE")) if days < 7 else date_words(moment.astimezone(CITY_TIME).date())
    return f"{day} {hour(moment)}"


def way_words(metres: int) -> str:
    """`1,9 km, 31 Min. zu Fuß`: the straight legs, and the minutes that the streets between them take."""
    return gettext("%(distance)s, %(n)s Min. zu Fuß", distance=distance(metres), n=walking_minutes(metres))


def change_words(change: Change) -> str:
    """What another round gives and takes: `3,20 € günstiger, 450 m weiter`, `es fehlt: Brot`, `auch mit Brot`."""
    said = []
    if change.lost:
        said.append(gettext("es fehlt: %(things)s", things=things_words(change.lost)))
    if change.won:
        said.append(gettext("auch mit: %(things)s", things=things_words(change.won)))
    if not said and change.cents:
        cheaper = change.cents < 0
        amount = price(abs(change.cents))
        said.append(
            gettext("%(price)s günstiger", price=amount) if cheaper else gettext("%(price)s teurer", price=amount)
        )
    if abs(change.metres) >= 10:
        way = distance(abs(change.metres))
        said.append(gettext("%(way)s weiter", way=way) if change.metres > 0 else gettext("%(way)s kürzer", way=way))
    return ", ".join(said)


FILTERS = (one_thing, moment_words, things_words, round_words, way_words, change_words)
