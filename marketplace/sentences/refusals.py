"""Every refusal as a sentence: page, mail, command and upload report say it with the same words, in both languages."""

from typing import Any

from flask_babel import force_locale, gettext

from marketplace.errors import Refused
from marketplace.sentences import accounts, hours, inventory, orders, parameters, pictures, places, stores

SENTENCES: dict[str, Any] = {
    **accounts.SENTENCES,
    **hours.SENTENCES,
    **inventory.SENTENCES,
    **orders.SENTENCES,
    **parameters.SENTENCES,
    **pictures.SENTENCES,
    **places.SENTENCES,
    **stores.SENTENCES,
}


def sentence(refusal: Refused) -> str:
    """What a refusal says, in the language of the page."""
    return words(refusal.code, refusal.values)


def words(code: str, values: dict[str, Any]) -> str:
    """The sentence of a code with its values filled in, in the language of the page."""
    return gettext(SENTENCES[code], **values)


def both(code: str, values: dict[str, Any]) -> dict[str, str]:
    """The sentence of a code in German and English, as reports carry it."""
    said = {}
    for language in ("de", "en"):
        with force_locale(language):
            said[language] = words(code, values)
    return said
