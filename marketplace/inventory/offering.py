"""Services put on the shelf by hand, and changed."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.db import db, utc_now
from marketplace.errors import NotFound, Refused
from marketplace.inventory import shelf, without_stock
from marketplace.inventory.desk import bp
from marketplace.inventory.models import Offer
from marketplace.inventory.service_form import ServiceForm
from marketplace.sentences import refusals
from marketplace.stores.current import own_store
from marketplace.stores.desk import shop_links
from marketplace.stores.models import Store


@bp.get("/shop/<store_code>/services/new")
def new_service(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    return _page(store, ServiceForm(formdata=None))


@bp.post("/shop/<store_code>/services")
def add_service(store_code: str) -> ResponseReturnValue:
    store, user = own_store(store_code)
    form = ServiceForm()
    form.offer_categories(db.session)
    if not form.validate():
        return _page(store, form), 422
    try:
        offer = without_stock.add(db.session, store, user, form.described(), utc_now())
    except Refused as refusal:
        db.session.rollback()
        return _page(store, form, refusal=refusals.sentence(refusal)), refusal.status
    db.session.commit()
    flash(_("Steht im Regal: %(title)s. Und das nächste?", title=offer.title))
    return redirect(url_for(".new_service", store_code=store_code), 303)


@bp.get("/shop/<store_code>/services/<int:offer_id>")
def service(store_code: str, offer_id: int) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    found = _service_in(store, offer_id)
    return _page(store, ServiceForm.showing(found), found)


@bp.post("/shop/<store_code>/services/<int:offer_id>")
def describe_service(store_code: str, offer_id: int) -> ResponseReturnValue:
    store, user = own_store(store_code)
    found = _service_in(store, offer_id, to_change=True)
    form = ServiceForm()
    form.offer_categories(db.session)
    if not form.validate():
        return _page(store, form, found), 422
    without_stock.change(db.session, found, user, form.described(), utc_now())
    db.session.commit()
    flash(_("„%(title)s“ ist gespeichert.", title=found.title))
    return redirect(url_for(".service", store_code=store_code, offer_id=offer_id), 303)


def _service_in(store: Store, offer_id: int, to_change: bool = False) -> Offer:
    found = shelf.offer_in(db.session, store, offer_id, to_change)
    if not found.is_service:
        raise NotFound("no_such_offer")
    return found


def _page(store: Store, form: ServiceForm, offer: Offer | None = None, refusal: str = "") -> str:
    form.offer_categories(db.session)
    return render_template(
        "inventory/service.html",
        store=store,
        desk_links=shop_links(store, "offers.list"),
        form=form,
        offer=offer,
        refusal=refusal,
    )
