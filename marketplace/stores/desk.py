"""The shop's desk: its pages by name."""

from flask import Blueprint, url_for
from flask_babel import gettext as _

from marketplace.cities.desk import Link
from marketplace.cities.desk import editor_links as editor_links
from marketplace.stores.models import Store

bp = Blueprint("shop", __name__)


def shop_links(store: Store, current: str) -> list[Link]:
    """Address, name and whether it is the page shown, of each page of the desk; `current` is an endpoint's name."""
    pages = {
        "offers.today": _("Heute"),
        "order_desk.list": _("Bestellungen"),
        "offers.list": _("Regal"),
        "uploads.uploads": _("Hochladen"),
        "shop.hours": _("Öffnungszeiten"),
        "shop.profile": _("Ladenseite"),
        "shop.staff": _("Team"),
    }
    return [(url_for(name, store_code=store.store_code), text, name == current) for name, text in pages.items()]
