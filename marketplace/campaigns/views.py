"""The editor's features."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.campaigns import features as rules
from marketplace.campaigns.forms import FeatureForm
from marketplace.cities.desk import editor_links, editors_city
from marketplace.cities.models import City
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.sentences import refusals

bp = Blueprint("features", __name__)

USUAL_DAYS = 13
"""A feature runs for two weeks where nothing else is chosen: so many days follow the first."""


@bp.get("/edit/<city_slug>/features")
def features(city_slug: str) -> ResponseReturnValue:
    city, _editor = editors_city(city_slug)
    first = utc_now().astimezone(rules.CITY_TIME).date()
    usual = {"label": "Empfehlung der Stadt", "label_en": "Recommended by the city"}
    form = FeatureForm(formdata=None, first=first, last=first + timedelta(days=USUAL_DAYS), **usual)
    return _page(city, form)


@bp.post("/edit/<city_slug>/features")
def add(city_slug: str) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    form = FeatureForm()
    form.offer_stores(rules.stores_to_feature(db.session, city))
    if not form.validate():
        return _page(city, form), 422
    chosen = (form.store.data, form.words(), form.first.data, form.last.data)
    try:
        feature = rules.add(db.session, city, editor, *chosen, utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _page(city, form, refusals.sentence(refusal)), refusal.status
    db.session.commit()
    flash(_("„%(name)s“ ist empfohlen.", name=feature.store.name))
    return redirect(url_for(".features", city_slug=city_slug), 303)


@bp.post("/edit/<city_slug>/features/<int:feature_id>/ending")
def end(city_slug: str, feature_id: int) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    feature = rules.feature_in(db.session, city, feature_id)
    rules.end(db.session, feature, editor, utc_now())
    db.session.commit()
    flash(_("Die Empfehlung ist beendet."))
    return redirect(url_for(".features", city_slug=city_slug), 303)


def _page(city: City, form: FeatureForm, refusal: str = "") -> str:
    form.offer_stores(rules.stores_to_feature(db.session, city))
    return render_template(
        "campaigns/features.html",
        desk_links=editor_links(city, "features.features"),
        form=form,
        found=rules.by_time(db.session, city, utc_now()),
        last_moment=rules.last_moment,
        refusal=refusal,
    )
