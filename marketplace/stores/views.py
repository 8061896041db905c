"""The shop's pages about itself: its page, its hours, its picture. `staff` and `trader_desk` add the others."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace import pictures
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.sentences import refusals
from marketplace.stores import profile as rules
from marketplace.stores import staff as staff
from marketplace.stores import trader_desk as trader_desk
from marketplace.stores import trader_file
from marketplace.stores.current import own_store
from marketplace.stores.desk import bp as bp
from marketplace.stores.desk import shop_links
from marketplace.stores.forms import HoursForm, PageForm, PictureForm, read_lines
from marketplace.stores.hours.preview import preview
from marketplace.stores.models import Store


@bp.get("/shop/<store_code>/profile")
def profile(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    return _page(store)


@bp.post("/shop/<store_code>/profile")
def change_profile(store_code: str) -> ResponseReturnValue:
    store, user = own_store(store_code)
    form = PageForm()
    if not form.validate():
        return _page(store, page_form=form), 422
    values = {**stripped(form), "services": read_lines(form.services.data)}
    changed = rules.change_page(db.session, store, user, values, utc_now())
    db.session.commit()
    flash(_("Ihre Ladenseite ist gespeichert.") if changed else _("Es war nichts zu ändern."))
    return redirect(url_for(".profile", store_code=store_code), 303)


@bp.post("/shop/<store_code>/picture")
def hang_picture(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    form = PictureForm()
    if not form.validate():
        return _page(store, picture_form=form), 422
    try:
        kept = pictures.received(form.picture.data)
    except Refused as refusal:
        form.picture.errors = [refusals.sentence(refusal)]
        return _page(store, picture_form=form), refusal.status
    store, user = own_store(store_code)
    rules.hang_picture(db.session, store, user, kept, utc_now())
    db.session.commit()
    flash(_("Das Bild hängt auf Ihrer Ladenseite."))
    return redirect(url_for(".profile", store_code=store_code, _anchor="shop-picture"), 303)


@bp.post("/shop/<store_code>/picture/removal")
def take_picture_down(store_code: str) -> ResponseReturnValue:
    store, user = own_store(store_code)
    rules.take_picture_down(db.session, store, user, utc_now())
    db.session.commit()
    flash(_("Das Bild ist abgehängt. Auf Ihrer Ladenseite steht wieder unsere Zeichnung."))
    return redirect(url_for(".profile", store_code=store_code, _anchor="shop-picture"), 303)


@bp.get("/shop/<store_code>/hours")
def hours(store_code: str) -> ResponseReturnValue:
    """The hours and how they are understood; with `opening_hours` in the address, those typed there."""
    store, _user = own_store(store_code)
    typed = request.args.get("opening_hours", store.opening_hours)
    return _hours_page(store, HoursForm(formdata=None, opening_hours=typed))


@bp.post("/shop/<store_code>/hours")
def change_hours(store_code: str) -> ResponseReturnValue:
    store, user = own_store(store_code)
    form = HoursForm()
    if not form.validate():
        return _hours_page(store, form), 422
    if "check" in request.form:
        return _hours_page(store, form)
    try:
        rules.change_hours(db.session, store, user, form.opening_hours.data or "", utc_now())
    except Refused as refusal:
        db.session.rollback()
        form.opening_hours.errors = [refusals.sentence(refusal)]
        return _hours_page(store, form), refusal.status
    db.session.commit()
    if store.opening_hours:
        flash(_("Die Öffnungszeiten sind gespeichert. Die Suche kennt sie in wenigen Sekunden."))
    else:
        flash(_("Die Öffnungszeiten sind gelöscht. Bei Ihrem Laden steht jetzt „Öffnungszeiten bitte erfragen“."))
    return redirect(url_for(".hours", store_code=store_code), 303)


def stripped(form: Any) -> dict[str, Any]:
    """The form's texts without blanks around them."""
    return {name: (value or "").strip() for name, value in form.data.items() if name != "csrf_token"}


def _page(
    store: Store,
    page_form: PageForm | None = None,
    picture_form: PictureForm | None = None,
) -> str:
    if page_form is None:
        page_form = PageForm(formdata=None, obj=store)
        page_form.services.data = "\n".join(store.services)
    return render_template(
        "stores/profile.html",
        store=store,
        desk_links=shop_links(store, "shop.profile"),
        page_form=page_form,
        picture_form=picture_form or PictureForm(formdata=None),
        is_trader_file_whole=not trader_file.lacking(store.retailer),
    )


def _hours_page(store: Store, form: HoursForm) -> str:
    typed = (form.opening_hours.data or "").strip()
    return render_template(
        "stores/hours.html",
        store=store,
        desk_links=shop_links(store, "shop.hours"),
        form=form,
        preview=preview(typed, store.city.state, utc_now()) if typed else None,
    )
