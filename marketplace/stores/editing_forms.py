"""The forms of the city editor's shops."""

from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp

from marketplace.cities.forms import POINT_LENGTH, is_point, name_field, point_field
from marketplace.cities.models import City
from marketplace.places import Point
from marketplace.stores.forms import email_field, one_line
from marketplace.stores.models import Retailer, Store


class AddressForm(FlaskForm):
    """What an editor knows of a shop that stands already."""

    name = name_field(_("Name des Ladens"))
    trade = one_line(_("Branche"), _("Bitte geben Sie die Branche an."))
    street = one_line(_("Straße"), _("Bitte geben Sie die Straße an."))
    house_number = one_line(_("Hausnummer"))
    postcode = StringField(
        _("Postleitzahl"),
        [InputRequired(_("Bitte geben Sie die Postleitzahl an.")), Regexp(r"\d{5}$", message=_("Bitte fünf Ziffern."))],
    )
    town = one_line(_("Ort"), _("Bitte geben Sie den Ort an."))
    district = SelectField(_("Stadtteil"), coerce=int, default=0)
    point = point_field(_("Lage"))

    @classmethod
    def showing(cls, store: Store) -> Self:
        """The form with what is known of a store now."""
        form = cls(formdata=None, obj=store)
        form.district.data, form.point.data = store.district_id or 0, str(store.point)
        return form

    def offer_districts(self, city: City) -> None:
        """Let the form choose among the districts of this city."""
        found = [SelectChoice(district.id, district.name) for district in city.districts]
        self.district.choices = [SelectChoice(0, gettext("Nach der Postleitzahl")), *found]

    def address(self) -> dict[str, Any]:
        """The texts of the form."""
        names = ("name", "trade", "street", "house_number", "postcode", "town")
        return {name: (self[name].data or "").strip() for name in names}

    def place(self) -> Point | None:
        """The point that was typed, if one was."""
        return Point.read(self.point.data) if (self.point.data or "").strip() else None


class NewShopForm(AddressForm):
    """A shop that does not stand in the portal yet."""

    point = StringField(_("Lage"), [Optional(), Length(max=POINT_LENGTH), is_point])
    store_code = one_line(_("Kürzel"))
    retailer = SelectField(_("Betrieb"), coerce=int, default=0)
    legal_name = one_line(_("Name des Betriebs mit Rechtsform"))
    owner_email = email_field(_("E-Mail der Inhaberin oder des Inhabers"))

    def offer_retailers(self, retailers: list[Retailer]) -> None:
        """Let the form choose among businesses that have a shop already."""
        found = [SelectChoice(retailer.id, retailer.legal_name) for retailer in retailers]
        self.retailer.choices = [SelectChoice(0, gettext("Neuer Betrieb")), *found]
