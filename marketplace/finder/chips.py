"""The filters above the hits: links that change one thing of the search, with the number of hits behind them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from flask_babel import gettext
from sqlalchemy import select
from sqlalchemy.orm import Session

import search
from marketplace.catalogue.models import Category
from marketplace.finder.parameters import RADII_M, Asked
from marketplace.language import choose
from marketplace.stores.models import Store
from marketplace.templating import distance, price

PRICES_CENTS = (500, 1_000, 2_000, 5_000, 10_000, 20_000)
MOST_CHOICES = 14
ANNOUNCED = ("size", "without")
"""Kinds of words that may begin with what announces them: "Gr. 38", "ohne Zucker", "-Zucker"."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One link: `arguments` are those of the address it leads to; `count` is None where nobody counted.

    `takes_out` marks the link that takes words out of the text.
    """

    text: str
    arguments: dict[str, Any]
    count: int | None = None
    is_current: bool = False
    takes_out: bool = False


@dataclass(frozen=True, slots=True)
class Menu:
    """A chip that opens a list of links."""

    name: str
    text: str
    chips: tuple[Chip, ...]
    is_current: bool = False


def bar(session: Session, asked: Asked, results: search.Results, meaning: search.Meaning) -> list[Chip | Menu]:
    """Every filter of a results page, in its order: first what the text asks for. One or two statements."""
    menus = (radius(asked), categories(session, asked, results), prices(asked), brands(asked, results))
    shop = [Chip(gettext("bei %(store)s", store=store_name(session, asked)), asked.address(store=""), None, True)]
    flags: tuple[tuple[search.Wish, str], ...] = (
        ("in_stock", gettext("Auf Lager")),
        ("open_now", gettext("Jetzt geöffnet")),
    )
    return [
        *understood(asked, meaning, results.dropped),
        *(flag(text, name, asked, results) for name, text in flags if meaning.value(name) is None),
        *(shop if asked.store else []),
        *(menu for menu in menus if menu.chips),
    ]


def understood(asked: Asked, meaning: search.Meaning, dropped: Sequence[str] = ()) -> list[Chip]:
    """The phrases and words of the text that were understood, each with the way to search without it."""
    told = [(phrase.text, phrase.text) for phrase in meaning.understood]
    told += [(label, word) for label, word in qualities(meaning.words) if word not in dropped]
    return [
        Chip(label, asked.address(q=without(asked.q, phrase)), None, is_current=True, takes_out=True)
        for label, phrase in told
    ]


def qualities(words: str) -> Iterator[tuple[str, str]]:
    """What was understood of the words that say how a thing is, each before its word: `Größe: 38`, `Gr. 38`.

    Colour, material and audience are told only beside the word for a thing: "Wolle" alone is the thing.
    """
    read = search.read_query(words)
    labels = {"size": gettext("Größe"), "measure": gettext("Maß"), "without": gettext("Ohne")}
    if any(word.kind == "word" for word in read):
        labels |= {"colour": gettext("Farbe"), "material": gettext("Material"), "audience": gettext("Für")}
    for word in read:
        if word.kind in labels:
            value = bare(word.kind, word.text)
            says_all = word.kind == "without" and value == word.text
            yield (value if says_all else f"{labels[word.kind]}: {value}"), word.text


def bare(kind: str, text: str) -> str:
    """A word without what announces it: `38` of "Gr. 38", `Zucker` of "-Zucker"."""
    return text.rpartition(" ")[2].lstrip("-") if kind in ANNOUNCED else text


def without(text: str, phrase: str) -> str:
    """The text without the phrase where it first stands."""
    left = " ".join(text.replace(phrase, " ", 1).split())
    return left.replace(" ,", ",").replace(" ;", ";").strip(" ,;")


def flag(text: str, name: str, asked: Asked, results: search.Results) -> Chip:
    """A filter that is on or off; its link turns it round."""
    is_on = getattr(asked, name)
    return Chip(text, asked.address(**{name: not is_on}), sum(results.facets[name].values()), is_on)


def radius(asked: Asked) -> Menu:
    """How far to look, in steps."""
    steps = sorted({*RADII_M, asked.radius_m})
    chips = [Chip(within(step), asked.address(radius_m=step), None, step == asked.radius_m) for step in steps]
    return Menu("radius", within(asked.radius_m), tuple(chips), True)


def within(metres: int) -> str:
    return gettext("bis %(distance)s", distance=distance(metres))


def prices(asked: Asked) -> Menu:
    """At most so much."""
    chips = [
        Chip(up_to(cents), asked.address(price_max_cents=cents), None, cents == asked.price_max_cents)
        for cents in sorted({*PRICES_CENTS, asked.price_max_cents or PRICES_CENTS[0]})
    ]
    if asked.price_max_cents is None:
        return Menu("price", gettext("Preis"), tuple(chips))
    every = Chip(gettext("Jeder Preis"), asked.address(price_max_cents=None))
    return Menu("price", up_to(asked.price_max_cents), (every, *chips), True)


def up_to(cents: int) -> str:
    return gettext("bis %(price)s", price=price(cents).replace(",00", "").replace(".00", ""))


def brands(asked: Asked, results: search.Results) -> Menu:
    """The brands met most often."""
    chips = tuple(
        Chip(brand, asked.address(brand=brand), count, brand == asked.brand)
        for brand, count in islice(results.facets["brand"].items(), MOST_CHOICES)
    )
    if not asked.brand:
        return Menu("brand", gettext("Marke"), chips)
    return Menu("brand", asked.brand, (Chip(gettext("Alle Marken"), asked.address(brand="")), *chips), True)


def categories(session: Session, asked: Asked, results: search.Results) -> Menu:
    """Departments; inside one its shelves, and the way back."""
    counts = results.facets["category"]
    shown = list(within_reach(asked.category, counts))[:MOST_CHOICES]
    names = category_names(session, {*shown, asked.category})
    chips = tuple(
        Chip(names[slug], asked.address(category=slug), counts[slug], slug == asked.category)
        for slug in shown
        if slug in names
    )
    if not asked.category:
        return Menu("category", gettext("Kategorie"), chips)
    every = Chip(gettext("Alle Kategorien"), asked.address(category=""))
    return Menu("category", names.get(asked.category, gettext("Kategorie")), (every, *chips), True)


def within_reach(chosen: str, counts: Mapping[str, int]) -> Iterable[str]:
    """The slugs one step around the chosen one: departments first, then the chosen department and its shelves."""
    if not chosen:
        return [slug for slug in counts if "/" not in slug]
    department = chosen.split("/")[0]
    shelves = [slug for slug in counts if slug.startswith(f"{department}/") and slug.count("/") == 1]
    return [department, *shelves] if department in counts else shelves


def category_names(session: Session, slugs: Iterable[str]) -> dict[str, str]:
    """The categories' names in the page's language, by slug."""
    rows = session.execute(select(Category.slug, Category.name, Category.name_en).where(Category.slug.in_(list(slugs))))
    return {slug: choose(name, name_en) for slug, name, name_en in rows}


def store_name(session: Session, asked: Asked) -> str:
    name = session.scalar(select(Store.name).where(Store.store_code == asked.store)) if asked.store else None
    return name or asked.store
