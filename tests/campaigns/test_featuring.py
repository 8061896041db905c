"""Which features a city shows at a moment."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace.campaigns.featuring import current
from marketplace.campaigns.models import Feature
from tests import make
from tests.make import NOON

HOUR = timedelta(hours=1)


def feature(session: Session, **values: object) -> Feature:
    store = values.pop("store", None) or make.store(session)
    given = {"label": "Neu", "label_en": "New", "starts_at": NOON - HOUR, "ends_at": NOON + HOUR}
    return make.kept(session, Feature(**{**given, "store": store, "city_id": store.city.id, **values}))


def test_a_feature_is_shown_from_its_beginning_until_its_end(session: Session) -> None:
    running = feature(session, starts_at=NOON, ends_at=NOON + HOUR)

    shown = current(session, running.store.city, NOON)

    assert shown == [running]


@pytest.mark.parametrize(
    ("starts", "ends"), [(NOON + HOUR, NOON + 2 * HOUR), (NOON - 2 * HOUR, NOON - HOUR), (NOON - HOUR, NOON)]
)
def test_before_and_after_it_is_not(session: Session, starts: object, ends: object) -> None:
    row = feature(session, starts_at=starts, ends_at=ends)

    assert current(session, row.store.city, NOON) == []


def test_a_shop_that_is_not_public_is_not_featured(session: Session) -> None:
    row = feature(session, store=make.store(session, is_public=False))

    assert current(session, row.store.city, NOON) == []


def test_another_city_s_features_stay_there(session: Session) -> None:
    feature(session)

    assert current(session, make.city(session), NOON) == []
