"""The form of a feature."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from marketplace.stores.forms import one_line, some_lines

LONGEST_TEXT = 200


class FeatureForm(FlaskForm):
    store = SelectField(_("Laden"), [InputRequired(_("Bitte wählen Sie einen Laden."))])
    label = one_line(_("Aufschrift"), _("Bitte schreiben Sie, warum der Laden hier steht."))
    label_en = one_line(_("Aufschrift auf Englisch"), _("Bitte schreiben Sie es auch auf Englisch."))
    text = some_lines(_("Ein Satz dazu"), LONGEST_TEXT)
    text_en = some_lines(_("Der Satz auf Englisch"), LONGEST_TEXT)
    first = DateField(_("Erster Tag"), [InputRequired(_("Bitte geben Sie den ersten Tag an."))])
    last = DateField(_("Letzter Tag"), [InputRequired(_("Bitte geben Sie den letzten Tag an."))])

    def offer_stores(self, found: list[tuple[str, str]]) -> None:
        """Let the form choose among these stores, given as code and name."""
        self.store.choices = [SelectChoice(code, name) for code, name in found]

    def words(self) -> dict[str, str]:
        """What is written at the shop."""
        return {name: (self[name].data or "").strip() for name in ("label", "label_en", "text", "text_en")}
