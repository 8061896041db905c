"""The forms of a shop's offers."""

from typing import Any, Self

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import Field, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Optional, ValidationError

from marketplace.catalogue.models import Category
from marketplace.errors import Refused
from marketplace.inventory import by_hand
from marketplace.inventory.by_hand import NewOffer
from marketplace.inventory.models import Offer
from marketplace.language import choose
from marketplace.money import read_price
from marketplace.sentences import refusals
from marketplace.stores.forms import one_line, some_lines


def is_price(_form: FlaskForm, field: Field) -> None:
    """Refuses what is no price above zero."""
    try:
        read_price(field.data)
    except Refused as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None


def is_pieces(_form: FlaskForm, field: Field) -> None:
    """Refuses what is no number of pieces."""
    try:
        by_hand.read_pieces(field.data)
    except Refused as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None


class StockForm(FlaskForm):
    """Price and pieces of one offer; `seen` repeats the pieces that stood in the row."""

    price = StringField(_("Preis"), [InputRequired(_("Bitte geben Sie einen Preis ein.")), is_price])
    pieces = StringField(_("Stück"), [InputRequired(_("Bitte geben Sie ein, wie viele da sind.")), is_pieces])
    seen = HiddenField()

    def values(self) -> tuple[int, int, int]:
        """Cents, pieces, and the pieces that stood there."""
        seen = str(self.seen.data or "")
        return read_price(self.price.data), by_hand.read_pieces(self.pieces.data), int(seen) if seen.isdigit() else -1


def categories(session: Session) -> list[SelectChoice]:
    """The shelves of the town to choose from, by department."""
    found = session.scalars(select(Category)).all()
    names = {category.slug: choose(category.name, category.name_en) for category in found}
    shelves = [(names.get(category.path[0], ""), names[category.slug], category.id) for category in found]
    return [
        SelectChoice(0, gettext("Keine")),
        *(SelectChoice(number, name, optgroup=department) for department, name, number in sorted(shelves)),
    ]


class WordsForm(FlaskForm):
    """What goods are; of goods in the shared catalogue only title and place are the shop's."""

    title = one_line(_("Bezeichnung"), _("Bitte geben Sie eine Bezeichnung ein."))
    brand = one_line(_("Marke"))
    category = SelectField(_("Kategorie"), coerce=int, default=0)
    description = some_lines(_("Beschreibung"))
    description_en = some_lines(_("Beschreibung auf Englisch"))
    place = one_line(_("Regalplatz"))
    picture = FileField(_("Bild"))

    @classmethod
    def showing(cls, offer: Offer) -> Self:
        """The form with what is said of an offer now."""
        group = offer.product.group
        form = cls(formdata=None, obj=group, place=offer.place)
        form.title.data, form.category.data, form.picture.data = offer.title, group.category_id or 0, None
        return form

    def offer_categories(self, session: Session) -> None:
        self.category.choices = categories(session)

    def words(self) -> dict[str, Any]:
        """The columns of the product group, but its title."""
        return {
            "brand": _typed(self.brand),
            "category_id": self.category.data or None,
            "description": _typed(self.description),
            "description_en": _typed(self.description_en),
        }


class NewOfferForm(WordsForm):
    """Goods put on the shelf by hand; `gtin` was looked up before."""

    title = one_line(_("Bezeichnung"))
    price = StringField(_("Preis"), [InputRequired(_("Bitte geben Sie einen Preis ein.")), is_price])
    pieces = StringField(_("Stück"), [InputRequired(_("Bitte geben Sie ein, wie viele da sind.")), is_pieces])
    sku = one_line(_("Artikelnummer"))
    size = one_line(_("Größe"))
    colour = one_line(_("Farbe"))
    gtin = HiddenField(validators=[Optional()])

    def new_offer(self) -> NewOffer:
        """What was typed, as the rules want it."""
        return NewOffer(
            title=_typed(self.title),
            price_cents=read_price(self.price.data),
            pieces=by_hand.read_pieces(self.pieces.data),
            gtin=by_hand.read_code(self.gtin.data) if self.gtin.data else "",
            sku=_typed(self.sku),
            size=_typed(self.size),
            colour=_typed(self.colour),
            place=_typed(self.place),
            **self.words(),
        )


def _typed(field: Field) -> str:
    return str(field.data or "").strip()
