from hypothesis import given
from hypothesis import strategies as st

from marketplace.codes import LETTERS, new_code, read_code, shown


def test_a_code_has_no_letter_that_is_misread():
    code = new_code(2_000)

    assert set(code) <= set(LETTERS)
    assert not set("01ILOU") & set(LETTERS)


def test_codes_are_not_given_out_twice():
    assert len({new_code() for _ in range(20_000)}) == 20_000


def test_a_code_is_shown_in_two_halves():
    assert shown("K7M2QF") == "K7M-2QF"
    assert shown("K7M2QF9") == "K7M-2QF9"


@given(st.integers(2, 12), st.sampled_from(["", " ", " - ", "."]))
def test_a_code_is_read_however_it_is_typed(length, between):
    code = new_code(length)

    assert read_code(between.join(shown(code).lower())) == code
