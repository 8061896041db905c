"""The page of a product and the page of a store."""

from dataclasses import replace

from flask import render_template
from flask.typing import ResponseReturnValue

from marketplace.db import db, utc_now
from marketplace.finder import shelf, similar, structured, timetable
from marketplace.finder.mapping import drawing
from marketplace.finder.rows import AtStore
from marketplace.finder.views import asked_here, bp
from marketplace.places import distance_m
from marketplace.stores.opening import opening

for words in (*timetable.FILTERS, similar.there_by_colour, similar.surest, similar.highest_cents):
    bp.add_app_template_filter(words)


@bp.get("/<city_slug>/products/<code>")
def product(city_slug: str, code: str) -> ResponseReturnValue:
    city, asked, here = asked_here(city_slug)
    now = utc_now()
    shown = similar.shown(db.session, code, here.point, city, now)
    page = render_template(
        "finder/product.html",
        shown=shown,
        group=shown.group,
        trail=structured.trail(shown.group.category),
        here=here,
        asked=asked,
        drawing=drawing(city, list(enumerate(shown.at, start=1)), here.chosen),
        told=structured.product(shown, city),
    )
    return page, 200 if shown.at else 404


@bp.get("/<city_slug>/stores/<store_code>")
def store(city_slug: str, store_code: str) -> ResponseReturnValue:
    city, asked, here = asked_here(city_slug)
    now = utc_now()
    found = shelf.store_of(db.session, city, store_code)
    status = opening(found, now)
    return render_template(
        "finder/store.html",
        store=found,
        status=status,
        asked=replace(asked.without_filters(), q=""),
        timetable=timetable.timetable(found, now),
        offered=shelf.offered(db.session, found),
        feature=shelf.feature_of(db.session, found, now),
        shelf=shelf.shelf(db.session, found, asked, now),
        here=here,
        away_m=round(distance_m(here.chosen, found.point)) if here.chosen else None,
        drawing=drawing(city, [(1, AtStore(found, 0, status, ()))], here.chosen),
        told=structured.store(found, now),
    )
