"""A search as it stands in an address: read, clamped, written back. Pages and API use the same names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import search
from marketplace.places import Point

RADII_M = (1_000, 2_000, 5_000, 10_000, 25_000)
SORTS = ("fit", "distance", "price")
LONGEST_TEXT = 200
MOST_HITS = 50
PAGE_HITS = 20
LEAST_RADIUS_M, MOST_RADIUS_M = 100, 100_000
MOST_PRICE_CENTS = 10_000_000
MOST_LATITUDE, MOST_LONGITUDE = 90, 180
PLACE_DECIMALS = 3


@dataclass(frozen=True, slots=True)
class Asked:
    """What a shopper asked for. `lat` and `lon` are rounded to 3 decimals; `near` is what she typed for a place.

    `price_min_cents` is never read from an address, only from the text.
    `usual_radius_m` is the installation's radius where none was chosen; it never stands in an address.
    """

    q: str = ""
    near: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_m: int = 5_000
    in_stock: bool = False
    open_now: bool = False
    category: str = ""
    brand: str = ""
    store: str = ""
    price_min_cents: int | None = None
    price_max_cents: int | None = None
    sort: str = "fit"
    cursor: str = ""
    limit: int = PAGE_HITS
    usual_radius_m: int = 5_000

    def address(self, **changes: Any) -> dict[str, Any]:
        """The arguments of the address that asks the same with some changes; what is at its default is left out.

        A change of anything but the cursor goes back to the first page.
        """
        given = {name: getattr(self, name) for name in USUAL} | {"cursor": ""} | changes
        usual = USUAL | {"radius_m": self.usual_radius_m}
        return {
            name: int(value) if isinstance(value, bool) else value
            for name, value in given.items()
            if value != usual[name]
        }

    def place(self) -> dict[str, Any]:
        """The arguments that take the chosen place along to another page."""
        return {name: value for name in ("near", "lat", "lon") if (value := getattr(self, name)) not in ("", None)}

    def kept(self) -> list[tuple[str, Any]]:
        """What a new search keeps of this one, as names and values: how far, only what is there, only who is open."""
        given = self.address()
        return [(name, given[name]) for name in ("radius_m", "in_stock", "open_now", "sort") if name in given]

    def without_filters(self) -> "Asked":
        """The same words around the same place, and nothing else."""
        return Asked(
            q=self.q,
            near=self.near,
            lat=self.lat,
            lon=self.lon,
            radius_m=self.radius_m,
            usual_radius_m=self.usual_radius_m,
        )

    @property
    def filters(self) -> bool:
        """Whether anything but words and place narrows the answer."""
        return any((self.in_stock, self.open_now, self.category, self.brand, self.store, self.price_max_cents))


USUAL = {name: value.default for name, value in Asked.__dataclass_fields__.items() if name != "usual_radius_m"}
"""What an address need not say, by parameter."""


def read(arguments: Mapping[str, str], radius_m: int) -> Asked:
    """A search from an address. Whatever cannot be used is clamped or left out: a page always has an answer."""
    latitude, longitude = _degrees(arguments.get("lat"), MOST_LATITUDE), _degrees(arguments.get("lon"), MOST_LONGITUDE)
    placed = latitude is not None and longitude is not None
    sort = arguments.get("sort", "fit")
    return Asked(
        q=" ".join(arguments.get("q", "").split())[:LONGEST_TEXT],
        near=" ".join(arguments.get("near", "").split())[:LONGEST_TEXT],
        lat=latitude if placed else None,
        lon=longitude if placed else None,
        radius_m=_whole(arguments.get("radius_m"), radius_m, LEAST_RADIUS_M, MOST_RADIUS_M),
        in_stock=arguments.get("in_stock") == "1",
        open_now=arguments.get("open_now") == "1",
        category=arguments.get("category", "")[:LONGEST_TEXT],
        brand=arguments.get("brand", "")[:LONGEST_TEXT],
        store=arguments.get("store", "")[:LONGEST_TEXT],
        price_max_cents=_whole(arguments.get("price_max_cents"), 0, 0, MOST_PRICE_CENTS) or None,
        sort=sort if sort in SORTS else "fit",
        cursor=arguments.get("cursor", "")[:LONGEST_TEXT],
        limit=_whole(arguments.get("limit"), PAGE_HITS, 1, MOST_HITS),
        usual_radius_m=radius_m,
    )


def is_too_exact(arguments: Mapping[str, str]) -> bool:
    """Whether an address tells a place finer than to about 100 m, which no address of ours may keep."""
    return any(len(arguments.get(name, "").partition(".")[2]) > PLACE_DECIMALS for name in ("lat", "lon"))


def to_query(asked: Asked, city: str, here: Point, store_id: int | None, now: datetime) -> search.Query:
    """What the index is asked, at this moment and from this place."""
    return search.Query(
        text=asked.q,
        near=search.Point(here.latitude, here.longitude),
        radius_m=asked.radius_m,
        in_stock=asked.in_stock,
        open_now=asked.open_now,
        category=asked.category,
        brand=asked.brand,
        store=store_id,
        city=city,
        price_min_cents=asked.price_min_cents,
        price_max_cents=asked.price_max_cents,
        sort=asked.sort,  # type: ignore[arg-type]
        cursor=asked.cursor,
        limit=asked.limit,
        at=int(now.timestamp()),
    )


def _degrees(text: str | None, most: int) -> float | None:
    try:
        degrees = float(text or "")
    except ValueError:
        return None
    return round(degrees, PLACE_DECIMALS) if -most <= degrees <= most else None


def _whole(text: str | None, default: int, least: int, most: int) -> int:
    try:
        number = int(text or "")
    except ValueError:
        return default
    return min(max(number, least), most)
