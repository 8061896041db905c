"""A typed search with its phrases understood: "Brot in Rheydt unter 5 Euro, jetzt offen" asks for Brot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

import search
from marketplace.cities.models import City
from marketplace.finder.parameters import Asked
from marketplace.finder.where import Here, districts_of
from marketplace.geocoding import Place, folded, postcode_point
from marketplace.places import distance_m
from marketplace.stores.models import Store

SHORTEST_PART = 4
_ARTICLE = re.compile(r"(?:der|die|das|dem|den|the)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meant:
    """What the index is asked: the words alone in `asked.q`, every phrase a filter. No address is made of it."""

    asked: Asked
    here: Here
    meaning: search.Meaning


def meant(session: Session, asked: Asked, here: Here, city: City) -> Meant:
    """The filters of the address and those of the text together.

    The text's shop and place go before the address's; of two prices the narrower counts. On the shelf of one shop the
    names of shops and places are ordinary words.
    """
    named = Names(session, city)
    is_shelf = bool(asked.store)
    meaning = search.understand(
        asked.q, shop=None if is_shelf else named.shop, place=None if is_shelf else named.place_label
    )
    most = [cents for cents in (asked.price_max_cents, meaning.price_max_cents) if cents is not None]
    wanted = replace(
        asked,
        q=meaning.words,
        in_stock=asked.in_stock or meaning.value("in_stock") is not None,
        open_now=asked.open_now or meaning.value("open_now") is not None,
        store=asked.store or meaning.value("store") or "",
        price_min_cents=meaning.price_min_cents or asked.price_min_cents,
        price_max_cents=min(most, default=None),
    )
    place = named.place(meaning.value("place") or "")
    return Meant(wanted, Here(place.point, place.label, place.kind) if place else here, meaning)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of shops and places that a text of a city's page may mean."""

    session: Session
    city: City

    def shop(self, typed: str) -> str | None:
        """The store_code of the one shop of this name, or whose name alone has these words."""
        wanted = folded(typed)
        rows = self.session.execute(
            select(Store.store_code, Store.name).where(Store.city_id == self.city.id, Store.is_public)
        )
        shops = [(code, folded(name)) for code, name in rows]
        same = [code for code, name in shops if name == wanted]
        return _only(same) if same else _only([code for code, name in shops if _is_part(wanted, name)])

    def place(self, typed: str) -> Place | None:
        """A district, a postcode of the city, or the city itself, with or without an article; None for other names."""
        wanted = _ARTICLE.sub("", typed, count=1)
        if wanted.isdigit():
            return self._postcode(wanted)
        places = [*districts_of(self.city), Place(self.city.point, self.city.name, "district")]
        return next((place for place in places if wanted and folded(place.label) == folded(wanted)), None)

    def place_label(self, typed: str) -> str | None:
        place = self.place(typed)
        return place.label if place else None

    def _postcode(self, postcode: str) -> Place | None:
        point = postcode_point(postcode)
        if point is None or distance_m(point, self.city.point) > self.city.radius_m:
            return None
        return Place(point, postcode, "postcode")


def _is_part(wanted: str, name: str) -> bool:
    return len(wanted) >= SHORTEST_PART and f" {wanted} " in f" {name} "


def _only(codes: Sequence[str]) -> str | None:
    return codes[0] if len(codes) == 1 else None
