"""The form of the trader file. It may be saved unfinished: the page says what is still missing."""

from collections.abc import Callable
from typing import Any, Self

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, RadioField, TelField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Optional, ValidationError

from marketplace.errors import Refused
from marketplace.sentences import refusals
from marketplace.stores import trader_file
from marketplace.stores.forms import email_field, is_phone, one_line
from marketplace.stores.models import Retailer

LACKING = {
    "legal_name": _("Name des Betriebs"),
    "street": _("Anschrift"),
    "email": _("E-Mail"),
    "phone": _("Telefon"),
    "register": _("Register, oder dass es keinen Eintrag gibt"),
    "vat_status": _("Umsatzsteuer"),
    "packaging_number": _("LUCID-Nummer, oder dass Sie keine brauchen"),
    "weee_number": _("WEEE-Nummer, oder dass Sie keine brauchen"),
    "arbitration": _("Streitbeilegung"),
    "certified_at": _("Ihre Zusage, nur erlaubte Ware anzubieten"),
}
"""What lacks in a trader file, in the words of the form."""


def _read_by(read: Callable[[str], str]) -> Callable[[FlaskForm, Field], None]:
    """A rule that keeps a number in its normal spelling and refuses what is none."""

    def check(_form: FlaskForm, field: Field) -> None:
        try:
            field.data = read(field.data)
        except Refused as refusal:
            raise ValidationError(refusals.sentence(refusal)) from None

    return check


class TraderForm(FlaskForm):
    """What the law wants to know of the business."""

    legal_name = one_line(_("Name des Betriebs mit Rechtsform"), _("Bitte geben Sie den Namen des Betriebs an."))
    represented_by = one_line(_("Vertreten durch"))
    street = one_line(_("Straße und Hausnummer"))
    postcode = one_line(_("Postleitzahl"))
    town = one_line(_("Ort"))
    email = email_field(_("E-Mail"))
    phone = TelField(_("Telefon"), [Optional(), is_phone])
    register = one_line(_("Register"))
    has_no_register = BooleanField(_("Der Betrieb ist in keinem Register eingetragen"))
    vat_status = RadioField(
        _("Umsatzsteuer"),
        [Optional()],
        choices=[
            SelectChoice(trader_file.WITH_NUMBER, _("Wir haben eine Umsatzsteuer-ID")),
            SelectChoice(trader_file.WITHOUT_NUMBER, _("Wir zahlen Umsatzsteuer, haben aber keine Umsatzsteuer-ID")),
            SelectChoice(trader_file.SMALL, _("Kleinunternehmen nach § 19 UStG: unsere Preise enthalten keine")),
        ],
    )
    vat_id = one_line(_("Umsatzsteuer-ID"))
    packaging_number = one_line(_("LUCID-Nummer (Verpackungen)"))
    needs_no_packaging_number = BooleanField(_("Wir füllen keine Verpackungen, die beim Kunden bleiben"))
    weee_number = one_line(_("WEEE-Nummer (Elektrogeräte)"))
    needs_no_weee_number = BooleanField(_("Wir bringen keine Elektrogeräte selbst in den Handel"))
    arbitration = RadioField(
        _("Streitbeilegung vor einer Verbraucherschlichtungsstelle"),
        [Optional()],
        choices=[
            SelectChoice(trader_file.DECLINED, _("Wir nehmen nicht teil und sind nicht dazu verpflichtet")),
            SelectChoice(trader_file.WILLING, _("Wir nehmen teil, und zwar bei:")),
        ],
    )
    arbitration_board = one_line(_("Name und Anschrift der Schlichtungsstelle"))
    is_certified = BooleanField(
        _("Wir sind Unternehmer und bieten nur Ware und Leistungen an, die dem Recht der EU entsprechen")
    )

    validate_packaging_number = _read_by(trader_file.read_packaging_number)
    validate_weee_number = _read_by(trader_file.read_weee_number)
    validate_vat_id = _read_by(trader_file.read_vat_id)

    @classmethod
    def showing(cls, retailer: Retailer) -> Self:
        """The form with what the business has said until now."""
        return cls(formdata=None, obj=retailer, is_certified=retailer.certified_at is not None)

    def values(self) -> dict[str, Any]:
        """The columns of the business; a choice that was not made is empty."""
        kept = {name: value for name, value in self.data.items() if name not in ("csrf_token", "is_certified")}
        return {name: value if isinstance(value, bool) else (value or "").strip() for name, value in kept.items()}
