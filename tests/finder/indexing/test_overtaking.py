"""What changes while older readings are being published is not lost."""

from sqlalchemy import update
from sqlalchemy.orm import Session

import search
from marketplace.db import db
from marketplace.finder import documents, freshening, indexing
from marketplace.inventory.models import Offer
from tests.finder.indexing.conftest import found, offer
from tests.make import NOON


def change_elsewhere(offer_id: int, **values: object) -> None:
    """A change of another process, with the indexer's other thread telling the index of it at once."""
    with Session(db.engine) as other:
        other.execute(update(Offer).where(Offer.id == offer_id).values(**values))
        other.commit()
    freshening.bring(db.engine, indexing.writer(), [offer_id])


def test_a_price_that_changes_while_its_offer_is_published_is_not_lost(app, town, monkeypatch):
    kettle = offer(town, "Wasserkocher", price_cents=2990)
    kettle_id, group_id = kettle.id, kettle.product.group_id
    indexing.index_stores(town, NOON, [kettle.store_id])
    town.rollback()
    read = documents.offers

    def read_and_be_overtaken(session, ids):
        rows = read(session, ids)
        monkeypatch.setattr(documents, "offers", read)
        change_elsewhere(kettle_id, price_cents=2490)
        return rows

    monkeypatch.setattr(documents, "offers", read_and_be_overtaken)

    indexing.index_offers(town, NOON, [kettle_id])

    assert found(app) == {group_id: 2490}


def test_a_price_that_changes_while_the_index_is_built_anew_is_not_lost(app, town, monkeypatch):
    kettle = offer(town, "Wasserkocher", price_cents=2990)
    kettle_id, group_id = kettle.id, kettle.product.group_id
    build = search.Writer.rebuild

    def build_and_be_overtaken(*args, **values):
        town.rollback()
        change_elsewhere(kettle_id, price_cents=2490)
        return build(*args, **values)

    monkeypatch.setattr(search.Writer, "rebuild", build_and_be_overtaken)

    indexing.rebuild(town, NOON)

    assert found(app) == {group_id: 2490}
