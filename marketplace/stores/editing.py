"""The city editor's shops: found, added, corrected, hidden; their owners invited."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.accounts import inviting, roles
from marketplace.cities.desk import editor_links, editors_city
from marketplace.cities.models import City
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.sentences import refusals
from marketplace.stores import adding
from marketplace.stores.editing_forms import AddressForm, NewShopForm
from marketplace.stores.forms import InviteForm
from marketplace.stores.listing import listing
from marketplace.stores.models import Store

bp = Blueprint("editor", __name__)


@bp.get("/edit/<city_slug>/stores")
def stores(city_slug: str) -> ResponseReturnValue:
    city, _editor = editors_city(city_slug)
    text, need = request.args.get("q", "").strip(), request.args.get("need", "")
    found = listing(db.session, city, text, need, request.args.get("page", 1, type=int))
    links = editor_links(city, "editor.stores")
    return render_template("stores/editor_list.html", desk_links=links, found=found, q=text, need=need)


@bp.get("/edit/<city_slug>/stores/new")
def new(city_slug: str) -> ResponseReturnValue:
    city, _editor = editors_city(city_slug)
    return _new_page(city, _new_form(city, blank=True))


@bp.post("/edit/<city_slug>/stores")
def add(city_slug: str) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    form = _new_form(city)
    if not form.validate():
        return _new_page(city, form), 422
    try:
        store = adding.add(db.session, city, editor, _new_shop(form), utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _new_page(city, _new_form(city), refusals.sentence(refusal)), refusal.status
    db.session.commit()
    if store.is_public:
        flash(_("„%(name)s“ steht im Stadtregal. Bitte prüfen Sie noch die Lage.", name=store.name))
    else:
        flash(_("„%(name)s“ ist aufgenommen. Bitte prüfen Sie noch die Lage.", name=store.name))
    return redirect(url_for(".store", city_slug=city_slug, store_code=store.store_code), 303)


@bp.get("/edit/<city_slug>/stores/<store_code>")
def store(city_slug: str, store_code: str) -> ResponseReturnValue:
    city, _editor = editors_city(city_slug)
    found = adding.store_in(db.session, city, store_code)
    return _store_page(city, found, AddressForm.showing(found))


@bp.post("/edit/<city_slug>/stores/<store_code>")
def change(city_slug: str, store_code: str) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    found = adding.store_in(db.session, city, store_code)
    form = AddressForm()
    form.offer_districts(city)
    if not form.validate():
        return _store_page(city, found, form), 422
    district = adding.district_for(city, form.postcode.data, form.district.data)
    values = {**form.address(), "district_id": district.id if district else None}
    try:
        adding.change(db.session, found, editor, values, form.place() or found.point, utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _store_page(city, found, form, refusals.sentence(refusal)), refusal.status
    db.session.commit()
    flash(_("„%(name)s“ ist gespeichert.", name=found.name))
    return redirect(url_for(".store", city_slug=city_slug, store_code=store_code), 303)


@bp.post("/edit/<city_slug>/stores/<store_code>/visibility")
def show(city_slug: str, store_code: str) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    found = adding.store_in(db.session, city, store_code)
    is_public = request.form.get("public") == "1"
    adding.show(db.session, found, editor, is_public, utc_now())
    db.session.commit()
    name = found.name
    flash(_("„%(name)s“ ist wieder zu finden.", name=name) if is_public else _("„%(name)s“ ist verborgen.", name=name))
    return redirect(url_for(".store", city_slug=city_slug, store_code=store_code), 303)


@bp.post("/edit/<city_slug>/stores/<store_code>/invitations")
def invite(city_slug: str, store_code: str) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    found = adding.store_in(db.session, city, store_code)
    form = InviteForm(prefix="owner-")
    address = AddressForm.showing(found)
    if not form.validate():
        return _store_page(city, found, address, invite_form=form), 422
    try:
        inviting.invite(db.session, form.email.data, "owner", found.retailer_id, editor, utc_now())
    except Refused as refusal:
        db.session.rollback()
        form.email.errors = [refusals.sentence(refusal)]
        return _store_page(city, found, address, invite_form=form), refusal.status
    db.session.commit()
    flash(_("Die Einladung ist unterwegs an %(email)s.", email=form.email.data))
    return redirect(url_for(".store", city_slug=city_slug, store_code=store_code), 303)


@bp.post("/edit/<city_slug>/stores/<store_code>/invitations/<int:invitation_id>/withdrawal")
def withdraw(city_slug: str, store_code: str, invitation_id: int) -> ResponseReturnValue:
    city, editor = editors_city(city_slug)
    found = adding.store_in(db.session, city, store_code)
    inviting.withdraw(db.session, invitation_id, found.retailer_id, editor, utc_now())
    db.session.commit()
    flash(_("Die Einladung ist zurückgezogen. Ihr Link gilt nicht mehr."))
    return redirect(url_for(".store", city_slug=city_slug, store_code=store_code), 303)


def _new_form(city: City, blank: bool = False) -> NewShopForm:
    form = NewShopForm(formdata=None, town=city.name) if blank else NewShopForm()
    form.offer_districts(city)
    form.offer_retailers(list(adding.retailers_in(db.session, city)))
    return form


def _new_shop(form: NewShopForm) -> adding.NewShop:
    return adding.NewShop(
        **form.address(),
        point=form.place(),
        district_id=form.district.data or None,
        store_code=(form.store_code.data or "").strip(),
        retailer_id=form.retailer.data or None,
        legal_name=(form.legal_name.data or "").strip(),
        owner_email=form.owner_email.data or "",
    )


def _new_page(city: City, form: NewShopForm, refusal: str = "") -> str:
    links = editor_links(city, "editor.stores")
    return render_template("stores/editor_new.html", desk_links=links, form=form, refusal=refusal)


def _store_page(
    city: City, store: Store, form: AddressForm, refusal: str = "", invite_form: InviteForm | None = None
) -> str:
    form.offer_districts(city)
    return render_template(
        "stores/editor_store.html",
        desk_links=editor_links(city, "editor.stores"),
        store=store,
        form=form,
        invite_form=invite_form or InviteForm(formdata=None, prefix="owner-"),
        refusal=refusal,
        team=roles.team(db.session, store.retailer_id),
        waiting=inviting.waiting(db.session, store.retailer_id, utc_now()),
    )
