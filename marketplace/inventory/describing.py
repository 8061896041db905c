"""One offer's page: what it is called, where it stands, its picture, its latest counts and prices."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from marketplace import pictures
from marketplace.db import db, utc_now
from marketplace.errors import Refused
from marketplace.inventory import by_hand, shelf
from marketplace.inventory.adding import kept_picture
from marketplace.inventory.desk import bp
from marketplace.inventory.models import Count, Offer, PriceChange
from marketplace.inventory.offer_forms import WordsForm
from marketplace.sentences import refusals
from marketplace.stores.current import own_store
from marketplace.stores.desk import shop_links
from marketplace.stores.models import Store

LATEST = 8


@bp.get("/shop/<store_code>/offers/<int:offer_id>")
def offer(store_code: str, offer_id: int) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    found = shelf.offer_in(db.session, store, offer_id)
    if found.is_service:
        return redirect(url_for(".service", store_code=store_code, offer_id=offer_id), 303)
    return _page(store, found, WordsForm.showing(found))


@bp.post("/shop/<store_code>/offers/<int:offer_id>")
def describe(store_code: str, offer_id: int) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    found = shelf.offer_in(db.session, store, offer_id)
    form = WordsForm()
    form.offer_categories(db.session)
    if not form.validate():
        return _page(store, found, form), 422
    try:
        kept = kept_picture(form)
    except Refused as refusal:
        form.picture.errors = [refusals.sentence(refusal)]
        return _page(store, found, form), refusal.status
    store, user = own_store(store_code)
    found = shelf.offer_in(db.session, store, offer_id, to_change=True)
    words = {**form.words(), "picture": pictures.record(db.session, kept, utc_now())} if kept else form.words()
    title, place = form.title.data.strip(), (form.place.data or "").strip()
    by_hand.describe(db.session, found, user, title, place, words, utc_now())
    db.session.commit()
    flash(_("„%(title)s“ ist gespeichert.", title=found.title))
    return redirect(url_for(".offer", store_code=store_code, offer_id=offer_id), 303)


def _page(store: Store, found: Offer, form: WordsForm) -> str:
    form.offer_categories(db.session)
    counts = select(Count).where(Count.offer_id == found.id).order_by(Count.counted_at.desc(), Count.id.desc())
    prices = select(PriceChange).where(PriceChange.offer_id == found.id)
    prices = prices.order_by(PriceChange.since.desc(), PriceChange.id.desc())
    return render_template(
        "inventory/offer.html",
        store=store,
        desk_links=shop_links(store, "offers.list"),
        line=shelf.line(found, store, utc_now()),
        form=form,
        is_own=by_hand.is_own(found),
        counts=db.session.scalars(counts.limit(LATEST)).all(),
        prices=db.session.scalars(prices.limit(LATEST)).all(),
    )
