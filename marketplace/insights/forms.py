"""What a shopper may tell the city."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, StringField
from wtforms.validators import DataRequired, Length, ValidationError

from marketplace.insights.demand import LONGEST_THEME, is_personal


def is_impersonal(_form: FlaskForm, field: Field) -> None:
    """Refuses a wish that may tell who made it."""
    if is_personal(field.data):
        raise ValidationError(_l("Bitte ohne E-Mail, Telefonnummer oder Internetadresse: Wünsche haben keinen Namen."))


class WishForm(FlaskForm):
    """Something the city lacks."""

    theme = StringField(
        _l("Was fehlt Ihnen?"),
        filters=[lambda typed: " ".join((typed or "").split())],
        validators=[
            DataRequired(_l("Bitte schreiben Sie, was Ihnen fehlt.")),
            Length(max=LONGEST_THEME, message=_l("Bitte in höchstens 60 Zeichen.")),
            is_impersonal,
        ],
    )
