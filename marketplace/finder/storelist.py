"""All shops of a city, as its list shows them: filtered, from A to Z."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from marketplace.cities.models import City
from marketplace.finder.rows import AtStore
from marketplace.finder.shop_words import shop_word
from marketplace.finder.where import Here
from marketplace.geocoding import folded
from marketplace.places import distance_m
from marketplace.stores.models import Store
from marketplace.stores.opening import opening


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which shops: of one trade, in one district (by slug), open now. Empty means all."""

    trade: str = ""
    district: str = ""
    open_now: bool = False

    @classmethod
    def read(cls, arguments: Mapping[str, str]) -> "Wanted":
        return cls(arguments.get("trade", ""), arguments.get("district", ""), arguments.get("open_now") == "1")

    def address(self, **changes: Any) -> dict[str, Any]:
        """The arguments of the address that wants the same with some changes."""
        given = {"trade": self.trade, "district": self.district, "open_now": self.open_now, **changes}
        return {name: 1 if value is True else value for name, value in given.items() if value}

    def passes(self, at: AtStore) -> bool:
        district = at.store.district.slug if at.store.district else ""
        return (
            self.trade in ("", at.store.trade)
            and self.district in ("", district)
            and (at.opening.kind == "open" or not self.open_now)
        )


@dataclass(frozen=True, slots=True)
class StoreList:
    """The shops that pass, by the letter they begin with, numbered in their order for the map."""

    wanted: Wanted
    shown: tuple[AtStore, ...]
    total: int
    open_count: int
    trades: tuple[tuple[str, int], ...]
    districts: Mapping[str, int]

    @property
    def letters(self) -> dict[str, list[tuple[int, AtStore]]]:
        """Shops with their numbers under their first letter; what begins with a figure stands under `0–9`."""
        found: dict[str, list[tuple[int, AtStore]]] = {}
        for number, at in enumerate(self.shown, start=1):
            letter = folded(at.store.name)[:1].upper()
            found.setdefault(letter if letter.isalpha() else "0–9", []).append((number, at))
        return found


def listed(session: Session, city: City, wanted: Wanted, here: Here, now: datetime) -> StoreList:
    """The shops of a city that shoppers may see, with counts over all of them. One statement."""
    stores = session.scalars(
        select(Store)
        .where(Store.city_id == city.id, Store.is_public)
        .options(joinedload(Store.picture), joinedload(Store.district))
    )
    every = sorted(stores, key=lambda store: (folded(store.name), store.id))
    placed = [AtStore(store, round(distance_m(here.point, store.point)), opening(store, now), ()) for store in every]
    return StoreList(
        wanted=wanted,
        shown=tuple(at for at in placed if wanted.passes(at)),
        total=len(placed),
        open_count=sum(at.opening.kind == "open" for at in placed),
        trades=counted(store.trade for store in every),
        districts=Counter(store.district.slug for store in every if store.district),
    )


def counted(trades: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Each trade once with the number of its shops, from A to Z in the language of the page."""
    return tuple(sorted(Counter(trades).items(), key=lambda pair: folded(shop_word(pair[0]))))
