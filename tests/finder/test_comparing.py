"""The index is held against the database, offer by offer."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.db import utc_now
from marketplace.finder import comparing, indexing
from marketplace.finder.comparing import Difference
from marketplace.inventory.models import Offer
from marketplace.inventory.prices import set_price
from marketplace.inventory.stock import tell_index_of_offers, tell_index_of_stock
from tests import make

MOST_PIECES, MOST_CENTS = 31, (1 << 26) - 1


@pytest.fixture
def offers(app: Flask, session: Session) -> Iterator[list[Offer]]:
    """Three offers of one shop, in the database and in the index."""
    store = make.store(session)
    offers = [make.offer(session, store=store, price_cents=cents, counted_at=utc_now()) for cents in (100, 200, 300)]
    session.commit()
    indexing.rebuild(session, utc_now())
    session.rollback()
    yield offers
    indexing.close_writer()


@pytest.fixture(autouse=True)
def impatience(monkeypatch: pytest.MonkeyPatch) -> None:
    """No indexer runs here, so that waiting for it is of no use."""
    monkeypatch.setattr(comparing, "PATIENCE_S", 0.5)
    monkeypatch.setattr(comparing, "PAUSE_S", 0.0)


def differing(session: Session) -> list[Difference]:
    return comparing.compare(session, utc_now()).differences


def check_index(app: Flask, *options: str) -> Result:
    indexing.close_writer()
    return app.test_cli_runner().invoke(args=["check-index", *options])


def test_what_was_just_built_agrees(app, session, offers):
    result = check_index(app)

    assert result.exit_code == 0
    assert "agrees with the database on all 3 offers, 3 products and 1 stores." in result.output


def test_values_beyond_the_limits_of_the_index_are_no_difference(app, session, offers):
    offers[0].on_hand = MOST_PIECES + 500
    offers[1].price_cents = MOST_CENTS + 5
    session.commit()
    indexing.index_stock(session, utc_now(), [offer.id for offer in offers])

    assert differing(session) == []


def test_a_price_that_never_reached_the_index_is_told_by_shop_and_sku(app, session, offers):
    offers[1].price_cents = 999
    session.commit()

    result = check_index(app)

    assert result.exit_code == 1
    code, sku = offers[1].store.store_code, offers[1].sku
    assert f"{code} {sku}: price_cents is 999 in the database, 200 in the index." in result.output
    assert "reindex mends it" in result.output


def test_the_report_is_there_for_programs_too(app, session, offers):
    offers[1].price_cents = 999
    session.commit()

    result = check_index(app, "--json")

    assert result.exit_code == 1
    report = json.loads(result.output)
    assert report.pop("differences") == [
        {"kind": "offer", "id": offers[1].id, "store": offers[1].store.store_code, "sku": offers[1].sku}
        | {"what": "price_cents", "database": 999, "index": 200}
    ]
    assert report == {"agrees": False, "faults": [], "offers": 3, "products": 3, "stores": 1, "waiting": 0}


def test_pieces_and_their_time_are_compared(app, session, offers):
    offers[0].on_hand, offers[0].counted_at = 1, utc_now() - timedelta(days=1)
    session.commit()

    assert {difference.what for difference in differing(session)} == {"available", "counted_at"}


def test_an_offer_that_ended_or_began_unseen_is_told(app, session, offers):
    offers[0].ended_at = utc_now()
    session.flush()
    begun = make.offer(session, store=offers[0].store, counted_at=utc_now())
    session.commit()

    found = set(differing(session))

    assert found == {
        Difference("offer", begun.id, "missing"),
        Difference("offer", offers[0].id, "surplus"),
        Difference("product", begun.product.group_id, "words"),
    }


def test_a_shop_that_moved_an_offer_to_another_product_is_told(app, session, offers):
    offers[2].product_id = offers[0].product_id
    session.commit()

    assert [(difference.id, difference.what) for difference in differing(session)] == [(offers[2].id, "product")]


def test_words_that_changed_unseen_are_told(app, session, offers):
    offers[0].product.group.title = "Wasserkocher"
    offers[1].product.group.attributes = {"Farbe": "rot"}
    session.commit()

    result = check_index(app)

    assert {difference.what for difference in differing(session)} == {"words"}
    assert f"{offers[0].product.group.code} Wasserkocher has other words in the index." in result.output
    assert f"{offers[1].product.group.code} {offers[1].product.group.title} has other" in result.output


def test_a_store_that_changed_or_was_hidden_unseen_is_told(app, session, offers):
    other = make.offer(session, store=make.store(session), counted_at=utc_now())
    session.commit()
    indexing.rebuild(session, utc_now())
    offers[0].store.opening_hours, offers[0].store.latitude = "Su 10:00-11:00", 51.2
    other.store.is_public = False
    session.commit()

    found = {(difference.kind, difference.id, difference.what) for difference in differing(session)}

    store = offers[0].store_id
    assert found == {
        ("store", store, "opens"),
        ("store", store, "point"),
        ("store", other.store_id, "surplus"),
        ("offer", other.id, "surplus"),
    }
    assert check_index(app, "--json").exit_code == 1


def test_opening_hours_that_were_renewed_some_hours_ago_are_no_difference(app, session, offers):
    assert comparing.compare(session, utc_now() + timedelta(hours=7)).differences == []


@pytest.mark.parametrize("tell", [tell_index_of_stock, tell_index_of_offers])
def test_a_change_that_waits_for_the_indexer_is_told_as_such(app, session, offers, tell):
    set_price(session, offers[1], 999, utc_now())
    tell(session, [offers[1].id], utc_now())
    session.commit()

    result = check_index(app)

    assert result.exit_code == 1
    assert "1 of these wait for the indexer" in result.output
    assert "reindex" not in result.output


def test_a_change_that_arrives_meanwhile_is_waited_for(app, session, offers, monkeypatch):
    set_price(session, offers[1], 999, utc_now())
    tell_index_of_stock(session, [offers[1].id], utc_now())
    session.commit()
    monkeypatch.setattr(comparing, "PATIENCE_S", 60.0)
    monkeypatch.setattr(
        "time.sleep", lambda _seconds: indexing.index_stock(session, utc_now(), [offer.id for offer in offers])
    )

    assert comparing.compare_settled(session, utc_now()).agrees


def test_damage_is_told_before_anything_is_compared(app, session, offers):
    folder: Path = app.config["VAR_DIR"] / "index"
    (segment,) = folder.glob("segment-*")
    data = bytearray(segment.read_bytes())
    data[-1] ^= 1
    segment.write_bytes(data)

    result = check_index(app)

    assert result.exit_code == 1
    assert "checksum" in result.output
    assert "reindex mends it" in result.output
    assert json.loads(check_index(app, "--json").output)["faults"]


def test_a_missing_index_is_told(app, session):
    make.store(session, is_public=True)
    session.commit()

    result = check_index(app)

    assert result.exit_code == 1
    assert "no index" in result.output
