"""What somebody asks for with a round's address: the list, the shops it may take, when and where it begins."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from marketplace.finder.chips import Chip, within
from marketplace.finder.parameters import RADII_M, Asked
from marketplace.finder.round.pricing import MOST_THINGS
from marketplace.finder.round.wanted import Thing, read, written
from marketplace.inventory.stock import CITY_TIME

WALKS_M = tuple(radius for radius in RADII_M if radius <= 5_000)
FURTHEST_AHEAD = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list with its place and how many shops it may take (None: as many as it needs), as it stands in an address.

    `later` are the things beyond the twelfth, which the next round takes. `starts_at` is None for a round at once.
    """

    things: tuple[Thing, ...]
    later: tuple[Thing, ...]
    most_shops: int | None
    starts_at: datetime | None
    asked: Asked

    @classmethod
    def read(cls, arguments: Mapping[str, str], asked: Asked, now: datetime) -> "Wanted":
        """What an address asks for. Whatever cannot be used is left out."""
        things, shops = read(arguments.get("list", "")), arguments.get("shops", "")
        return cls(
            things=tuple(things[:MOST_THINGS]),
            later=tuple(things[MOST_THINGS:]),
            most_shops=min(int(shops), MOST_THINGS) if shops.isdecimal() and int(shops) > 0 else None,
            starts_at=_ahead(arguments.get("at", ""), now),
            asked=asked,
        )

    def address(self, **changes: Any) -> dict[str, Any]:
        """The arguments of the address of the same round with some changes; a change of the list frees the shops."""
        usual = {
            "list": written(self.things),
            "shops": None if "list" in changes else self.most_shops,
            "at": self.starts_at,
            "radius_m": self.asked.address().get("radius_m"),
        }
        given = {**usual, **self.asked.place(), **changes}
        given["at"] = local(given["at"])
        return {name: value for name, value in given.items() if value is not None}

    def with_instead(self, thing: Thing, text: str) -> str:
        """The list with other words for one thing."""
        return written(replace(each, text=text) if each == thing else each for each in self.things)

    def without(self, thing: Thing) -> str:
        """The list with one thing less."""
        return written(each for each in self.things if each != thing)

    def radii(self) -> list[Chip]:
        """How far the shops may be, as links."""
        steps = sorted({*WALKS_M, self.asked.radius_m})
        return [Chip(within(step), self.address(radius_m=step), None, step == self.asked.radius_m) for step in steps]


def local(moment: datetime | None) -> str | None:
    """A moment as addresses and date fields have it, in the city's time: `2026-11-24T10:00`."""
    return moment.astimezone(CITY_TIME).strftime("%Y-%m-%dT%H:%M") if moment else None


def _ahead(text: str, now: datetime) -> datetime | None:
    """A moment within the next 14 days; None for any other and for what is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=CITY_TIME)
    return moment if now < moment <= now + FURTHEST_AHEAD else None
