"""The jobs that keep the index up to date with the database. Only the indexer process runs them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

import search
from marketplace.finder import documents
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store

STEP = 200
"""Offers published at once: small enough that a stock change never waits long."""


def folder() -> Path:
    """Where the index of this installation lives."""
    path: Path = current_app.config["VAR_DIR"] / "index"
    return path


def writer() -> search.Writer:
    """The one writer of this process; it holds the index's lock until the process ends. Raises IndexLocked."""
    kept = current_app.extensions
    if "search_writer" not in kept:
        kept["search_writer"] = search.Writer.open(folder())
    found: search.Writer = kept["search_writer"]
    return found


def close_writer() -> None:
    """Give the index's lock back."""
    kept = current_app.extensions.pop("search_writer", None)
    if kept:
        kept.close()


def needs_rebuild() -> bool:
    """Whether there is no index, or one that cannot be opened."""
    try:
        search.Index.open(folder())
    except (search.IndexMissing, search.IndexDamaged):
        return True
    return False


def index_stock(session: Session, now: datetime, offer_ids: Sequence[int]) -> None:
    """Write price, pieces and count of offers into the stock column; readers see it at once."""
    for ids in documents.sliced(offer_ids):
        rows = documents.offers(session, ids)
        writer().set_stock(
            [
                search.Stock(offer.id, offer.price_cents, offer.available, int(offer.counted_at.timestamp()))
                for offer, _group, shown in rows
                if shown
            ]
        )


def index_offers(session: Session, now: datetime, offer_ids: Sequence[int]) -> None:
    """Publish offers that began, take out those that ended, with the product groups they belong to."""
    for ids in documents.sliced(offer_ids, STEP):
        rows = documents.offers(session, ids)
        shown = [(offer, group_id) for offer, group_id, public in rows if public]
        groups = documents.groups(session, list({group_id for _offer, group_id in shown}))
        writer().put_products([documents.product_document(group) for group in groups])
        writer().put_offers([documents.offer_document(offer, group_id) for offer, group_id in shown])
        writer().remove_offers(set(ids) - {offer.id for offer, _group in shown})
        writer().publish()
        session.expunge_all()


def index_stores(session: Session, now: datetime, store_ids: Sequence[int] | None = None) -> None:
    """Publish stores with the hours of the next two weeks; without ids all of them, as every night."""
    statement = select(Store).where(Store.is_public)
    if store_ids is not None:
        statement = statement.where(Store.id.in_(store_ids))
    found = session.scalars(statement).all()
    writer().put_stores([documents.store_document(store, now) for store in found])
    if store_ids is not None:
        writer().remove_stores(set(store_ids) - {store.id for store in found})
    writer().publish()


def index_groups(session: Session, now: datetime, group_ids: Sequence[int]) -> None:
    """Publish product groups whose words changed."""
    for ids in documents.sliced(group_ids, STEP):
        writer().put_products([documents.product_document(group) for group in documents.groups(session, ids)])
        writer().publish()


def rebuild(session: Session, now: datetime, progress: Callable[[int, int], None] | None = None) -> None:
    """Build the whole index from the database, aside, and switch to it at once.

    `progress` is told how many product groups of how many are read.
    """
    stores = [documents.store_document(store, now) for store in session.scalars(select(Store).where(Store.is_public))]
    offer_ids = session.scalars(
        select(Offer.id).join(Store, Store.id == Offer.store_id).where(Offer.ended_at.is_(None), Store.is_public)
    ).all()
    offers = [
        documents.offer_document(offer, group_id)
        for ids in documents.sliced(offer_ids)
        for offer, group_id, _shown in documents.offers(session, ids)
    ]
    group_ids = sorted({offer.product for offer in offers})
    products = [
        documents.product_document(group)
        for ids in documents.sliced(group_ids)
        for group in documents.groups(session, ids)
    ]
    told = None if progress is None else partial(_tell, progress, len(products))
    writer().rebuild(products, stores, offers, progress=told)


def _tell(progress: Callable[[int, int], None], total: int, done: int) -> None:
    progress(done, total)
