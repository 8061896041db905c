"""The forms of orders."""

from typing import Self

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    Field,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TelField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, Regexp, ValidationError

from marketplace.accounts.forms import readable_email
from marketplace.accounts.models import User
from marketplace.errors import Refused
from marketplace.inventory.by_hand import read_pieces
from marketplace.orders import answering
from marketplace.orders.reserve import Shopper, Wish
from marketplace.orders.telling import REASONS
from marketplace.sentences import refusals
from marketplace.stores.forms import is_phone, one_line, some_lines

MOST_WORDS = 300
HOURS = _("Bitte eine Zahl von 1 bis 72.")


def some_pieces(_form: FlaskForm, field: Field) -> None:
    """Refuses what is no number of pieces from 1 on."""
    try:
        pieces = read_pieces(field.data or "")
    except Refused as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None
    if not pieces:
        raise ValidationError(_("Bitte mindestens 1 Stück."))


class ReserveForm(FlaskForm):
    """What is reserved, and for whom. `key` is the form's own, `seen` the price in cents that stood on the page."""

    pieces = StringField(
        _("Stück"),
        [InputRequired(_("Bitte geben Sie ein, wie viele Sie möchten.")), some_pieces],
        default="1",
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    name = one_line(_("Ihr Name"), _("Bitte geben Sie Ihren Namen ein."))
    email = EmailField(
        _("E-Mail"),
        [InputRequired(_("Bitte geben Sie Ihre E-Mail-Adresse ein.")), readable_email],
        render_kw={"autocomplete": "email"},
    )
    phone = TelField(
        _("Telefon, wenn der Laden anrufen darf"), [Optional(), is_phone], render_kw={"autocomplete": "tel"}
    )
    key = HiddenField(validators=[Regexp(r"[\w-]{16,64}$")])
    seen = HiddenField(validators=[Regexp(r"\d{1,9}$")])

    @classmethod
    def blank(cls, user: User | None) -> Self:
        """The form with what the account knows."""
        return cls(formdata=None, name=user.name if user else "", email=user.email if user else "")

    def shopper(self, user: User | None, language: str) -> Shopper:
        """Who reserves."""
        phone = (self.phone.data or "").strip()
        return Shopper(self.name.data.strip(), self.email.data, phone, language, user)

    def wish(self, offer_id: int) -> Wish:
        """What is reserved."""
        return Wish(offer_id, read_pieces(self.pieces.data), int(self.seen.data))


class RefusalForm(FlaskForm):
    """Why a shop says no, with a word for the shopper."""

    reason = RadioField(
        _("Warum geht es nicht?"),
        [InputRequired(_("Bitte wählen Sie einen Grund."))],
        choices=[SelectChoice(reason, _(REASONS[reason])) for reason in answering.REASONS],
    )
    why = some_lines(_("Ein Wort dazu, das die Kundschaft liest"), MOST_WORDS)

    def word(self) -> str:
        """What was written with the reason."""
        return (self.why.data or "").strip()


class AnswerForm(FlaskForm):
    """The button that was pressed: yes, yes and laid out already, or no."""

    answer = RadioField(choices=[SelectChoice("accept"), SelectChoice("ready"), SelectChoice("refuse")])


class CodeForm(FlaskForm):
    """The pickup code as it is said at the counter."""

    pin = StringField(
        _("Abholcode"),
        [DataRequired(_("Bitte geben Sie die sechs Ziffern ein."))],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": 12},
    )


class WithoutCodeForm(FlaskForm):
    """Who got the goods without a code, and why."""

    to_whom = one_line(_("An wen und warum?"), _("Bitte schreiben Sie, an wen und warum."))


class RulesForm(FlaskForm):
    """When and how a shop takes reservations."""

    takes_reservations = BooleanField(_("Kundinnen und Kunden können bei uns reservieren"))
    answer_hours = IntegerField(
        _("So viele Öffnungsstunden haben wir für eine Antwort"),
        [InputRequired(HOURS), NumberRange(1, 72, HOURS)],
        default=8,
    )
    paused_until = DateField(_("Pause bis einschließlich"), [Optional()])
