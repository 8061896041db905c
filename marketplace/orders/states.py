"""The states of an order: one table says which step leads from where to where, who may take it and what it does.

Nothing else changes a state: `moving.move` takes steps from this table only, and docs/orders.md is drawn from it.
"""

from dataclasses import dataclass

RESERVE, BUY = "reserve", "buy"
BOTH = (RESERVE, BUY)
SHOPPER, SHOP, CLOCK = "shopper", "shop", "clock"

PLACED = "placed"
PART_OFFERED = "part_offered"
ACCEPTED = "accepted"
READY = "ready"
COLLECTED = "collected"
REFUSED = "refused"
LAPSED = "lapsed"
CANCELLED = "cancelled"
EXPIRED = "expired"
NOT_COLLECTED = "not_collected"
RESCINDED = "rescinded"

STATES = (
    PLACED,
    PART_OFFERED,
    ACCEPTED,
    READY,
    COLLECTED,
    REFUSED,
    LAPSED,
    CANCELLED,
    EXPIRED,
    NOT_COLLECTED,
    RESCINDED,
)
OPEN = (PLACED, PART_OFFERED, ACCEPTED, READY, NOT_COLLECTED)
"""The states in which pieces are held."""

HELD, RELEASE, HAND_OVER, UNDO = "", "release", "hand_over", "undo_hand_over"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that may happen to an order: `name` leads from `source` to `target` where `by` does it.

    `stock` is what becomes of the pieces: they stay held, are released, handed over, or taken back into the hold.
    """

    name: str
    source: str
    target: str
    by: str
    modes: tuple[str, ...] = BOTH
    stock: str = HELD


STEPS = (
    Step("accept", PLACED, ACCEPTED, SHOP),
    Step("offer_part", PLACED, PART_OFFERED, SHOP, (BUY,)),
    Step("refuse", PLACED, REFUSED, SHOP, stock=RELEASE),
    Step("cancel", PLACED, CANCELLED, SHOPPER, stock=RELEASE),
    Step("lapse", PLACED, LAPSED, CLOCK, stock=RELEASE),
    Step("agree", PART_OFFERED, ACCEPTED, SHOPPER, (BUY,)),
    Step("cancel", PART_OFFERED, CANCELLED, SHOPPER, (BUY,), RELEASE),
    Step("lapse", PART_OFFERED, LAPSED, CLOCK, (BUY,), RELEASE),
    Step("make_ready", ACCEPTED, READY, SHOP),
    Step("collect", ACCEPTED, COLLECTED, SHOP, stock=HAND_OVER),
    Step("refuse", ACCEPTED, REFUSED, SHOP, (RESERVE,), RELEASE),
    Step("cancel", ACCEPTED, CANCELLED, SHOPPER, (RESERVE,), RELEASE),
    Step("expire", ACCEPTED, EXPIRED, CLOCK, (RESERVE,), RELEASE),
    Step("extend", READY, READY, SHOPPER),
    Step("collect", READY, COLLECTED, SHOP, stock=HAND_OVER),
    Step("refuse", READY, REFUSED, SHOP, (RESERVE,), RELEASE),
    Step("cancel", READY, CANCELLED, SHOPPER, (RESERVE,), RELEASE),
    Step("expire", READY, EXPIRED, CLOCK, (RESERVE,), RELEASE),
    Step("miss", READY, NOT_COLLECTED, CLOCK, (BUY,)),
    Step("collect", NOT_COLLECTED, COLLECTED, SHOP, (BUY,), HAND_OVER),
    Step("rescind", NOT_COLLECTED, RESCINDED, SHOP, (BUY,), RELEASE),
    Step("undo_collect", COLLECTED, READY, SHOP, stock=UNDO),
)


def step(name: str, mode: str, source: str) -> Step | None:
    """The step of this name from a state, in a contract mode; None where the table has none."""
    fitting = (each for each in STEPS if (each.name, each.source) == (name, source) and mode in each.modes)
    return next(fitting, None)


def may(name: str, mode: str, source: str) -> bool:
    """Whether the table has such a step: what pages ask before they show a button."""
    return step(name, mode, source) is not None
