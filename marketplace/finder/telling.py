"""What a page says of a shop and of its goods, in the shopper's words."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from itertools import chain
from typing import Any

from flask import current_app
from flask_babel import format_date, format_decimal, format_time, gettext, ngettext

from marketplace.catalogue.models import ProductGroup
from marketplace.db import utc_now
from marketplace.finder.rows import AtStore, OfferRow
from marketplace.finder.shop_words import shop_word
from marketplace.inventory.confidence import FRESH, confidence
from marketplace.inventory.stock import CITY_TIME
from marketplace.language import choose
from marketplace.orders.telling import takes_reservations
from marketplace.places import walking_minutes
from marketplace.stores.opening_hours import Status
from marketplace.templating import ago

FARTHEST_WALK_MIN = 90
FROM_THE_TILL = ("pos", "till")
LETTER_SIZES = {"XXS", "XS", "S", "M", "L", "XL", "XXL", "XXXL", "3XL", "4XL"}
MOST_SIZES = 6
TOO_LONG_FOR_A_CARD = {"Allergene", "Zutaten", "Hinweis"}
LONGEST_FACT = 30
SHORTEST_WORD = 3
MISSING = {"nein", "kein", "keine", "keines"}
COUNTED = {"Seiten", "Stück", "Teile"}
PARCEL = "img/things/parcel.svg"


def number(value: int) -> str:
    """A whole number in the page's notation: `2.515`."""
    return format_decimal(value)


def date_words(day: date) -> str:
    """A date of this year: `24. Dezember`, `24 December`."""
    return str(format_date(day, choose("d. MMMM", "d MMMM")))


def hour(moment: datetime) -> str:
    """The time of day in the city as one says it: `9:30`."""
    return format_time(moment, "H:mm")


def opening_words(status: Status, now: datetime) -> str:
    """`geöffnet bis 18:30`, `öffnet Montag 9:30`, `Feiertag: bitte nachfragen`, `nach Vereinbarung`."""
    if status.kind == "open":
        return gettext("geöffnet bis %(time)s", time=hour(status.until)) if status.until else gettext("immer geöffnet")
    if status.kind == "holiday_ask":
        return gettext("Feiertag: bitte nachfragen")
    if status.kind == "by_arrangement":
        return gettext("nach Vereinbarung")
    if status.kind == "unknown":
        return gettext("Öffnungszeiten bitte erfragen")
    return opens_words(status.opens, now) if status.opens else gettext("geschlossen")


def opens_words(opens: datetime, now: datetime) -> str:
    """When a closed shop opens: `öffnet heute 14:00`, `öffnet morgen 9:30`, `öffnet Montag 9:30`."""
    days = (opens.astimezone(CITY_TIME).date() - now.astimezone(CITY_TIME).date()).days
    time = hour(opens)
    if days == 0:
        return gettext("öffnet heute %(time)s", time=time)
    if days == 1:
        return gettext("öffnet morgen %(time)s", time=time)
    if days < 7:
        return gettext("öffnet %(weekday)s %(time)s", weekday=format_date(opens, "EEEE"), time=time)
    return gettext("öffnet am %(day)s, %(time)s", day=date_words(opens), time=time)


def state_words(offer: OfferRow) -> str:
    """The state of the stock: `Auf Lager`, `Nur noch 2`, `Bitte nachfragen`, `Gerade nicht da`; or `Service`."""
    if offer.state == "limited":
        return gettext("Nur noch %(n)s", n=offer.available)
    return {
        "in_stock": gettext("Auf Lager"),
        "out_of_stock": gettext("Gerade nicht da"),
        "service": gettext("Service"),
    }.get(offer.state, gettext("Bitte nachfragen"))


def counted_words(offer: OfferRow) -> str:
    """How old the statement is and who made it: `gezählt vor 2 Std.`, `laut Kasse vor 11 Min.`.

    Empty for a service, of which nothing is counted.
    """
    if offer.is_service:
        return ""
    age = ago(offer.counted_at)
    if offer.state == "unknown":
        return gettext("zuletzt gezählt %(age)s", age=age)
    if offer.source in FROM_THE_TILL:
        return gettext("laut Kasse %(age)s", age=age)
    return gettext("gezählt %(age)s", age=age)


def askable(at: AtStore) -> list[OfferRow]:
    """The offers whose count is no longer fresh, where the store answers questions about them."""
    if not takes_reservations(at.store):
        return []
    now = utc_now()
    goods = (offer for offer in at.offers if not offer.is_service)
    return [offer for offer in goods if confidence(offer.counted_at, at.store.rhythm_s, now) != FRESH]


def walk_words(metres: int) -> str:
    """`4 Min. zu Fuß`; empty where nobody would walk."""
    minutes = walking_minutes(metres)
    return gettext("%(n)s Min. zu Fuß", n=minutes) if minutes <= FARTHEST_WALK_MIN else ""


def sizes_words(sizes: Sequence[str]) -> str:
    """The sizes a shop has, short: `Größe 36–42`, `Größe S, M, L`, `3 mm, 5 mm`."""
    if not sizes:
        return ""
    if all(size.isdigit() for size in sizes):
        return gettext("Größe %(sizes)s", sizes=listed(runs(sorted({int(size) for size in sizes}))))
    if set(sizes) <= LETTER_SIZES:
        return gettext("Größe %(sizes)s", sizes=listed(sizes))
    return listed(sizes)


def runs(numbers: Sequence[int]) -> list[str]:
    """Numbers in order, three or more neighbours as one: `37–40`, `42`, `43`."""
    groups: list[list[int]] = []
    for number in numbers:
        if groups and groups[-1][-1] == number - 1:
            groups[-1].append(number)
        else:
            groups.append([number])
    told = ([f"{group[0]}–{group[-1]}"] if len(group) > 2 else map(str, group) for group in groups)
    return list(chain.from_iterable(told))


def listed(values: Sequence[Any]) -> str:
    """The first few values with commas between, and how many more there are."""
    shown = ", ".join(str(value) for value in values[:MOST_SIZES])
    more = len(values) - MOST_SIZES
    return shown + ngettext(" und %(num)s weitere", " und %(num)s weitere", more) if more > 0 else shown


def facts(attributes: Mapping[str, Any], most: int = 2) -> list[str]:
    """The first facts of a thing that fit on a card: `Fettleder`, `258 Seiten`, `Wasserdicht`, `Höhe 3 cm`."""
    told = (fact(name, str(value)) for name, value in attributes.items() if name not in TOO_LONG_FOR_A_CARD)
    return [words for words in told if words and len(words) <= LONGEST_FACT][:most]


def fact(name: str, value: str) -> str:
    """One attribute so that it can stand alone; empty where it says that something is not."""
    if value.lower() in MISSING:
        return ""
    if value.lower() == "ja":
        return shop_word(name)
    if value.lower() == "ohne":
        return f"ohne {name}"
    if value.isdigit() and name in COUNTED:
        return f"{value} {choose(name, shop_word(name).lower())}"
    says_little = value[:1].isdigit() or len(value) < SHORTEST_WORD
    return f"{shop_word(name)} {shop_word(value)}" if says_little else shop_word(value)


def drawing_of(group: ProductGroup) -> str:
    """The static file that stands for goods without a picture; a parcel for goods without a category."""
    path = f"img/things/{group.category.family}.svg" if group.category else PARCEL
    return path if path in current_app.extensions["assets"] else PARCEL


def has_fixed_price(group: ProductGroup) -> bool:
    """Whether the law fixes the price: books cost the same everywhere."""
    return group.category is not None and group.category.path[0] == "buecher"


FILTERS = (
    opening_words,
    state_words,
    counted_words,
    askable,
    walk_words,
    sizes_words,
    facts,
    drawing_of,
    has_fixed_price,
    date_words,
    hour,
    number,
)
