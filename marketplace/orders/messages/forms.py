"""The form of a message."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from marketplace.orders.messages.writing import LONGEST


class MessageForm(FlaskForm):
    """What one side writes to the other."""

    text = TextAreaField(
        _("Ihre Nachricht"),
        [
            DataRequired(_("Bitte schreiben Sie etwas.")),
            Length(max=LONGEST, message=_("Bitte höchstens %(max)d Zeichen.")),
        ],
    )
