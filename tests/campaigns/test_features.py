"""The editor's features: planned, shown under their label, ended."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from marketplace.accounts.models import AuditEntry
from marketplace.campaigns import features, featuring
from marketplace.campaigns.models import Feature
from marketplace.db import utc_now
from marketplace.errors import Invalid, Refused
from tests import make
from tests.desks import Town, town
from tests.make import NOON

WORDS = {"label": "Repariert", "label_en": "Repairs", "text": "", "text_en": ""}
MONDAY = date(2026, 11, 23)


def featured(session, here: Town, first: date = MONDAY, last: date = MONDAY) -> Feature:
    return features.add(session, here.city, here.editor, here.store.store_code, WORDS, first, last, NOON)


def test_a_feature_lasts_whole_days_of_the_city(session) -> None:
    feature = featured(session, town(session), MONDAY, MONDAY + timedelta(days=1))

    assert feature.starts_at == datetime(2026, 11, 22, 23, tzinfo=UTC)
    assert feature.ends_at == datetime(2026, 11, 24, 23, tzinfo=UTC)
    assert features.last_moment(feature).date() == date(2026, 11, 24)


def test_features_may_overlap(session) -> None:
    here = town(session)

    both = [featured(session, here), featured(session, here)]

    assert list(featuring.current(session, here.city, NOON)) == both


@pytest.mark.parametrize("days", [(0, -1), (-3, -1)])
def test_a_feature_that_shows_nothing_is_refused(session, days: tuple[int, int]) -> None:
    first, last = (MONDAY + timedelta(days=number) for number in days)

    with pytest.raises(Invalid, match="feature_ends_first"):
        featured(session, town(session), first, last)


def test_a_shown_feature_ends_now_and_a_planned_one_goes(session) -> None:
    here = town(session)
    shown, planned = featured(session, here), featured(session, here, date(2026, 12, 1), date(2026, 12, 2))

    features.end(session, shown, here.editor, NOON)
    features.end(session, planned, here.editor, NOON)
    session.flush()

    assert shown.ends_at == NOON
    assert session.get(Feature, planned.id) is None
    with pytest.raises(Refused, match="feature_is_over"):
        features.end(session, shown, here.editor, NOON)


def test_features_are_told_apart_by_time(session) -> None:
    here = town(session)
    shown, planned = featured(session, here), featured(session, here, date(2026, 12, 1), date(2026, 12, 2))

    now = features.by_time(session, here.city, NOON)
    later = features.by_time(session, here.city, NOON + timedelta(days=60))

    assert now == {"shown": [shown], "planned": [planned], "ended": []}
    assert later == {"shown": [], "planned": [], "ended": [planned, shown]}


def test_the_editor_features_a_shop_and_ends_it(session, client) -> None:
    here = town(session)
    client.sign_in(here.editor)
    today = utc_now().astimezone(features.CITY_TIME).date()
    data = {**WORDS, "store": here.store.store_code, "first": today.isoformat(), "last": today.isoformat()}

    assert client.post(f"{here.edit}/features", data=data).status_code == 303
    page = client.get(f"{here.edit}/features").text
    assert "Repariert" in page

    feature = session.scalars(select(Feature)).one()
    client.post(f"{here.edit}/features/{feature.id}/ending")
    assert "Zurzeit ist kein Laden empfohlen." in client.get(f"{here.edit}/features").text
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
    assert list(actions) == ["feature_added", "feature_ended"]


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"last": "2020-01-01"}, "Das Ende liegt vor dem Anfang"),
        ({"label": ""}, "Bitte schreiben Sie, warum der Laden hier steht."),
        ({"store": "nirgends"}, "error"),
        ({"first": "morgen"}, "error"),
    ],
)
def test_a_feature_that_cannot_be_stays_as_typed(session, client, changed: dict, sentence: str) -> None:
    here = town(session)
    client.sign_in(here.editor)
    data = {**WORDS, "text": "Getippt.", "store": here.store.store_code, "first": "2099-01-01", "last": "2099-01-02"}

    answer = client.post(f"{here.edit}/features", data={**data, **changed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Getippt." in answer.text
    assert session.scalar(select(Feature.id)) is None


def test_features_of_another_city_are_not_this_editors(session, client) -> None:
    here, other = town(session), make.city(session)
    foreign = make.kept(
        session, Feature(city_id=other.id, store=here.store, **WORDS, starts_at=NOON, ends_at=NOON + timedelta(days=99))
    )
    client.sign_in(here.editor)

    assert client.post(f"{here.edit}/features/{foreign.id}/ending").status_code == 404
