"""German first, English under `/en`: the prefix is taken off the path here, so that every route exists once in both."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, request
from flask_babel import Babel, force_locale

from marketplace.config import ROOT

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

TIMEZONE = "Europe/Berlin"
CATALOGUES = ROOT / "marketplace" / "translations"
LOCALES = {"de": "de", "en": "en_GB"}
"""How dates and numbers are written; the catalogue of British English is that of English."""
_spoken: ContextVar[str] = ContextVar("spoken", default="")


class LanguagePrefix:
    """Moves a leading `/en` from the path to the application's root, so that url_for keeps it by itself."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        path = environ.get("PATH_INFO", "")
        environ["stadtregal.language"] = "de"
        if path == "/en" or path.startswith("/en/"):
            environ["stadtregal.language"] = "en"
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + "/en"
            environ["PATH_INFO"] = path[3:] or "/"
        return self.application(environ, start_response)


def current() -> str:
    """The language of this request, or of the letter that is being written: `de` or `en`."""
    return _spoken.get() or (str(request.environ.get("stadtregal.language", "de")) if request else "de")


def locale() -> str:
    """The locale of the current language."""
    return LOCALES[current()]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """What is written inside is in this language, whatever page it is written for."""
    token = _spoken.set(language)
    try:
        with force_locale(LOCALES[language]):
            yield
    finally:
        _spoken.reset(token)


def choose(german: Any, english: Any) -> Any:
    """The value in the page's language; the German one where there is no English one."""
    return english if current() == "en" and english else german


def start(app: Flask) -> None:
    app.wsgi_app = LanguagePrefix(app.wsgi_app)  # type: ignore[method-assign]
    app.config["SESSION_COOKIE_PATH"] = "/"
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(compiled(app.config["VAR_DIR"]))
    Babel(app, default_locale="de", default_timezone=TIMEZONE, locale_selector=locale)


def compiled(var_dir: Path) -> Path:
    """The folder of compiled catalogues, brought up to date with the readable ones in `marketplace/translations`."""
    for source in CATALOGUES.glob("*/LC_MESSAGES/messages.po"):
        target = var_dir / "translations" / source.relative_to(CATALOGUES).with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            target.parent.mkdir(parents=True, exist_ok=True)
            aside = target.with_suffix(f".{os.getpid()}")
            with source.open("rb") as read, aside.open("wb") as write:
                write_mo(write, read_po(read, source.parts[-3]))
            aside.replace(target)
    return var_dir / "translations"
