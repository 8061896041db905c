"""The form of a shop's service: what it is, how long it takes, and what it costs."""

from typing import Self

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import Field, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, ValidationError

from marketplace.catalogue.models import DURATION
from marketplace.inventory.models import Offer
from marketplace.inventory.offer_forms import categories, is_price
from marketplace.inventory.without_stock import Described
from marketplace.money import euros, read_price
from marketplace.stores.forms import one_line, some_lines

BY_EFFORT = "effort"


class ServiceForm(FlaskForm):
    """A service as a shop describes it; one by effort has no price."""

    title = one_line(_("Bezeichnung"), _("Bitte geben Sie eine Bezeichnung ein."))
    pricing = RadioField(
        _("Was kostet es?"),
        [AnyOf(["fixed", "from", BY_EFFORT], _("Bitte wählen Sie, wie der Preis gemeint ist."))],
        validate_choice=False,
        choices=[
            SelectChoice("fixed", _("Fester Preis")),
            SelectChoice("from", _("Ab einem Preis")),
            SelectChoice(BY_EFFORT, _("Nach Aufwand")),
        ],
        default="fixed",
    )
    price = StringField(_("Preis"))
    duration = one_line(_("Dauer"))
    category = SelectField(_("Kategorie"), coerce=int, default=0)
    description = some_lines(_("Beschreibung"))
    description_en = some_lines(_("Beschreibung auf Englisch"))

    def validate_price(self, field: Field) -> None:
        """A price is asked for unless nobody can say it beforehand."""
        if self.pricing.data == BY_EFFORT:
            return
        if not (field.data or "").strip():
            raise ValidationError(_("Bitte geben Sie einen Preis ein."))
        is_price(self, field)

    @classmethod
    def showing(cls, offer: Offer) -> Self:
        """The form with what is said of a service now."""
        group = offer.product.group
        form = cls(formdata=None, obj=group, pricing=offer.pricing, duration=group.attributes.get(DURATION, ""))
        form.category.data = group.category_id or 0
        if offer.price_cents is not None:
            form.price.data = f"{euros(offer.price_cents):.2f}".replace(".", ",")
        return form

    def offer_categories(self, session: Session) -> None:
        """Let the form choose among the shelves of the town."""
        self.category.choices = categories(session)

    def described(self) -> Described:
        """What was typed, as the rules want it."""
        return Described(
            title=self.title.data.strip(),
            pricing=self.pricing.data,
            price_cents=None if self.pricing.data == BY_EFFORT else read_price(self.price.data),
            duration=(self.duration.data or "").strip(),
            category_id=self.category.data or None,
            description=(self.description.data or "").strip(),
            description_en=(self.description_en.data or "").strip(),
        )
