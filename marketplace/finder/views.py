"""The finder's pages: a city's home, the results of a search, suggestions while typing."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import quote, urlencode

from flask import Blueprint, abort, current_app, flash, jsonify, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.cities.current import city_of
from marketplace.cities.models import City
from marketplace.db import db, utc_now
from marketplace.finder import chips, parameters, telling, where
from marketplace.finder.answers import Answer, answer
from marketplace.finder.elsewhere import elsewhere
from marketplace.finder.home import departments
from marketplace.finder.home import home as city_home
from marketplace.finder.mapping import Drawing, drawing
from marketplace.finder.marking import marked
from marketplace.finder.rows import AtStore
from marketplace.finder.shop_words import shop_word
from marketplace.finder.suggesting import suggestions
from marketplace.insights.forms import WishForm
from marketplace.insights.noting import note_after, searcher_of

bp = Blueprint("finder", __name__)
for words in (*telling.FILTERS, marked, shop_word):
    bp.add_app_template_filter(words)


def asked_here(city_slug: str, radius_m: int | None = None) -> tuple[City, parameters.Asked, where.Here]:
    """The city of the address, what was asked, and from where; `radius_m` is the page's usual radius, if it has one.

    An address that tells the place finer than ours may keep it is left at once for the same page with a coarser one.
    """
    city, asked, here = read_here(city_slug, radius_m)
    kept = where.coarse(asked, here)
    if kept != asked or parameters.is_too_exact(request.args):
        if here.unknown:
            flash(
                _(
                    "Diesen Ort kennen wir nicht. Entfernungen gelten ab der Stadtmitte. "
                    "Postleitzahl oder Stadtteil gehen immer."
                ),
                "warning",
            )
        abort(redirect(this_page_around(kept)))
    return city, asked, here


def read_here(city_slug: str, radius_m: int | None = None) -> tuple[City, parameters.Asked, where.Here]:
    """The same for answers that are no page: their address stands in no browser's bar."""
    city = city_of(city_slug)
    asked = parameters.read(request.args, radius_m or current_app.config["RADIUS_M"])
    return city, asked, where.here(db.session, asked, city)


def this_page_around(asked: parameters.Asked) -> str:
    """The address of this page with another place: everything else stays as it was asked."""
    place = {"near": "", "lat": "", "lon": "", **asked.place()}
    kept = {name: place.pop(name, value) for name, value in request.args.items()}
    query = urlencode({name: value for name, value in {**kept, **place}.items() if value != ""})
    return f"{request.script_root}{quote(request.path)}" + (f"?{query}" if query else "")


@bp.get("/<city_slug>")
def home(city_slug: str) -> ResponseReturnValue:
    """The search field first, then the shelves, who is open, what is featured."""
    city, asked, here = asked_here(city_slug)
    shown = city_home(db.session, city, utc_now())
    return render_template("finder/home.html", home=shown, asked=asked, here=here)


@bp.get("/<city_slug>/search")
def results(city_slug: str) -> ResponseReturnValue:
    """Hits as a shelf beside their map; where there are none, ways on."""
    city, asked, here = asked_here(city_slug)
    now = utc_now()
    found = answer(db.session, asked, here, city, now, with_near=True)
    if found.is_wordless:
        return render_template(
            "finder/not_understood.html", asked=asked, here=here, departments=departments(db.session)
        )
    meant = as_meant(found, city, now)
    if found.is_whole and not found.cards and meant is None:
        return nothing_found(city, found, here)
    shown = meant or found
    return render_template(
        "finder/results.html",
        asked=shown.asked,
        here=here,
        found=shown,
        typed=asked.q if meant else "",
        bar=chips.bar(db.session, shown.asked, shown.results, shown.meant.meaning),
        drawing=map_of(city, shown),
    )


def as_meant(found: Answer, city: City, now: datetime) -> Answer | None:
    """The answer to the better spelling, where the typed text is not found with all its words and this one is."""
    results = found.results
    if not results.suggestion or (results.total and not results.dropped):
        return None
    better = replace(found.asked, q=results.suggestion)
    meant = answer(db.session, better, found.here, city, now, with_near=True)
    return meant if meant.cards and not meant.results.dropped else None


def nothing_found(city: City, found: Answer, here: where.Here) -> ResponseReturnValue:
    """The page of an empty answer, which the city counts as something it lacks."""
    asked, meaning = found.asked, found.meant.meaning
    response = make_response(
        render_template(
            "finder/nothing.html",
            asked=asked,
            here=here,
            found=found,
            bar=chips.bar(db.session, asked, found.results, meaning),
            ways=elsewhere(db.session, found, here, city, utc_now()),
            wish=WishForm(theme=meaning.words or asked.q),
        )
    )
    if not asked.q or asked.filters or meaning.understood or asked.cursor:
        return response
    return note_after(response, current_app._get_current_object(), city.id, asked.q, searcher_of(request))  # type: ignore[attr-defined]


def map_of(city: City, found: Answer) -> Drawing:
    """The hits' shops, each under the number of the first card that names it."""
    pins: dict[int, tuple[int, AtStore]] = {}
    targets: dict[int, str] = {}
    for number, card in enumerate(found.cards, start=1):
        pins.setdefault(card.nearest.store.id, (number, card.nearest))
        targets.setdefault(card.nearest.store.id, card.group.code)
    return drawing(city, list(pins.values()), found.here.chosen, targets)


@bp.get("/<city_slug>/suggest")
def suggest(city_slug: str) -> ResponseReturnValue:
    """What the typed text may become, as JSON for the search field."""
    city, asked, here = read_here(city_slug)
    found = suggestions(db.session, asked, here, city, utc_now())
    return jsonify([{"text": line.text, "kind": line.kind_words, "address": line.address} for line in found])


from marketplace.finder import goods as goods  # noqa: E402 - their routes belong to this blueprint
from marketplace.finder import opensearch as opensearch  # noqa: E402
