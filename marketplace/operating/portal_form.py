"""The form of a city."""

from typing import Any, Self

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from marketplace.cities.editing import slug_of
from marketplace.cities.forms import name_field, point_field
from marketplace.cities.look import read_brick
from marketplace.cities.models import City
from marketplace.errors import Refused
from marketplace.places import Point
from marketplace.sentences import refusals
from marketplace.stores.forms import some_lines

LONGEST_NOTICE = 300
STATES = (
    ("BW", "Baden-Württemberg"),
    ("BY", "Bayern"),
    ("BE", "Berlin"),
    ("BB", "Brandenburg"),
    ("HB", "Bremen"),
    ("HH", "Hamburg"),
    ("HE", "Hessen"),
    ("MV", "Mecklenburg-Vorpommern"),
    ("NI", "Niedersachsen"),
    ("NW", "Nordrhein-Westfalen"),
    ("RP", "Rheinland-Pfalz"),
    ("SL", "Saarland"),
    ("SN", "Sachsen"),
    ("ST", "Sachsen-Anhalt"),
    ("SH", "Schleswig-Holstein"),
    ("TH", "Thüringen"),
)


def is_brick(_form: FlaskForm, field: Field) -> None:
    """Refuses a colour on which nothing could be read."""
    try:
        read_brick(field.data or "")
    except Refused as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None


def is_slug(_form: FlaskForm, field: Field) -> None:
    """Refuses what cannot stand in an address."""
    try:
        meant = slug_of(field.data or "")
    except Refused as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None
    if meant != field.data.strip():
        raise ValidationError(_("Nur kleine Buchstaben, Ziffern und Striche, etwa: %(meant)s", meant=meant))


class CityForm(FlaskForm):
    name = name_field(_("Name"))
    name_en = name_field(_("Name auf Englisch"))
    slug = StringField(
        _("Kürzel in der Adresse"), [InputRequired(_("Bitte geben Sie ein Kürzel an.")), Length(max=40), is_slug]
    )
    state = SelectField(_("Bundesland"), choices=[SelectChoice(code, name) for code, name in STATES])
    point = point_field(_("Mitte"))
    radius_km = IntegerField(_("Umkreis in km"), [NumberRange(1, 100, message=_("Bitte 1 bis 100 Kilometer."))])
    brick = StringField(_("Farbe"), [Optional(), is_brick])
    notice = some_lines(_("Hinweis über jeder Seite"), LONGEST_NOTICE)
    notice_en = some_lines(_("Der Hinweis auf Englisch"), LONGEST_NOTICE)

    @classmethod
    def showing(cls, city: City) -> Self:
        """The form with what a city is now."""
        form = cls(formdata=None, obj=city, radius_km=round(city.radius_m / 1000))
        form.point.data = str(city.point)
        return form

    def values(self) -> dict[str, Any]:
        """The columns of a city."""
        point, brick = Point.read(self.point.data), self.brick.data or ""
        texts = {name: self[name].data.strip() for name in ("name", "name_en", "slug", "state")}
        notices = {name: (self[name].data or "").strip() or None for name in ("notice", "notice_en")}
        place = {"latitude": point.latitude, "longitude": point.longitude, "radius_m": self.radius_km.data * 1000}
        return {**texts, **notices, **place, "brick": read_brick(brick) if brick.strip() else None}
