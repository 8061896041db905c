"""`flask --app app check-stock`: what every offer says of its stock is what was counted, promised and sold."""

import json
from datetime import timedelta

import pytest

from marketplace.inventory import comparing, stock
from tests import make
from tests.make import NOON

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def offer(session):
    """Eight pieces were counted beside one set aside; one of those was collected, another sold, a third came back."""
    offer = make.offer(
        session, on_hand=5, counted_at=NOON - DAY, store=make.store(session, store_code="laden"), sku="A"
    )
    stock.hold(session, offer.id, 1, NOON - HOUR)
    stock.count(session, offer, 8, "scan", NOON, NOON, includes_set_aside=False)
    stock.hold(session, offer.id, 2, NOON + HOUR)
    stock.hand_over(session, offer.id, 1, NOON + HOUR)
    stock.sell(session, offer.id, 1, NOON + HOUR, NOON + HOUR)
    stock.take_back(session, offer.id, 1, "", NOON + HOUR)
    stock.count(session, offer, 99, "upload", NOON - HOUR, NOON + HOUR)
    make.service(session, store=offer.store)
    session.commit()
    return offer


def check_stock(app, *options):
    return app.test_cli_runner().invoke(args=["check-stock", *options])


def test_stock_that_followed_the_rules_adds_up(app, session, offer):
    result = check_stock(app)

    assert (offer.on_hand, offer.held) == (8, 2)
    assert result.exit_code == 0
    assert result.output == "The stock of all 2 offers is what their counts and movements add up to.\n"


@pytest.mark.parametrize(
    ("column", "wrong", "told"),
    [
        ("on_hand", 9, "on_hand is 9, the ledger says 8."),
        ("held", 3, "held is 3, the ledger says 2."),
        ("source", "pos", "source is pos, the ledger says scan."),
    ],
)
def test_a_number_that_changed_beside_the_ledger_is_told_by_shop_and_sku(app, session, offer, column, wrong, told):
    setattr(offer, column, wrong)
    session.commit()

    result = check_stock(app)

    assert result.exit_code == 1
    assert result.output == f"laden A: {told}\n"


def test_a_moment_that_is_not_the_newest_counts_is_told(session, offer):
    offer.counted_at = NOON + HOUR / 2
    session.commit()

    _number, differences = comparing.compare(session)

    assert [(one.column, one.ledger) for one in differences] == [("counted_at", NOON)]


def test_the_report_is_there_for_programs_too(app, session, offer):
    offer.held = 0
    session.commit()

    result = check_stock(app, "--json")

    assert result.exit_code == 1
    [difference] = json.loads(result.output)["differences"]
    assert difference == {"store": "laden", "sku": "A", "offer_id": offer.id, "column": "held", "offer": 0, "ledger": 2}


def test_of_many_differences_the_first_are_told_and_the_rest_are_counted(app, session, monkeypatch):
    monkeypatch.setattr(comparing, "TOGETHER", 4)
    store = make.store(session)
    for _ in range(23):
        make.offer(session, store=store, held=1)
    session.commit()

    lines = check_stock(app).output.splitlines()

    assert len(lines) == 21
    assert lines[-1] == "... and 3 more; --json names all."
