from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from marketplace.inventory.models import PriceChange
from marketplace.inventory.prices import set_price
from tests import make
from tests.make import NOON


def test_a_new_price_stands_in_the_history_from_its_moment_on(session):
    offer = make.offer(session, price_cents=1290)

    assert set_price(session, offer, 990, NOON) is True
    assert set_price(session, offer, 1090, NOON + timedelta(days=1)) is True

    assert offer.price_cents == 1090
    history = session.execute(select(PriceChange.offer_id, PriceChange.price_cents, PriceChange.since)).all()
    assert history == [(offer.id, 990, NOON), (offer.id, 1090, NOON + timedelta(days=1))]


def test_the_same_price_is_no_news(session):
    offer = make.offer(session, price_cents=1290)

    assert set_price(session, offer, 1290, NOON) is False
    assert session.scalars(select(PriceChange)).all() == []


def test_nothing_is_given_away_by_mistake(session):
    offer = make.offer(session, price_cents=1290)
    set_price(session, offer, 0, NOON)

    with pytest.raises(IntegrityError):
        session.flush()
