"""Barcodes: which ones are keys, and which only look like them."""

import pytest

from marketplace.catalogue.gtin import check_digit, is_destroyed, is_in_store, read_gtin
from marketplace.errors import Invalid


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("4006381333931", "04006381333931"),
        ("978-3-16-148410-0", "09783161484100"),
        ("036000291452", "00036000291452"),
        ("96385074", "00000096385074"),
        (" 4006381 333931 ", "04006381333931"),
        ("10614141543219", "10614141543219"),
    ],
)
def test_a_number_of_any_length_is_kept_with_14_digits(text: str, gtin: str) -> None:
    assert read_gtin(text) == gtin


@pytest.mark.parametrize("text", ["400638133393", "12345", "40063813339310000", "40063813339E1", "٤٠٠٦٣٨١٣٣٣٩٣١", ""])
def test_what_is_no_gtin_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        read_gtin(text)


def test_a_wrong_check_digit_is_refused_with_the_right_number() -> None:
    with pytest.raises(Invalid) as refusal:
        read_gtin("4006381333932")

    assert refusal.value.code == "gtin_wrong_check_digit"
    assert refusal.value.values["right"] == "4006381333931"


@pytest.mark.parametrize("digits", ["200000000000", "290000000001", "020000000000", "040000000000"])
def test_numbers_that_shops_give_out_are_recognised(digits: str) -> None:
    assert is_in_store(read_gtin(digits + check_digit(digits)))


@pytest.mark.parametrize("number", ["4006381333931", "9783161484100", "3000000000007", "036000291452"])
def test_numbers_of_the_world_are_no_in_store_numbers(number: str) -> None:
    assert not is_in_store(read_gtin(number))


@pytest.mark.parametrize("text", ["8,72E+12", "8.72E+12", "4,00638E+12", "4E12", "8720000000000", "4006380000000"])
def test_a_number_that_a_spreadsheet_rounded_is_recognised(text: str) -> None:
    assert is_destroyed(text)


@pytest.mark.parametrize("text", ["4006381333931", "9524200100008", "E12", "12E"])
def test_a_whole_number_is_not_taken_for_rounded(text: str) -> None:
    assert not is_destroyed(text)
