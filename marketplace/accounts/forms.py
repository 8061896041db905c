"""The forms of an account."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, Field, HiddenField, PasswordField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, ValidationError

from marketplace.accounts import passwords, registering
from marketplace.errors import Refused
from marketplace.sentences import refusals

LONGEST_NAME = 80
LANGUAGES = [SelectChoice("de", "Deutsch"), SelectChoice("en", "English")]


def readable_email(_form: FlaskForm, field: Field) -> None:
    """Refuses what is no mail address and keeps the address in small letters."""
    try:
        field.data = registering.read_email(field.data)
    except Refused as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None


def strong(_form: FlaskForm, field: Field) -> None:
    """Refuses a password that is too short."""
    try:
        passwords.demand_strength(field.data)
    except Refused as refusal:
        raise ValidationError(refusals.sentence(refusal)) from None


def _email() -> EmailField:
    return EmailField(
        _("E-Mail"),
        [InputRequired(_("Bitte geben Sie Ihre E-Mail-Adresse ein.")), readable_email],
        render_kw={"autocomplete": "username"},
    )


def _name() -> StringField:
    return StringField(
        _("Name"),
        [
            InputRequired(_("Bitte geben Sie Ihren Namen ein.")),
            Length(max=LONGEST_NAME, message=_("Bitte höchstens %(max)d Zeichen.")),
        ],
        render_kw={"autocomplete": "name"},
    )


def _new_password(label: str = _("Passwort")) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(_("Bitte geben Sie ein Passwort ein.")), strong],
        description=_("Mindestens %(least)s Zeichen. Ein ganzer Satz ist gut.", least=passwords.LEAST_CHARACTERS),
        render_kw={"autocomplete": "new-password"},
    )


def _own_password(label: str = _("Passwort")) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(_("Bitte geben Sie Ihr Passwort ein."))],
        render_kw={"autocomplete": "current-password"},
    )


class SignInForm(FlaskForm):
    """`next` is the page that wanted an account, `back` the one the person came from."""

    email = _email()
    password = _own_password()
    next = HiddenField()
    back = HiddenField()


class SignUpForm(FlaskForm):
    name = _name()
    email = _email()
    password = _new_password()
    next = HiddenField()
    back = HiddenField()


class ForgotForm(FlaskForm):
    email = _email()


class ResetForm(FlaskForm):
    password = _new_password(_("Neues Passwort"))


class AcceptForm(FlaskForm):
    """For somebody invited who has no account yet; the address stands in the invitation."""

    name = _name()
    password = _new_password()


class ProfileForm(FlaskForm):
    name = _name()
    language = SelectField(_("Sprache unserer E-Mails"), choices=LANGUAGES)


class PasswordForm(FlaskForm):
    current = _own_password(_("Bisheriges Passwort"))
    new = _new_password(_("Neues Passwort"))


class CloseForm(FlaskForm):
    password = _own_password()
