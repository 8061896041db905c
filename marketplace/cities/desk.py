"""The city editor's desk: its pages by name."""

from flask import url_for
from flask_babel import gettext as _

from marketplace.accounts import permissions
from marketplace.accounts.models import User
from marketplace.cities.current import city_of
from marketplace.cities.models import City

Link = tuple[str, str, bool]


def editors_city(city_slug: str) -> tuple[City, User]:
    """The city of an editor's page and its editor; whoever edits another city or none is sent away."""
    permissions.signed_in()
    city = city_of(city_slug)
    return city, permissions.editing(city.id)


def editor_links(city: City, current: str) -> list[Link]:
    """Address, name and whether it is the page shown, of each page of the desk; `current` is an endpoint's name."""
    pages = {
        "editor.stores": _("Läden"),
        "districts.districts": _("Stadtteile"),
        "features.features": _("Empfehlungen"),
        "insights.demand": _("Gesucht und nicht gefunden"),
    }
    return [(url_for(name, city_slug=city.slug), text, name == current) for name, text in pages.items()]
