"""What we leave in a shopper's browser, as the privacy page says it."""

from flask_babel import gettext as _


def in_browser() -> list[tuple[str, str, str]]:
    """Each cookie and each value of the browser's store: its name, what it is for, how long it stays."""
    return [
        (
            "session",
            _("schützt Formulare vor fremden Seiten und trägt Hinweise zur nächsten Seite"),
            _("bis Sie den Browser schließen"),
        ),
        ("sign_in", _("hält Sie angemeldet, wenn Sie sich angemeldet haben"), _("90 Tage oder bis Sie sich abmelden")),
        (
            "signed_in_before",
            _("damit Sie sich weiter anmelden können, wenn Fremde Ihr Passwort ausprobieren"),
            _("ein Jahr"),
        ),
        ("tiles", _("merkt, dass Sie Straßen auf der Karte erlaubt haben"), _("ein Jahr oder bis Sie es zurücknehmen")),
        ("list", _("Ihre letzte Einkaufsliste, damit sie beim nächsten Mal noch da ist"), _("bis Sie sie leeren")),
        ("place", _("Ihr gewählter Ort; mit einer Suche geht er nur gerundet an uns"), _("bis Sie ihn leeren")),
    ]
