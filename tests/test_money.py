import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.errors import Invalid
from marketplace.money import MOST_CENTS, euros, read_price, unit_price_cents
from marketplace.templating import price


@pytest.mark.parametrize(
    ("text", "cents"),
    [
        ("12,90 €", 1290),
        ("€ 12,90", 1290),
        ("12.90", 1290),
        ("19.99 EUR", 1999),
        ("eur 5", 500),
        ("5", 500),
        ("0,5", 50),
        ("1.299,00", 129_900),
        ("1.299", 129_900),
        ("1,299.00", 129_900),
        ("1 299,00", 129_900),
        ("1\u00a0299,00\u00a0€", 129_900),
        ("1\u202f299,00", 129_900),
        ("  7,00  ", 700),
        ("999.999,99", MOST_CENTS),
    ],
)
def test_a_price_is_read_as_people_and_tills_write_it(text, cents):
    assert read_price(text) == cents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "€",
        "free",
        "12,905",
        "0.999",
        "1,299",
        "1 2,90",
        "12,90 $",
        "12,90 USD",
        "1.29.90",
        "ab 5",
        "1e3",
        "1.000.000,00",
        "4006381333931",
        "NaN",
    ],
)
def test_what_is_no_price_or_could_be_two_is_refused(text):
    with pytest.raises(Invalid, match="price_unreadable") as refusal:
        read_price(text)

    assert refusal.value.values == {"value": text}


@pytest.mark.parametrize("text", ["0", "0,00 €", "0.0", "-1", "-12,90 €"])
def test_nothing_is_sold_for_nothing(text):
    with pytest.raises(Invalid, match="price_not_positive"):
        read_price(text)


@given(cents=st.integers(1, MOST_CENTS), language=st.sampled_from(["", "/en"]))
def test_a_price_on_a_page_is_read_back_as_it_is(bare_app, cents, language):
    with bare_app.test_request_context("/", environ_base={"stadtregal.language": language.strip("/") or "de"}):
        assert read_price(price(cents)) == cents


@given(st.text(max_size=12))
def test_any_text_is_a_price_above_nothing_or_refused(text):
    try:
        cents = read_price(text)
    except Invalid:
        return

    assert 0 < cents <= MOST_CENTS


def test_euros_are_exact():
    assert str(euros(1999)) == "19.99"


@pytest.mark.parametrize(
    ("cents", "measure_milli", "per_unit"), [(199, 500, 398), (249, 330, 755), (1, 2000, 1), (100, 3000, 33)]
)
def test_the_unit_price_is_for_a_whole_unit_rounded_half_up(cents, measure_milli, per_unit):
    assert unit_price_cents(cents, measure_milli) == per_unit
