"""How opening hours are read: what is understood, what only in part, and how a fault is named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.stores.opening_hours import BadHours, read_hours


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("24/7", "24/7"),
        ("mo-fr 9:00-18:30;sa 9:00 - 13:00", "Mo-Fr 09:00-18:30; Sa 09:00-13:00"),
        ("Mo-Fr: 08:00-12:00, 14:00-18:00", "Mo-Fr 08:00-12:00,14:00-18:00"),
        ("Mo-Sa 09:00-20:00, PH closed", "Mo-Sa 09:00-20:00; PH off"),
        ("Apr-Sep: Mo-Sa 09:00-17:00", "Apr-Sep Mo-Sa 09:00-17:00"),
        ("Mo 9:00-18:00; easter -2 days off", "Mo 09:00-18:00; easter -2 days off"),
        ("week 10-20: Sa[1,3] 10:00-12:00", "week 10-20 Sa[1,3] 10:00-12:00"),
        ("2026 Dec 24-26 off; Fr 20:00-03:00", "2026 Dec 24-26 off; Fr 20:00-03:00"),
        ('Mo-Fr 09:00-18:00; "Klingel defekt"', 'Mo-Fr 09:00-18:00; "Klingel defekt"'),
    ],
)
def test_hours_are_brought_into_the_normal_spelling(typed, normal):
    hours = read_hours(typed)

    assert hours.text == normal
    assert hours.remarks == ()
    assert hours.proposal is None
    assert read_hours(normal).text == normal


@pytest.mark.parametrize(
    ("typed", "code", "position", "word", "proposal"),
    [
        ("Di-Do 09:00-18:00", "hours_foreign_word", 1, "Di", "Tu-Th 09:00-18:00"),
        ("Mo,Do 09:00-18:00", "hours_foreign_word", 4, "Do", "Mo,Th 09:00-18:00"),
        ("Montag bis Freitag 9-18", "hours_foreign_word", 1, "Montag", "Mo-Fr 09:00-18:00"),
        ("Mo. 09:00-18:00", "hours_foreign_word", 1, "Mo.", "Mo 09:00-18:00"),
        ("täglich 9-20 Uhr", "hours_foreign_word", 1, "täglich", "Mo-Su 09:00-20:00"),
        ("Su geschlossen", "hours_foreign_word", 4, "geschlossen", "Su off"),
        ("Okt-Feb: Mo-Fr 9:00-17:00", "hours_foreign_word", 1, "Okt", "Oct-Feb Mo-Fr 09:00-17:00"),
        ("1. Mai geschlossen", "hours_unknown_word", 2, ".", "May 1 off"),
        ("Mo – Fr 09:00-18:00", "hours_dash", 4, "–", "Mo-Fr 09:00-18:00"),
        ("9-18 Uhr", "hours_superfluous_word", 6, "Uhr", "09:00-18:00"),
        ("Mo-Fr 9-18 Uhr", "hours_superfluous_word", 12, "Uhr", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 9-18", "hours_time_minutes", 7, "9", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 9:30-18", "hours_time_minutes", 12, "18", "Mo-Fr 09:30-18:00"),
        ("9.00 - 18.00", "hours_time_dot", 1, "9.00", "09:00-18:00"),
        ("Mo-Fr 10:00-18:00 Sa 10:00-14:00", "hours_missing_separator", 19, "Sa", "Mo-Fr 10:00-18:00; Sa 10:00-14:00"),
        ("Mo-Fr 10:00-18:00\nSa 9-13", "hours_missing_separator", 19, "Sa", "Mo-Fr 10:00-18:00; Sa 09:00-13:00"),
        ("nach Vereinbarung", "hours_unquoted_note", 1, "nach", '"nach Vereinbarung"'),
        ("Sa nach tel. Absprache", "hours_unquoted_note", 4, "nach", 'Sa "nach tel. Absprache"'),
        ('Mo 09:00-12:00 "Klingeln', "hours_open_quote", 16, '"', 'Mo 09:00-12:00 "Klingeln"'),
        ("Mo 00:00-00:00", "hours_same_time", 10, "00:00", "Mo 00:00-24:00"),
        ("Sonn- und Feiertage geschlossen", "hours_unknown_word", 1, "Sonn", "Su,PH off"),
        ("Mo/Mi 9-18 Uhr", "hours_foreign_word", 4, "Mi", "Mo,We 09:00-18:00"),
        ("rund um die Uhr", "hours_unknown_word", 1, "rund", "24/7"),
        ("Mo-Fr 09:00", "hours_missing_end", 7, "09:00", None),
        ("Mo-Fr 09:00-", "hours_missing_end", 7, "09:00", None),
        ("Mo-Fr 09:00-18:75", "hours_time_out_of_range", 13, "18:75", None),
        ("Mo-Fr 25:00-26:00", "hours_time_out_of_range", 7, "25:00", None),
        ("Mo-Fr 09:00-40:00", "hours_time_out_of_range", 13, "40:00", None),
        ("Mo-Fr sunrise-sunset", "hours_sun_times", 7, "sunrise", None),
        ("Mo-Fr 08:00-sunset", "hours_sun_times", 13, "sunset", None),
        ("PH Mo-Fr 10:00-12:00", "hours_holiday_combination", 1, "PH", None),
        ("Mo[1]-Fr 10:00-12:00", "hours_unclear_days", 1, "Mo[1]-Fr", None),
        ("Mo-Fr 10:00-12:00/30", "hours_misplaced_word", 18, "/", None),
        ("Mo,,Tu 10:00-12:00", "hours_misplaced_word", 4, ",", None),
        (";", "hours_misplaced_word", 1, ";", None),
        ("whenever we like", "hours_unknown_word", 1, "whenever", None),
    ],
)
def test_a_fault_is_named_with_its_place_and_a_correction(typed, code, position, word, proposal):
    with pytest.raises(BadHours) as refusal:
        read_hours(typed)

    named = refusal.value.values
    assert (refusal.value.code, named["position"], named["word"], named["proposal"]) == (code, position, word, proposal)


def test_nothing_typed_is_refused():
    with pytest.raises(BadHours) as refusal:
        read_hours("  ")

    assert refusal.value.code == "hours_empty"


def test_a_novel_is_refused():
    with pytest.raises(BadHours) as refusal:
        read_hours("Mo 09:00-10:00; " * 40)

    assert refusal.value.code == "hours_too_long"
    assert refusal.value.values["longest"] == 500


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ('"nach Vereinbarung"', ["hours_by_arrangement"]),
        ('Mo-Fr 10:00-18:00; Sa "Termin nach Absprache"', ["hours_by_arrangement"]),
        ('Mo-Fr 10:00-18:00 "nur nach Vereinbarung"', ["hours_times_by_arrangement"]),
        ('Mo-Fr 10:00-18:00 "oder nach Vereinbarung"', []),
        ("Mo-Fr", ["hours_no_times"]),
        ("Mo-Fr open", ["hours_no_times"]),
        ("Mo 12:00+", ["hours_open_end"]),
        ("Mo 10:00-12:00 unknown", ["hours_uncertain"]),
        ('Mo 10:00-12:00 "nur Abholung"; Tu 10:00-12:00', ["hours_note_for_some_days"]),
        ("Mo-Fr 09:00-18:00; SH off", ["hours_school_holidays"]),
        ("Su,PH off", ["hours_never_open"]),
        ("Mo-Fr 18:00-09:00", ["hours_past_midnight"]),
        ("Mo-Su 05:00-01:00", []),
        ("Fr,Sa 20:00-08:00", []),
        ("Mo-Fr 09:00-14:00,13:00-18:00", ["hours_overlapping_times"]),
        ("Tu 09:00-12:00; Mo-Fr 10:00-18:00", ["hours_never_applies"]),
        ("PH off; Mo-Fr 10:00-18:00", ["hours_holiday_first"]),
        ("Mo-Su,PH 10:00-18:00; Aug off", []),
        ("Apr-Oct: Mo-Fr 10:00-18:00; Sa 10:00-14:00", ["hours_season_missing"]),
    ],
)
def test_what_is_understood_in_part_says_so(typed, codes):
    assert [code for code, _ in read_hours(typed).remarks] == codes


@pytest.mark.parametrize(
    ("typed", "proposal"),
    [
        ("Mo-Fr 09:00-14:00,13:00-18:00", "Mo-Fr 09:00-18:00"),
        ("Mo-Fr 09:00-13:00; Mo-Fr 15:00-18:00", "Mo-Fr 09:00-13:00, Mo-Fr 15:00-18:00"),
        ("PH,Su off; Mo-Fr 10:00-18:00", "Su off; Mo-Fr 10:00-18:00; PH off"),
        (
            "Apr-Oct: Mo-Fr 10:00-18:00; Sa 10:00-14:00",
            "Apr-Oct Mo-Fr 10:00-18:00; Apr-Oct Sa 10:00-14:00",
        ),
    ],
)
def test_what_can_be_said_more_clearly_is_proposed(typed, proposal):
    hours = read_hours(typed)

    assert hours.proposal == proposal
    assert read_hours(proposal).remarks == ()


def test_comments_become_the_note():
    hours = read_hours('Mo-Fr 09:00-18:00 "oder nach Anruf"; Sa 10:00-13:00; "Hund erlaubt"')

    assert hours.note == "oder nach Anruf; Hund erlaubt"


def test_rules_by_arrangement_are_listed():
    assert read_hours('Mo-Fr 09:00-18:00; Sa "nach Vereinbarung"').by_arrangement == ('Sa "nach Vereinbarung"',)


@pytest.mark.parametrize(
    ("typed", "named"), [("Mo-Fr 09:00-18:00", False), ("Mo-Fr 09:00-18:00; PH off", True), ("24/7", True)]
)
def test_hours_know_whether_they_name_holidays(typed, named):
    assert read_hours(typed).names_holidays is named


PIECES = st.sampled_from(
    """Mo Fr Sa Su PH SH Di Do Dec 24 3 9 9.30 09:00 18:00 24/7 24:00 off open easter week days nach Uhr Feiertag sunset
    - – , ; : + [ ] / || " "x" .""".split()  # noqa: SIM905 - a list of forty strings would hide them
)


@given(st.lists(PIECES, max_size=9).map(" ".join))
def test_whatever_is_typed_is_read_or_refused_and_every_answer_can_be_read_again(typed):
    try:
        hours = read_hours(typed)
    except BadHours as refusal:
        proposal = refusal.values.get("proposal")
        assert proposal is None or read_hours(proposal).text
        return

    assert read_hours(hours.text).text == hours.text
    assert hours.proposal is None or read_hours(hours.proposal).text
