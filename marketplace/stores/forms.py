"""The forms of a shop's desk."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import EmailField, Field, StringField, TelField, TextAreaField, URLField
from wtforms.validators import DataRequired, Length, Optional, Regexp, ValidationError

from marketplace.accounts.forms import readable_email
from marketplace.cities.forms import name_field
from marketplace.stores.hours.reading import LONGEST_TEXT

LONGEST_TEXT_OF_SHOP = 2000
LONGEST_LINE = 120
MOST_SERVICES = 12


def one_line(label: str, required: str = "") -> StringField:
    """One line of text; `required` is the sentence that asks for it."""
    rules = [DataRequired(required)] if required else [Optional()]
    return StringField(label, [*rules, Length(max=LONGEST_LINE, message=_("Bitte höchstens %(max)d Zeichen."))])


def some_lines(label: str, most: int = LONGEST_TEXT_OF_SHOP) -> TextAreaField:
    """Some lines of text."""
    return TextAreaField(label, [Length(max=most, message=_("Bitte höchstens %(max)d Zeichen."))])


def email_field(label: str) -> EmailField:
    """A mail address that may be left out."""
    return EmailField(label, [Optional(), readable_email])


is_phone = Regexp(r"[+\d][\d\s()/\-]{4,30}$", message=_("Bitte nur Ziffern, etwa 02161 555100."))


def few_services(_form: FlaskForm, field: Field) -> None:
    """Refuses a list that nobody would read."""
    lines = read_lines(field.data)
    if len(lines) > MOST_SERVICES or any(len(line) > LONGEST_LINE for line in lines):
        raise ValidationError(_("Bitte höchstens %(most)s kurze Zeilen.", most=MOST_SERVICES))


def read_lines(typed: str | None) -> list[str]:
    """The lines of a text that hold something."""
    return [line.strip() for line in (typed or "").splitlines() if line.strip()]


class PageForm(FlaskForm):
    """What shoppers read of a shop."""

    name = name_field(_("Name des Ladens"))
    description = some_lines(_("Was gibt es bei Ihnen?"))
    description_en = some_lines(_("Dasselbe auf Englisch"))
    accessibility = some_lines(_("Wie kommt man hinein?"), 400)
    accessibility_en = some_lines(_("Dasselbe auf Englisch"), 400)
    services = TextAreaField(_("Was bieten Sie noch an?"), [few_services])
    phone = TelField(_("Telefon"), [Optional(), is_phone])
    email = email_field(_("E-Mail für Kundinnen und Kunden"))
    website = URLField(
        _("Website"),
        [
            Optional(),
            Length(max=LONGEST_LINE),
            Regexp(r"https?://[^\s/]+\.[^\s]+$", message=_("Bitte mit https:// am Anfang.")),
        ],
    )


class HoursForm(FlaskForm):
    """The hours as typed. An empty field takes them away; a form without the field says nothing and is refused."""

    opening_hours = TextAreaField(_("Öffnungszeiten"), [Length(max=LONGEST_TEXT)])

    def validate_opening_hours(self, field: TextAreaField) -> None:
        if not field.raw_data:
            raise ValidationError(_("Bitte prüfen Sie Ihre Angaben."))


class PictureForm(FlaskForm):
    picture = FileField(_("Bild"), [FileRequired(_("Bitte wählen Sie ein Bild aus."))])


class InviteForm(FlaskForm):
    email = EmailField(_("E-Mail"), [DataRequired(_("Bitte geben Sie eine E-Mail-Adresse ein.")), readable_email])
