"""Settings: each with its name, default and meaning. A bad value stops the start with a sentence."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


class BadSetting(SystemExit):
    """Ends the start; its text names the setting and says what would be right."""


@dataclass(frozen=True)
class Setting:
    """One line of the settings table. `read` turns the environment's text into the value or raises ValueError."""

    name: str
    default: str
    meaning: str
    read: Callable[[str], Any] = str


def _flag(text: str) -> bool:
    values = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False, "": False}
    if text.lower() not in values:
        raise ValueError("1 or 0 was expected")
    return values[text.lower()]


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise ValueError("a whole number was expected")
    return int(text)


def _positive(text: str) -> int:
    number = _whole(text)
    if number == 0:
        raise ValueError("a number above zero was expected")
    return number


def _database(text: str) -> str:
    if not text.startswith(("sqlite:", "postgresql")):
        raise ValueError("sqlite:///... or postgresql://... was expected")
    return text.replace("postgresql://", "postgresql+psycopg://", 1)


SETTINGS = (
    Setting(
        "VAR_DIR",
        "var",
        "Folder for everything that is made while running: database, index, pictures, secret key",
        Path,
    ),
    Setting(
        "DATABASE_URL",
        "",
        "`postgresql://...`; empty: SQLite in `VAR_DIR/stadtregal.db`",
        lambda text: _database(text) if text else "",
    ),
    Setting("SECRET_KEY", "", "Signs cookies and links; empty: made once and kept in `VAR_DIR/secret_key`"),
    Setting(
        "SERVER_URL", "http://127.0.0.1:8000", "Address of this installation, used in mails, feeds and signed links"
    ),
    Setting("SECURE_COOKIES", "0", "`1` behind HTTPS: cookies are sent over HTTPS only", _flag),
    Setting("TRUSTED_PROXIES", "0", "How many proxies in front may set X-Forwarded-* headers", _whole),
    Setting("DEMO", "0", "`1`: demo sign-ins also work from other machines than this one", _flag),
    Setting("SMTP_HOST", "", "Mail server; empty: mails wait in the operator's outbox"),
    Setting("SMTP_PORT", "25", "Port of the mail server", _positive),
    Setting("SMTP_USER", "", "Sign-in at the mail server, if it wants one"),
    Setting("SMTP_PASSWORD", "", "Password at the mail server"),
    Setting("SMTP_STARTTLS", "0", "`1`: encrypt the connection to the mail server", _flag),
    Setting("MAIL_FROM", "stadtregal@localhost", "Sender of all mails"),
    Setting("UPLOAD_MAX_BYTES", "20000000", "Largest inventory file", _positive),
    Setting("UPLOAD_MAX_ROWS", "100000", "Most rows in one inventory file", _positive),
    Setting("PICTURE_MAX_BYTES", "8000000", "Largest picture file", _positive),
    Setting("RADIUS_M", "5000", "Radius of a search when nothing else is chosen, in metres", _positive),
    Setting(
        "TILES_URL",
        "https://tile.openstreetmap.org/{z}/{x}/{y}.png",
        "Map tiles, loaded only after consent; empty: never",
    ),
    Setting("TILES_ATTRIBUTION", "© OpenStreetMap-Mitwirkende", "Shown on the map where tiles are"),
    Setting("NOMINATIM_URL", "", "Geocoder asked for places we do not know, one request a second; empty: never"),
    Setting(
        "API_PER_MINUTE",
        "300",
        "Requests that one network may send to the API in a minute, counted by each web process; 0: any number",
        _whole,
    ),
    Setting("WEB_WORKERS", "2", "Web processes under `make run`", _positive),
    Setting("OPERATOR_NAME", "Stadt Mönchengladbach (Demo)", "Who runs this installation, for the imprint"),
    Setting("OPERATOR_ADDRESS", "Rathausplatz 1, 41061 Mönchengladbach", "Postal address for the imprint"),
    Setting("OPERATOR_EMAIL", "stadtregal@example.org", "Contact for the imprint"),
)


def settings(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Every setting's value. Raises BadSetting with a sentence that names the first bad one."""
    values: dict[str, Any] = {}
    for setting in SETTINGS:
        text = environment.get(setting.name, setting.default)
        try:
            values[setting.name] = setting.read(text)
        except ValueError as fault:
            raise BadSetting(f"The setting {setting.name}={text!r} cannot be used: {fault}.") from None
    return values
