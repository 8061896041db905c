"""What a shopper types for "where", offline."""

import pytest

from marketplace.errors import Invalid
from marketplace.geocoding import Place, folded, locate, postcode_point
from marketplace.places import Point

EICKEN = Place(Point(51.2080, 6.4450), "Eicken", "district")
RHEYDT = Place(Point(51.1667, 6.4414), "Rheydt", "district")
MUEHLE = Place(Point(51.1500, 6.4000), "Bücher-Mühle", "store")
MUEHLEN_CAFE = Place(Point(51.1600, 6.4100), "Café Mühlenhof", "store")
DISTRICTS = [EICKEN, RHEYDT]
STORES = [MUEHLE, MUEHLEN_CAFE]


@pytest.mark.parametrize("typed", ["41061", " 41061 ", "41061 Mönchengladbach", "D-41061"])
def test_a_postcode_is_found_wherever_it_stands(typed):
    place = locate(typed, DISTRICTS, STORES)

    assert (place.label, place.kind) == ("41061", "postcode")
    assert place.point == postcode_point("41061")
    assert place.point.latitude == pytest.approx(51.19, abs=0.02)


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("Eicken", EICKEN),
        ("eicken ", EICKEN),
        ("Rheydt, Mönchengladbach", RHEYDT),
        ("rhey", RHEYDT),
        ("Bücher-Mühle", MUEHLE),
        ("buecher muehle", MUEHLE),
        ("Bucher Muhle", MUEHLE),
        ("CAFE MÜHLENHOF", MUEHLEN_CAFE),
        ("mühlenh", MUEHLEN_CAFE),
    ],
)
def test_districts_and_shops_are_found_however_they_are_typed(typed, place):
    assert locate(typed, DISTRICTS, STORES) == place


def test_a_beginning_that_fits_two_shops_names_both():
    with pytest.raises(Invalid) as refusal:
        locate("muehle", DISTRICTS, STORES)

    assert refusal.value.values["candidates"] == ("Bücher-Mühle", "Café Mühlenhof")


def test_a_point_is_taken_as_it_is_and_named_by_its_rounding():
    place = locate("51.18544, 6.44166", DISTRICTS, STORES)

    assert place == Place(Point(51.18544, 6.44166), "51.185,6.442", "point")


def test_a_district_comes_before_a_shop_of_the_same_name():
    namesake = Place(Point(50.0, 6.0), "Eicken", "store")

    assert locate("Eicken", DISTRICTS, [namesake]) == EICKEN


def test_two_shops_of_one_name_are_asked_back():
    branches = [Place(Point(51.1, 6.4), "Teehaus", "store"), Place(Point(51.2, 6.4), "Teehaus", "store")]

    with pytest.raises(Invalid) as refusal:
        locate("teehaus", DISTRICTS, branches)

    assert refusal.value.code == "unknown_place"
    assert refusal.value.values == {"typed": "teehaus", "candidates": ("Teehaus", "Teehaus")}


@pytest.mark.parametrize("typed", ["", "  ", "ei", "00000", "99999 Eicken", "Atlantis", "%", ",", "412345"])
def test_what_nobody_knows_is_refused(typed):
    with pytest.raises(Invalid) as refusal:
        locate(typed, DISTRICTS, STORES)

    assert refusal.value.code == "unknown_place"
    assert refusal.value.values == {"typed": typed.strip(), "candidates": ()}


def test_a_point_off_the_earth_is_refused():
    with pytest.raises(Invalid) as refusal:
        locate("91.0,6.4", DISTRICTS, STORES)

    assert refusal.value.code == "bad_point"


def test_the_two_postcodes_that_share_a_placeholder_elsewhere_lie_apart():
    assert postcode_point("41063") != postcode_point("41169")


def test_folding_spells_umlauts_out():
    assert folded("  Straße  der ÄÖÜ – Nº É ") == "strasse der aeoeue no e"
