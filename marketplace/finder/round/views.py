"""The page of a round: a list goes in, shops in walking order come out. Nothing of it is kept here."""

from typing import Any

import structlog
from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

import search
from marketplace.db import db, utc_now
from marketplace.finder.mapping import drawing
from marketplace.finder.round.asking import Wanted, local
from marketplace.finder.round.planning import plan_round
from marketplace.finder.round.telling import FILTERS
from marketplace.finder.views import asked_here

WALK_M = 2_000
"""How far from her place a shopper walks where she has not said."""
EXAMPLE = "Kaffee, Zahnpasta, Geschenkpapier, AA-Batterien"

bp = Blueprint("round", __name__)
log = structlog.get_logger()
for words in (*FILTERS, local):
    bp.add_app_template_filter(words)


@bp.get("/<city_slug>/round")
def show(city_slug: str) -> ResponseReturnValue:
    """One round for all things of a list; without a list the form and an example."""
    city, asked, here = asked_here(city_slug, min(WALK_M, current_app.config["RADIUS_M"]))
    now = utc_now()
    wanted = Wanted.read(request.args, asked, now)
    page: dict[str, Any] = {"asked": asked, "here": here, "wanted": wanted, "typed": request.args.get("list", "")}
    if not wanted.things:
        return render_template("finder/round.html", example=EXAMPLE, **page)
    try:
        found = plan_round(db.session, wanted, here, city, wanted.starts_at or now)
    except (search.IndexMissing, search.IndexDamaged) as fault:
        log.error("the index cannot answer", fault=str(fault))
        return render_template("finder/round.html", is_broken=True, **page)
    pins = [(number, stop.at) for number, stop in enumerate(found.stops, start=1)]
    return render_template("finder/round.html", round=found, drawing=drawing(city, pins, here.chosen), **page)
