"""A shop that takes reservations, its people, and what it has."""

import pytest

from marketplace.db import utc_now
from tests import make
from tests.desks import town


@pytest.fixture
def here(session):
    """The town of the desks; its shop takes reservations and has five pairs of shoes, counted now."""
    here = town(session)
    here.store.takes_reservations, here.store.email = True, "laden@example.org"
    here.offer.counted_at = utc_now()
    make.offer(session, store=make.store(session, city=here.city, takes_reservations=True), product=here.offer.product)
    session.flush()
    return here
