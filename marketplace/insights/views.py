"""What the city lacks: shoppers' wishes, and what the editor learns of them."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.cities.current import city_of
from marketplace.cities.desk import editor_links, editors_city
from marketplace.db import db, utc_now
from marketplace.insights import demand
from marketplace.insights.forms import WishForm
from marketplace.insights.noting import searcher_of
from marketplace.inventory.stock import CITY_TIME

bp = Blueprint("insights", __name__)

DAYS_SHOWN = 90


@bp.get("/<city_slug>/wishes")
def wish_form(city_slug: str) -> ResponseReturnValue:
    city_of(city_slug)
    return render_template("insights/wish.html", form=WishForm(formdata=None))


@bp.post("/<city_slug>/wishes")
def wish(city_slug: str) -> ResponseReturnValue:
    """Take a wish, without a name, and go back to the search."""
    city = city_of(city_slug)
    form = WishForm()
    if not form.validate_on_submit():
        return render_template("insights/wish.html", form=form), 422

    session = db.session
    theme = form.theme.data or ""
    demand.note(session, city, theme, demand.WISH, searcher_of(request), utc_now())
    session.commit()
    flash(_("Danke. Die Stadt sieht, was fehlt. Ihr Name steht nirgends."))
    return redirect(url_for("finder.results", city_slug=city.slug, q=theme), 303)


@bp.get("/edit/<city_slug>/demand", endpoint="demand")
def show_demand(city_slug: str) -> ResponseReturnValue:
    """What enough people missed in the last three months."""
    city, _editor = editors_city(city_slug)
    since = (utc_now() - timedelta(days=DAYS_SHOWN)).astimezone(CITY_TIME).date()
    return render_template(
        "insights/demand.html",
        desk_links=editor_links(city, "insights.demand"),
        themes=demand.themes(db.session, city, since),
        days=DAYS_SHOWN,
        fewest=demand.FEWEST_SEARCHERS,
    )
