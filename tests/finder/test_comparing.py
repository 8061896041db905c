"""The index is held against the database, offer by offer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy.orm import Session

from marketplace.db import utc_now
from marketplace.finder import comparing, indexing
from marketplace.inventory.models import Offer
from marketplace.inventory.prices import set_price
from marketplace.inventory.stock import tell_index_of_stock
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


def check_index(app: Flask) -> Result:
    indexing.close_writer()
    return app.test_cli_runner().invoke(args=["check-index"])


def test_what_was_just_built_agrees(app, session, offers):
    result = check_index(app)

    assert result.exit_code == 0
    assert "agrees with the database on all 3 offers" in result.output


def test_values_beyond_the_limits_of_the_index_are_no_difference(app, session, offers):
    offers[0].on_hand = MOST_PIECES + 500
    offers[1].price_cents = MOST_CENTS + 5
    session.commit()
    indexing.index_stock(session, utc_now(), [offer.id for offer in offers])

    assert comparing.compare(session).agrees


def test_a_price_that_never_reached_the_index_is_told(app, session, offers):
    offers[1].price_cents = 999
    session.commit()

    result = check_index(app)

    assert result.exit_code == 1
    assert f"1 different: {offers[1].id}\n" in result.output
    assert "reindex mends it" in result.output


def test_an_offer_that_ended_or_began_unseen_is_told(app, session, offers):
    offers[0].ended_at = utc_now()
    session.flush()
    begun = make.offer(session, store=offers[0].store, counted_at=utc_now())
    session.commit()

    comparison = comparing.compare(session)

    assert comparison == comparing.Comparison(3, [begun.id], [offers[0].id], [])


def test_a_shop_that_moved_an_offer_to_another_product_is_told(app, session, offers):
    with_other_product = make.offer(session, store=make.store(session), counted_at=utc_now())
    offers[2].product_id = with_other_product.product_id
    session.commit()

    assert comparing.compare(session).different == [offers[2].id]


def test_a_change_that_waits_for_the_indexer_is_told_as_such(app, session, offers, monkeypatch):
    monkeypatch.setattr(comparing, "PATIENCE_S", 0.0)
    set_price(session, offers[1], 999, utc_now())
    tell_index_of_stock(session, [offers[1].id], utc_now())
    session.commit()

    result = check_index(app)

    assert result.exit_code == 1
    assert "1 changes wait for the indexer" in result.output


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


def test_a_missing_index_is_told(app, session):
    make.store(session, is_public=True)
    session.commit()

    result = check_index(app)

    assert result.exit_code == 1
    assert "no index" in result.output
