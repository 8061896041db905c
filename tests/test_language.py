import os

import pytest
from babel.messages.mofile import read_mo
from flask import Flask, redirect, request, url_for

from marketplace import language
from marketplace.language import LanguagePrefix, choose, compiled, current


@pytest.fixture
def echo() -> Flask:
    """A small application behind the prefix."""
    app = Flask(__name__, static_folder=None)
    app.add_url_rule("/", "home", lambda: f"{current()} {request.path} {choose('Regal', 'shelf')}")
    app.add_url_rule("/<path:rest>", "page", lambda rest: f"{current()} {request.path} {url_for('page', rest='a')}")
    app.add_url_rule("/moved", "moved", lambda: redirect(url_for("home"), 303))
    app.wsgi_app = LanguagePrefix(app.wsgi_app)
    return app


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("/", "de / Regal"),
        ("/en", "en / shelf"),
        ("/en/", "en / shelf"),
        ("/mg/search", "de /mg/search /a"),
        ("/en/mg/search", "en /mg/search /en/a"),
        ("/enger/laden", "de /enger/laden /a"),
        ("/mg/en", "de /mg/en /a"),
    ],
)
def test_only_a_whole_leading_en_makes_a_page_english(echo, asked, answered):
    assert echo.test_client().get(asked).text == answered


def test_a_redirect_stays_in_the_language(echo):
    assert echo.test_client().get("/en/moved").headers["Location"] == "/en/"


def test_where_there_is_no_english_word_the_german_one_stands(echo):
    with echo.test_request_context("/", environ_base={"stadtregal.language": "en"}):
        assert choose("Regal", "") == "Regal"
        assert choose("Regal", None) == "Regal"


def test_outside_a_request_it_is_german():
    assert current() == "de"
    assert choose("Regal", "shelf") == "Regal"


def test_catalogues_are_compiled_anew_when_they_change(tmp_path, monkeypatch):
    source = tmp_path / "readable" / "en" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Regal"\nmsgstr "shelf"\n', encoding="utf-8")
    monkeypatch.setattr(language, "CATALOGUES", tmp_path / "readable")
    folder = compiled(tmp_path / "var")
    source.write_text('msgid "Regal"\nmsgstr "rack"\n', encoding="utf-8")
    os.utime(source, (2e9, 2e9))

    compiled(tmp_path / "var")

    with (folder / "en" / "LC_MESSAGES" / "messages.mo").open("rb") as file:
        assert read_mo(file).get("Regal").string == "rack"
    assert [path.name for path in (folder / "en" / "LC_MESSAGES").iterdir()] == ["messages.mo"]
