"""Filters: what each link changes, and how many hits it says."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

import search
from marketplace.finder.answers import NOTHING
from marketplace.finder.chips import Menu, bar, brands, categories, flag, prices, radius, understood
from marketplace.finder.parameters import Asked
from tests import make

FACETS = {
    "category": {"schuhe": 9, "schuhe/wanderschuhe": 6, "buecher": 2, "schuhe/pumps": 3},
    "brand": {"Halde & Horn": 5},
    "store": {},
    "in_stock": {"1": 7},
    "open_now": {},
}
FOUND = replace(NOTHING, facets=FACETS)


@pytest.fixture(autouse=True)
def page(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def texts(menu: Menu) -> list[str]:
    return [chip.text for chip in menu.chips]


def test_a_flag_turns_itself_round_and_says_its_number() -> None:
    off = flag("Auf Lager", "in_stock", Asked(q="schuh"), FOUND)
    on = flag("Auf Lager", "in_stock", Asked(q="schuh", in_stock=True), FOUND)

    assert (off.arguments, off.count, off.is_current) == ({"q": "schuh", "in_stock": 1}, 7, False)
    assert (on.arguments, on.is_current) == ({"q": "schuh"}, True)


def test_a_filter_that_nothing_passes_says_nought() -> None:
    assert flag("Jetzt geöffnet", "open_now", Asked(), FOUND).count == 0


def test_another_filter_goes_back_to_the_first_page() -> None:
    assert "cursor" not in flag("Auf Lager", "in_stock", Asked(cursor="abc"), FOUND).arguments


def test_a_radius_of_one_s_own_stands_among_the_steps() -> None:
    menu = radius(Asked(radius_m=3_500))

    assert menu.text == "bis 3,5 km"
    assert [chip.text for chip in menu.chips if chip.is_current] == ["bis 3,5 km"]


def test_the_installation_s_radius_is_left_out_of_addresses() -> None:
    chips = radius(Asked(radius_m=10_000, usual_radius_m=10_000)).chips

    assert [chip.arguments for chip in chips if chip.text in ("bis 5 km", "bis 10 km")] == [{"radius_m": 5_000}, {}]


def test_departments_come_first_and_shelves_within_one(session: Session) -> None:
    shoes = make.category(session, "schuhe", name="Schuhe")
    make.category(session, "schuhe/wanderschuhe", name="Wanderschuhe", parent=shoes)
    make.category(session, "schuhe/pumps", name="Pumps", parent=shoes)
    make.category(session, "buecher", name="Bücher")

    outside, inside = categories(session, Asked(), FOUND), categories(session, Asked(category="schuhe"), FOUND)

    assert texts(outside) == ["Schuhe", "Bücher"]
    assert (inside.text, inside.is_current) == ("Schuhe", True)
    assert texts(inside) == ["Alle Kategorien", "Schuhe", "Wanderschuhe", "Pumps"]
    assert inside.chips[0].arguments == {}


def test_goods_without_brand_are_no_brand() -> None:
    assert texts(brands(Asked(), FOUND)) == ["Halde & Horn"]


def test_a_chosen_brand_can_be_given_up() -> None:
    menu = brands(Asked(brand="Halde & Horn"), FOUND)

    assert menu.text == "Halde & Horn"
    assert menu.chips[0].arguments == {}


def test_a_chosen_price_stands_on_the_chip() -> None:
    menu = prices(Asked(price_max_cents=2_000))

    assert (menu.text, menu.is_current) == ("bis 20 €", True)
    assert menu.chips[0].arguments == {}


def test_a_chosen_shop_is_named_and_can_be_given_up(session: Session) -> None:
    make.store(session, store_code="brandts", name="Schuhhaus Brandts")

    chips = bar(session, Asked(q="schuh", store="brandts"), FOUND, search.understand("schuh"))

    shop = next(chip for chip in chips if chip.text == "bei Schuhhaus Brandts")
    assert shop.is_current
    assert not isinstance(shop, Menu)
    assert shop.arguments == {"q": "schuh"}


def test_each_phrase_of_the_text_can_be_taken_out_again() -> None:
    text = "Brot unter 5 Euro, jetzt offen"

    chips = understood(Asked(q=text), search.understand(text))

    assert [(chip.text, chip.arguments) for chip in chips] == [
        ("unter 5 Euro", {"q": "Brot, jetzt offen"}),
        ("jetzt offen", {"q": "Brot unter 5 Euro"}),
    ]


def test_what_the_text_asks_for_has_no_second_chip(session: Session) -> None:
    text = "Brot jetzt offen"

    chips = bar(session, Asked(q=text), FOUND, search.understand(text))

    assert [chip.text for chip in chips[:2]] == ["jetzt offen", "Auf Lager"]
    assert "Jetzt geöffnet" not in [chip.text for chip in chips]


def test_what_words_say_of_a_thing_is_told_as_its_quality() -> None:
    text = "rote Schuhe Gr. 38 ohne Absatz für Kinder"

    chips = understood(Asked(q=text), search.understand(text))

    assert [chip.text for chip in chips] == ["Farbe: rote", "Größe: 38", "Ohne: Absatz", "Für: Kinder"]
    assert chips[1].arguments == {"q": "rote Schuhe ohne Absatz für Kinder"}


def test_what_a_thing_is_free_of_is_told_however_it_is_said() -> None:
    text = "zuckerfreie Bonbons -Minze"

    assert [chip.text for chip in understood(Asked(q=text), search.understand(text))] == ["zuckerfreie", "Ohne: Minze"]


def test_a_material_alone_is_the_thing_itself() -> None:
    assert understood(Asked(q="Wolle"), search.understand("Wolle")) == []


def test_what_was_left_out_is_not_said_to_be_understood() -> None:
    text = "Schuhe blau"

    assert understood(Asked(q=text), search.understand(text), dropped=("blau",)) == []
