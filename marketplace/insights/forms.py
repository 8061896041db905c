"""What a shopper may tell the city."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import DataRequired, Length

from marketplace.insights.demand import LONGEST_THEME


class WishForm(FlaskForm):
    """Something the city lacks."""

    theme = StringField(
        _l("Was fehlt Ihnen?"),
        filters=[lambda typed: " ".join((typed or "").split())],
        validators=[
            DataRequired(_l("Bitte schreiben Sie, was Ihnen fehlt.")),
            Length(max=LONGEST_THEME, message=_l("Bitte in höchstens 60 Zeichen.")),
        ],
    )
