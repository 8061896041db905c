"""The table of states holds together, and its drawing is the one in the docs."""

import pytest

from marketplace.orders import states, telling
from marketplace.orders.drawing import PAGE, redrawn
from marketplace.orders.states import STEPS


def test_the_docs_show_the_table_that_is_enforced():
    page = PAGE.read_text(encoding="utf-8")

    assert redrawn(page) == page, "flask --app app draw-orders"


@pytest.mark.parametrize("mode", states.BOTH)
def test_every_state_that_can_be_reached_leads_to_an_end(mode):
    reached, steps = {states.PLACED}, [step for step in STEPS if mode in step.modes]
    while more := {step.target for step in steps if step.source in reached} - reached:
        reached |= more

    ends = reached - {step.source for step in steps}
    assert ends <= set(states.STATES) - set(states.OPEN)
    assert states.COLLECTED in reached
    assert all(any(step.source == state for step in steps) for state in reached & set(states.OPEN))


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.source}-{step.name}")
def test_pieces_are_held_in_open_states_only(step):
    was, becomes = step.source in states.OPEN, step.target in states.OPEN

    assert (
        step.stock
        == {
            (True, True): states.HELD,
            (True, False): states.HAND_OVER if step.target == states.COLLECTED else states.RELEASE,
            (False, True): states.UNDO,
        }[was, becomes]
    )


def test_no_step_is_ambiguous():
    keys = [(step.name, step.source, mode) for step in STEPS for mode in step.modes]

    assert len(keys) == len(set(keys))


def test_everything_has_its_words():
    assert set(telling.FOR_SHOPPER) == set(telling.FOR_SHOP) == set(states.STATES)
    assert {step.name for step in STEPS} | {"place"} == set(telling.STEPS)
