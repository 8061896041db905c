"""The trader file on the shop's desk: read by everybody who works there, changed by the owners."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from marketplace.db import db, utc_now
from marketplace.stores import trader_file
from marketplace.stores.current import own_store, owned_store
from marketplace.stores.desk import bp, shop_links
from marketplace.stores.models import Store
from marketplace.stores.trader_form import LACKING, TraderForm


@bp.get("/shop/<store_code>/imprint")
def trader(store_code: str) -> ResponseReturnValue:
    store, _user = own_store(store_code)
    return _page(store, TraderForm.showing(store.retailer))


@bp.post("/shop/<store_code>/imprint")
def change_trader(store_code: str) -> ResponseReturnValue:
    store, owner = owned_store(store_code)
    form = TraderForm()
    if not form.validate():
        return _page(store, form), 422
    trader_file.change(db.session, store.retailer, owner, form.values(), form.is_certified.data, utc_now())
    db.session.commit()
    is_whole = not trader_file.lacking(store.retailer)
    flash(_("Gespeichert. Es ist alles da.") if is_whole else _("Gespeichert. Es fehlt noch etwas."))
    return redirect(url_for(".trader", store_code=store_code), 303)


def _page(store: Store, form: TraderForm) -> str:
    return render_template(
        "stores/trader.html",
        store=store,
        desk_links=shop_links(store, "shop.profile"),
        form=form,
        lacking=[LACKING[name] for name in trader_file.lacking(store.retailer)],
    )
