"""The form of a district, and fields of places that other desks use too."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from marketplace.cities.editing import read_postcodes
from marketplace.errors import Refused
from marketplace.places import Point
from marketplace.sentences import refusals

LONGEST_NAME = 80
POINT_LENGTH = 60


def is_point(_form: FlaskForm, field: Field) -> None:
    """Refuses what is no "51.1946, 6.4353"."""
    try:
        Point.read(field.data or "")
    except Refused as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None


def is_postcodes(_form: FlaskForm, field: Field) -> None:
    """Refuses a list in which one postcode does not exist."""
    try:
        read_postcodes(field.data or "")
    except Refused as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None


def name_field(label: str) -> StringField:
    """A name that must be given."""
    return StringField(
        label,
        [
            DataRequired(_("Bitte geben Sie einen Namen ein.")),
            Length(max=LONGEST_NAME, message=_("Bitte höchstens %(max)d Zeichen.")),
        ],
    )


def point_field(label: str) -> StringField:
    """A place that must be given, as "51.1946, 6.4353"."""
    given = DataRequired(_("Bitte geben Sie den Ort als Breite, Länge an."))
    return StringField(label, [given, Length(max=POINT_LENGTH), is_point])


class DistrictForm(FlaskForm):
    name = name_field(_("Name"))
    postcodes = StringField(_("Postleitzahlen"), [is_postcodes])
    point = point_field(_("Mitte"))
