"""The forms of a question to a shop."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, StringField
from wtforms.validators import InputRequired

from marketplace.accounts.forms import readable_email
from marketplace.inventory.by_hand import read_pieces
from marketplace.inventory.offer_forms import is_pieces


class MailForm(FlaskForm):
    """Where the answer goes."""

    email = EmailField(
        _("E-Mail"),
        [InputRequired(_("Bitte geben Sie Ihre E-Mail-Adresse ein.")), readable_email],
        render_kw={"autocomplete": "email"},
    )


class PiecesForm(FlaskForm):
    """How many pieces the shop has found. The button "none" sends 0."""

    pieces = StringField(
        _("So viele haben wir"),
        [InputRequired(_("Bitte geben Sie die Stückzahl an.")), is_pieces],
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )

    def counted(self) -> int:
        """The pieces as typed."""
        return read_pieces(self.pieces.data or "")
