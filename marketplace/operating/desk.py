"""The operator's desk: its blueprint and its pages by name."""

from flask import Blueprint, url_for
from flask_babel import gettext as _

from marketplace.cities.desk import Link

bp = Blueprint("operator", __name__)


def operator_links(current: str) -> list[Link]:
    """Address, name and whether it is the page shown, of each page of the desk; `current` is an endpoint's name."""
    pages = {
        "operator.jobs": _("Aufgaben"),
        "operator.index": _("Suchindex"),
        "operator.outbox": _("Postausgang"),
        "operator.sample_letters": _("Briefe"),
        "operator.cities": _("Städte"),
    }
    return [(url_for(name), text, name == current) for name, text in pages.items()]
