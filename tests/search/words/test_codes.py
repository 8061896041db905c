import pytest

from search.words.codes import as_code, check_digit


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4006381333931", "04006381333931"),
        ("4006381 333931", "04006381333931"),
        (" 4-006381-333931 ", "04006381333931"),
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("14006381333938", "14006381333938"),
        ("978-3-16-148410-0", "09783161484100"),
        ("9783161484100", "09783161484100"),
        ("3-16-148410-X", "09783161484100"),
        ("3 16 148410 x", "09783161484100"),
        ("316148410X", "09783161484100"),
    ],
)
def test_a_code_is_known_however_it_is_printed(text, code):
    assert as_code(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "4006381333932",  # wrong check digit
        "3161484101",  # wrong check digit of an ISBN-10
        "400638133393",  # a digit is missing
        "123456789",  # no code has nine digits
        "00000000",
        "4006381333931 Stift",
        "8,72E+12",
        "X161484100",
        "٤٠٠٦٣٨١٣٣٣٩٣١",  # digits of another script
        "Wanderschuhe",
    ],
)
def test_anything_else_is_no_code(text):
    assert as_code(text) is None


def test_changing_any_digit_spoils_a_code():
    code = "4006381333931"

    for place, digit in enumerate(code):
        other = str((int(digit) + 1) % 10)
        assert as_code(code[:place] + other + code[place + 1 :]) is None


def test_the_check_digit_makes_a_code():
    assert as_code("952000000001" + check_digit("952000000001")) is not None
