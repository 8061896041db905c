from datetime import UTC, datetime, timedelta

import pytest

from marketplace import templating
from tests.make import NOON


@pytest.fixture
def page(bare_app):
    """The page on which something is shown, German where nothing else is said."""

    def of(path: str = "/", language: str = "de", **asked):
        return bare_app.test_request_context(path, environ_base={"stadtregal.language": language}, **asked)

    return of


@pytest.mark.parametrize(
    ("language", "cents", "shown"),
    [("de", 129_900, "1.299,00 €"), ("de", 5, "0,05 €"), ("en", 129_900, "1,299.00")],
)
def test_a_price_is_written_in_the_notation_of_the_page(page, language, cents, shown):
    with page(language=language):
        assert shown in templating.price(cents)


def test_the_tag_is_read_out_as_one_price(page):
    with page():
        tag = templating.price_tag(129_905)

    assert '<span class="visually-hidden">1.299,05 €</span>' in tag
    assert "1.299<sup>05</sup>" in tag


@pytest.mark.parametrize(
    ("metres", "shown"),
    [(0, "10 m"), (4, "10 m"), (344, "340 m"), (994, "990 m"), (996, "1 km"), (1_000, "1 km"), (1_840, "1,8 km")],
)
def test_a_distance_is_rounded_to_what_a_walker_needs(page, metres, shown):
    with page():
        assert templating.distance(metres) == shown


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (timedelta(minutes=-5), "vor 1 Min."),
        (timedelta(seconds=20), "vor 1 Min."),
        (timedelta(minutes=59), "vor 59 Min."),
        (timedelta(minutes=60), "vor 1 Std."),
        (timedelta(hours=23, minutes=59), "vor 23 Std."),
        (timedelta(hours=24), "gestern"),
        (timedelta(hours=48), "vor 2 Tagen"),
        (timedelta(days=9), "vor 9 Tagen"),
    ],
)
def test_the_age_of_a_count_is_said_in_words(page, monkeypatch, age, shown):
    monkeypatch.setattr(templating, "utc_now", lambda: NOON)

    with page():
        assert templating.ago(NOON - age) == shown


@pytest.mark.parametrize(
    ("age", "shown"),
    [
        (timedelta(minutes=1), "1 min ago"),
        (timedelta(hours=1), "1 hr ago"),
        (timedelta(hours=2), "2 hrs ago"),
        (timedelta(days=1), "yesterday"),
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_one_hour_is_not_said_as_many(page, monkeypatch, age, shown):
    monkeypatch.setattr(templating, "utc_now", lambda: NOON)

    with page(language="en"):
        assert templating.ago(NOON - age) == shown


def test_english_pages_write_as_the_british_do(page):
    with page(language="en"):
        assert templating.day(datetime(2026, 7, 1, 11, 0, tzinfo=UTC)) == "1 Jul 2026"
        assert templating.price(12_490) == "€124.90"
        assert '<span aria-hidden="true">€124<sup>90</sup></span>' in templating.price_tag(12_490)


def test_times_are_those_of_the_city_in_summer_and_winter(page):
    with page():
        assert templating.clock(NOON) == "12:00"
        assert templating.clock(datetime(2026, 7, 1, 11, 0, tzinfo=UTC)) == "13:00"
        assert templating.moment(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "01.01.2027, 00:30"
        assert templating.weekday(NOON) == "Montag"


@pytest.mark.parametrize(
    ("asked", "german", "english"),
    [
        (
            "/mg/search?q=k%C3%A4se&near=41061",
            "/mg/search?q=k%C3%A4se&near=41061",
            "/en/mg/search?q=k%C3%A4se&near=41061",
        ),
        ("/", "/", "/en/"),
        ("/mg/50%25%3Frabatt", "/mg/50%25%3Frabatt", "/en/mg/50%25%3Frabatt"),
        ("/stra%C3%9Fe", "/stra%C3%9Fe", "/en/stra%C3%9Fe"),
    ],
)
def test_a_page_knows_its_address_in_the_other_language(page, asked, german, english):
    with page(asked):
        assert templating.in_language("de") == german
        assert templating.in_language("en") == english


def test_the_switch_of_language_never_leads_to_another_site(page):
    with page(environ_overrides={"PATH_INFO": "//other.example/shop"}):
        assert templating.in_language("de") == "/other.example/shop"


def test_a_broken_query_does_not_break_the_page(page):
    with page(environ_overrides={"QUERY_STRING": "q=\xff"}):
        assert templating.in_language("de").startswith("/?q=")


def test_an_icon_takes_the_colour_of_its_words(page):
    with page():
        assert 'class="icon" aria-hidden="true"' in templating.icon("search")
        assert templating.icon("search").endswith('icons.svg#search"/></svg>')


def test_a_template_may_use_all_of_it(bare_app):
    with bare_app.test_request_context("/"):
        shown = bare_app.jinja_env.from_string("{{ 1290|price }} {{ choose('Regal', 'shelf') }} {{ now()|weekday }}")

    assert {"price", "price_tag", "distance", "ago", "clock", "day", "weekday", "moment"} <= set(
        bare_app.jinja_env.filters
    )
    assert {"choose", "icon", "in_language", "ngettext", "now", "picture_url", "static_url"} <= set(
        bare_app.jinja_env.globals
    )
    assert shown


@pytest.mark.parametrize(
    ("language", "english", "shown"), [("de", "", ""), ("en", "", ' lang="de"'), ("en", "Bread", "")]
)
def test_a_text_without_english_is_marked_as_german_on_an_english_page(page, language, english, shown):
    with page(language=language):
        assert templating.in_german(english) == shown
