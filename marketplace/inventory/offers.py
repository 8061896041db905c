"""The shop's day and its shelf: what is old, prices and stock in place, offers ended and taken up again."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select

from marketplace.db import db, utc_now
from marketplace.inventory import adding as adding
from marketplace.inventory import by_hand, shelf
from marketplace.inventory import describing as describing
from marketplace.inventory import offering as offering
from marketplace.inventory.desk import bp as bp
from marketplace.inventory.models import Offer, Upload
from marketplace.inventory.offer_forms import StockForm
from marketplace.money import euros
from marketplace.stores import trader_file
from marketplace.stores.current import own_store
from marketplace.stores.desk import shop_links
from marketplace.stores.models import Store
from marketplace.stores.opening import opening

GOOD_START = 100
"""With so many articles a shop begins to be found."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing a new shop still does; `done` of `wanted` for the one that takes long."""

    text: str
    address: str
    is_done: bool
    done: int = 0
    wanted: int = 0


@bp.get("/shop/<store_code>")
def today(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    now = utc_now()
    figures = shelf.figures(db.session, store, now)
    uploads = select(Upload).where(Upload.store_id == store.id).order_by(Upload.created_at.desc())
    return render_template(
        "inventory/today.html",
        store=store,
        desk_links=shop_links(store, "offers.today"),
        figures=figures,
        oldest=shelf.shelf_page(db.session, store, "", "old", 1, now).items[:5],
        last_upload=db.session.scalar(uploads.limit(1)),
        opening=opening(store, now),
        steps=first_steps(store, figures.offers),
    )


@bp.get("/shop/<store_code>/offers", endpoint="list")
def show(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    return _shelf(store)


@bp.post("/shop/<store_code>/offers/<int:offer_id>/stock")
def change(store_code: str, offer_id: int) -> ResponseReturnValue:
    store, user = own_store(store_code)
    offer = shelf.offer_in(db.session, store, offer_id, to_change=True)
    form = StockForm()
    if not form.validate():
        return _shelf(store, wrong=form, wrong_id=offer_id), 422
    done = by_hand.change(db.session, offer, user, *form.values(), utc_now())
    db.session.commit()
    flash(said(offer, done))
    return _back(store, offer_id)


@bp.post("/shop/<store_code>/offers/<int:offer_id>/ending")
def end(store_code: str, offer_id: int) -> ResponseReturnValue:
    store, user = own_store(store_code)
    offer = shelf.offer_in(db.session, store, offer_id, to_change=True)
    by_hand.end(db.session, offer, user, utc_now())
    db.session.commit()
    return redirect(url_for(".list", store_code=store_code, ended=offer_id, **_kept()), 303)


@bp.post("/shop/<store_code>/offers/<int:offer_id>/return")
def take_up(store_code: str, offer_id: int) -> ResponseReturnValue:
    store, user = own_store(store_code)
    offer = shelf.offer_in(db.session, store, offer_id, to_change=True)
    by_hand.take_up(db.session, offer, user, utc_now())
    db.session.commit()
    flash(_("„%(title)s“ steht wieder im Regal.", title=offer.title))
    return _back(store, offer_id)


def first_steps(store: Store, offers: int) -> list[Step]:
    """What brings a new shop to its shoppers, in the order that helps most; empty once all is done."""
    page = url_for("shop.profile", store_code=store.store_code)
    shelved = min(offers, GOOD_START)
    steps = [
        Step(
            _("Angaben zum Betrieb machen"),
            url_for("shop.trader", store_code=store.store_code),
            not trader_file.lacking(store.retailer),
        ),
        Step(
            _("Öffnungszeiten angeben"), url_for("shop.hours", store_code=store.store_code), bool(store.opening_hours)
        ),
        Step(_("Schreiben, was es bei Ihnen gibt"), page, bool(store.description)),
        Step(_("Ein Bild von Ihrem Laden aufhängen"), f"{page}#shop-picture", store.picture_id is not None),
        Step(
            _("Die ersten %(n)s Artikel ins Regal stellen", n=GOOD_START),
            url_for("offers.new", store_code=store.store_code),
            offers >= GOOD_START,
            shelved,
            GOOD_START,
        ),
    ]
    return [] if all(step.is_done for step in steps) else steps


def said(offer: Offer, done: list[str]) -> str:
    """What a change by hand did, in one sentence."""
    if done == ["confirmed"]:
        return _("Bestand bestätigt: %(title)s, %(n)s Stück.", title=offer.title, n=offer.on_hand)
    amount = f"{euros(offer.price_cents or 0):.2f}".replace(".", ",")
    return _("Gespeichert: %(title)s, %(amount)s €, %(n)s Stück.", title=offer.title, amount=amount, n=offer.on_hand)


def _back(store: Store, offer_id: int) -> ResponseReturnValue:
    address = url_for(".list", store_code=store.store_code, _anchor=f"offer-{offer_id}", **_kept())
    return redirect(address, 303)


def _kept() -> dict[str, Any]:
    """What the list was narrowed to, so that the next page is narrowed to it too."""
    return {name: request.args[name] for name in ("q", "show", "page") if request.args.get(name)}


def _shelf(store: Store, wrong: StockForm | None = None, wrong_id: int = 0) -> str:
    text, show = request.args.get("q", "").strip(), request.args.get("show", "")
    page = request.args.get("page", 1, type=int)
    ended = db.session.get(Offer, request.args.get("ended", 0, type=int))
    return render_template(
        "inventory/offers.html",
        store=store,
        desk_links=shop_links(store, "offers.list"),
        found=shelf.shelf_page(db.session, store, text, show, page, utc_now()),
        figures=shelf.figures(db.session, store, utc_now()),
        q=text,
        show=show,
        kept=_kept(),
        wrong=wrong,
        wrong_id=wrong_id,
        just_ended=ended if ended and ended.store_id == store.id and ended.ended_at else None,
    )
