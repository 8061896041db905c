"""The editor's districts, and the city's own colour."""

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.cities import editing
from marketplace.cities.current import city_of, invented_cities
from marketplace.cities.desk import editor_links, editors_city
from marketplace.cities.forms import DistrictForm
from marketplace.cities.look import stylesheet
from marketplace.cities.models import City, District
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.places import Point
from marketplace.sentences import refusals

bp = Blueprint("districts", __name__)
bp.app_context_processor(lambda: {"invented_cities": invented_cities})


@bp.get("/edit/<city_slug>/districts")
def districts(city_slug: str) -> ResponseReturnValue:
    city, _editor = editors_city(city_slug)
    return _list(city, DistrictForm(formdata=None))


@bp.post("/edit/<city_slug>/districts")
def add(city_slug: str) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    form = DistrictForm()
    if not form.validate():
        return _list(city, form), 422
    try:
        district = editing.add_district(db.session, city, editor, *_values(form), utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _list(city, form, refusals.sentence(refusal)), refusal.status
    db.session.commit()
    flash(_("„%(name)s“ ist jetzt ein Stadtteil.", name=district.name))
    return redirect(url_for(".districts", city_slug=city_slug), 303)


@bp.get("/edit/<city_slug>/districts/<int:district_id>")
def district(city_slug: str, district_id: int) -> ResponseReturnValue:
    city, _editor = editors_city(city_slug)
    found = editing.district_of(db.session, city, district_id)
    form = DistrictForm(formdata=None, name=found.name, postcodes=" ".join(found.postcodes), point=str(found.point))
    return _one(city, found, form)


@bp.post("/edit/<city_slug>/districts/<int:district_id>")
def change(city_slug: str, district_id: int) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    found = editing.district_of(db.session, city, district_id)
    form = DistrictForm()
    if not form.validate():
        return _one(city, found, form), 422
    try:
        editing.change_district(db.session, found, editor, *_values(form), utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _one(city, found, form, refusals.sentence(refusal)), refusal.status
    db.session.commit()
    flash(_("„%(name)s“ ist gespeichert.", name=found.name))
    return redirect(url_for(".districts", city_slug=city_slug), 303)


@bp.post("/edit/<city_slug>/districts/<int:district_id>/removal")
def remove(city_slug: str, district_id: int) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    found = editing.district_of(db.session, city, district_id)
    name = found.name
    editing.remove_district(db.session, found, editor, utc_now())
    db.session.commit()
    flash(_("Der Stadtteil „%(name)s“ ist entfernt.", name=name))
    return redirect(url_for(".districts", city_slug=city_slug), 303)


@bp.get("/<city_slug>/look.css")
def look(city_slug: str) -> Response:
    """The city's own brick, for the pages of a city that has one."""
    brick = city_of(city_slug).brick
    response = Response(stylesheet(brick) if brick else "", mimetype="text/css")
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


def _values(form: DistrictForm) -> tuple[str, list[str], Point]:
    return form.name.data.strip(), editing.read_postcodes(form.postcodes.data or ""), Point.read(form.point.data)


def _list(city: City, form: DistrictForm, refusal: str = "") -> str:
    links = editor_links(city, "districts.districts")
    shops = editing.shops_in(db.session, [district.id for district in city.districts])
    return render_template("cities/districts.html", desk_links=links, form=form, shops=shops, refusal=refusal)


def _one(city: City, district: District, form: DistrictForm, refusal: str = "") -> str:
    links = editor_links(city, "districts.districts")
    shops = editing.shops_in(db.session, [district.id]).get(district.id, 0)
    return render_template(
        "cities/district.html", desk_links=links, district=district, form=form, shops=shops, refusal=refusal
    )
