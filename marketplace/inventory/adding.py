"""Goods put on the shelf by hand: the number is looked up first, then only what is not known is asked for."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace import pictures
from marketplace.catalogue.models import Product
from marketplace.db import db, utc_now
from marketplace.errors import Invalid, Refused
from marketplace.inventory import by_hand
from marketplace.inventory.desk import bp
from marketplace.inventory.models import Offer
from marketplace.inventory.offer_forms import NewOfferForm, WordsForm
from marketplace.pictures import Kept
from marketplace.sentences import refusals
from marketplace.stores.current import own_store
from marketplace.stores.desk import shop_links
from marketplace.stores.models import Store


@bp.get("/shop/<store_code>/offers/new")
def new(store_code: str) -> ResponseReturnValue:
    """The form; with `gtin` in the address it is filled with what the catalogue knows."""
    store, _user = own_store(store_code)
    typed = request.args.get("gtin", "").strip()
    form = NewOfferForm(formdata=None)
    try:
        form.gtin.data = by_hand.read_code(typed) if typed else ""
    except Invalid as refusal:
        return _page(store, form, typed=typed, number_fault=refusals.sentence(refusal))
    return _page(store, form, typed=typed)


@bp.post("/shop/<store_code>/offers")
def add(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    form = NewOfferForm()
    form.offer_categories(db.session)
    if not form.validate() or not _is_named(form):
        return _page(store, form), 422
    try:
        new_offer, kept = form.new_offer(), kept_picture(form)
        store, user = own_store(store_code)
        picture = pictures.record(db.session, kept, utc_now()) if kept else None
        offer = by_hand.add(db.session, store, user, new_offer, picture, utc_now())
    except Refused as refusal:
        db.session.rollback()
        same = db.session.get(Offer, refusal.values.get("offer_id", 0))
        return _page(store, form, refusal=refusals.sentence(refusal), same=same), refusal.status
    db.session.commit()
    flash(_("Steht im Regal: %(title)s. Und das nächste?", title=offer.title))
    return redirect(url_for(".new", store_code=store_code), 303)


def kept_picture(form: WordsForm) -> Kept | None:
    """The picture that was chosen, kept; then rows must be read again. Raises what pictures.received raises."""
    return pictures.received(form.picture.data) if form.picture.data else None


def _is_named(form: NewOfferForm) -> bool:
    """Whether the goods have a title, of their own or in the catalogue; else the form says that it is missing."""
    if form.title.data.strip() or _known(form):
        return True
    form.title.errors = [_("Bitte geben Sie eine Bezeichnung ein.")]
    return False


def _known(form: NewOfferForm) -> Product | None:
    return by_hand.known_product(db.session, form.gtin.data) if form.gtin.data else None


def _page(
    store: Store,
    form: NewOfferForm,
    typed: str = "",
    number_fault: str = "",
    refusal: str = "",
    same: Offer | None = None,
) -> str:
    form.offer_categories(db.session)
    return render_template(
        "inventory/offer_new.html",
        store=store,
        desk_links=shop_links(store, "offers.list"),
        form=form,
        known=_known(form),
        typed=typed or (form.gtin.data or "").lstrip("0"),
        number_fault=number_fault,
        refusal=refusal,
        same=same,
    )
