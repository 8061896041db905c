"""The operator's pages of cities: which there are, what they are called, where they lie, how they look."""

from flask import current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import func, select

from marketplace.accounts import permissions
from marketplace.alphabet import alphabetical
from marketplace.cities.models import City
from marketplace.db import db, utc_now
from marketplace.errors import NotFound, Refused
from marketplace.operating import founding
from marketplace.operating.desk import bp, operator_links
from marketplace.operating.portal_form import CityForm
from marketplace.sentences import refusals
from marketplace.stores.forms import InviteForm
from marketplace.stores.models import Store

USUAL_RADIUS_KM = 10


@bp.get("/operator/cities")
def cities() -> ResponseReturnValue:
    permissions.operating()
    shops = select(Store.city_id, func.count()).group_by(Store.city_id)
    return render_template(
        "operating/cities.html",
        desk_links=operator_links("operator.cities"),
        found=db.session.scalars(select(City).order_by(alphabetical(City.name), City.id)).all(),
        shops=dict(list(db.session.execute(shops))),
    )


@bp.get("/operator/cities/new")
def new_city() -> ResponseReturnValue:
    permissions.operating()
    return _page(CityForm(formdata=None, radius_km=USUAL_RADIUS_KM, state="NW"))


@bp.post("/operator/cities")
def add_city() -> ResponseReturnValue:
    operator, form = permissions.operating(), CityForm()
    if not form.validate():
        return _page(form), 422
    try:
        city = founding.found(db.session, operator, form.values(), reserved(), utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _page(form, refusal=refusals.sentence(refusal)), refusal.status
    db.session.commit()
    flash(_("%(name)s hat jetzt ein Stadtregal.", name=city.name))
    return redirect(url_for(".city", city_id=city.id), 303)


@bp.get("/operator/cities/<int:city_id>")
def city(city_id: int) -> ResponseReturnValue:
    permissions.operating()
    found = _city(city_id)
    return _page(CityForm.showing(found), found)


@bp.post("/operator/cities/<int:city_id>")
def change_city(city_id: int) -> ResponseReturnValue:
    operator, form = permissions.operating(), CityForm()
    found = _city(city_id)
    if not form.validate():
        return _page(form, found), 422
    try:
        founding.change(db.session, found, operator, form.values(), reserved(), utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _page(form, found, refusals.sentence(refusal)), refusal.status
    db.session.commit()
    flash(_("„%(name)s“ ist gespeichert.", name=found.name))
    return redirect(url_for(".city", city_id=city_id), 303)


@bp.post("/operator/cities/<int:city_id>/editors")
def appoint(city_id: int) -> ResponseReturnValue:
    operator, form = permissions.operating(), InviteForm(prefix="editor-")
    found = _city(city_id)
    if not form.validate():
        return _page(CityForm.showing(found), found, editor_form=form), 422
    try:
        editor = founding.appoint(db.session, found, form.email.data, operator, utc_now())
    except Refused as refusal:
        db.session.rollback()
        form.email.errors = [refusals.sentence(refusal)]
        return _page(CityForm.showing(found), found, editor_form=form), refusal.status
    db.session.commit()
    flash(_("%(name)s bearbeitet jetzt %(city)s.", name=editor.name, city=found.name))
    return redirect(url_for(".city", city_id=city_id), 303)


@bp.post("/operator/cities/<int:city_id>/editors/<int:role_id>/removal")
def dismiss(city_id: int, role_id: int) -> ResponseReturnValue:
    operator, found = permissions.operating(), _city(city_id)
    editor = founding.dismiss(db.session, found, role_id, operator, utc_now())
    db.session.commit()
    flash(_("%(name)s bearbeitet %(city)s nicht mehr.", name=editor.name, city=found.name))
    return redirect(url_for(".city", city_id=city_id), 303)


def reserved() -> set[str]:
    """The first parts of all addresses that are not a city's."""
    firsts = {rule.rule.split("/")[1] for rule in current_app.url_map.iter_rules()}
    return {first for first in firsts if first and not first.startswith("<")} | {"en", "static"}


def _city(city_id: int) -> City:
    found = db.session.get(City, city_id)
    if found is None:
        raise NotFound("no_such_city")
    return found


def _page(form: CityForm, found: City | None = None, refusal: str = "", editor_form: InviteForm | None = None) -> str:
    return render_template(
        "operating/city.html",
        desk_links=operator_links("operator.cities"),
        form=form,
        portal=found,
        refusal=refusal,
        editors=founding.editors(db.session, found) if found else [],
        editor_form=editor_form or InviteForm(formdata=None, prefix="editor-"),
    )
