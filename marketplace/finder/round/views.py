"""The page of a round: a list goes in, shops in walking order come out. Nothing of it is kept here."""

from dataclasses import dataclass, replace
from typing import Any

import structlog
from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

import search
from marketplace.db import db, utc_now
from marketplace.finder.chips import Chip, within
from marketplace.finder.mapping import drawing
from marketplace.finder.parameters import RADII_M, Asked
from marketplace.finder.round.planning import plan_round
from marketplace.finder.round.solving import MOST_THINGS
from marketplace.finder.round.telling import FILTERS
from marketplace.finder.round.wanted import Thing, read, written
from marketplace.finder.views import asked_here

WALK_M = 2_000
"""How far from her place a shopper walks where she has not said."""
WALKS_M = tuple(radius for radius in RADII_M if radius <= 5_000)
EXAMPLE = "Kaffee, Zahnpasta, Geschenkpapier, AA-Batterien"

bp = Blueprint("round", __name__)
log = structlog.get_logger()
for words in FILTERS:
    bp.add_app_template_filter(words)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A list with its place and how many shops it may take (None: as many as it needs), as it stands in an address.

    `later` are the things beyond the twelfth, which the next round takes.
    """

    things: tuple[Thing, ...]
    later: tuple[Thing, ...]
    most_shops: int | None
    asked: Asked

    def address(self, **changes: Any) -> dict[str, Any]:
        """The arguments of the address of the same round with some changes; a change of the list frees the shops."""
        usual = {"list": written(self.things), "shops": None if "list" in changes else self.most_shops}
        place = {**self.asked.place(), "radius_m": self.asked.address().get("radius_m")}
        return {name: value for name, value in {**usual, **place, **changes}.items() if value is not None}

    def with_instead(self, thing: Thing, text: str) -> str:
        """The list with other words for one thing."""
        return written(replace(each, text=text) if each == thing else each for each in self.things)

    def without(self, *things: Thing) -> str:
        return written(each for each in self.things if each not in things)

    def radii(self) -> list[Chip]:
        """How far the shops may be, as links."""
        steps = sorted({*WALKS_M, self.asked.radius_m})
        return [Chip(within(step), self.address(radius_m=step), None, step == self.asked.radius_m) for step in steps]


@bp.get("/<city_slug>/round")
def show(city_slug: str) -> ResponseReturnValue:
    """One round for all things of a list; without a list the form and an example."""
    city, asked, here = asked_here(city_slug, min(WALK_M, current_app.config["RADIUS_M"]))
    things = read(request.args.get("list", ""))
    shops = request.args.get("shops", "")
    most_shops = min(int(shops), MOST_THINGS) if shops.isdecimal() and int(shops) > 0 else None
    wanted = Wanted(tuple(things[:MOST_THINGS]), tuple(things[MOST_THINGS:]), most_shops, asked)
    page: dict[str, Any] = {"asked": asked, "here": here, "wanted": wanted, "typed": request.args.get("list", "")}
    if not things:
        return render_template("finder/round.html", example=EXAMPLE, **page)
    try:
        found = plan_round(db.session, wanted.things, most_shops, asked.radius_m, here, city, utc_now())
    except (search.IndexMissing, search.IndexDamaged) as fault:
        log.error("the index cannot answer", fault=str(fault))
        return render_template("finder/round.html", is_broken=True, **page)
    pins = [(number, stop.at) for number, stop in enumerate(found.stops, start=1)]
    return render_template("finder/round.html", round=found, drawing=drawing(city, pins, here.chosen), **page)
