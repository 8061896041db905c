"""The jobs that keep the index up to date with the database. Only the indexer process runs them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

import structlog
from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

import search
from marketplace.catalogue.models import Product
from marketplace.db import reading
from marketplace.finder import documents, freshening, headway
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store
from search.writer import LOCK

log = structlog.get_logger()
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
        kept["search_lock"] = _lock_file()
    found: search.Writer = kept["search_writer"]
    return found


def close_writer() -> None:
    """Give the index's lock back."""
    kept = current_app.extensions.pop("search_writer", None)
    if kept:
        kept.close()


def is_lost() -> bool:
    """Whether somebody removed the index's folder, and with it this process's lock."""
    return _lock_file() != current_app.extensions.get("search_lock")


def _lock_file() -> int | None:
    try:
        return (folder() / LOCK).stat().st_ino
    except FileNotFoundError:
        return None


def needs_rebuild() -> bool:
    """Whether there is no index, or one that cannot be opened."""
    try:
        search.Index.open(folder())
    except (search.IndexMissing, search.IndexDamaged):
        return True
    return False


def index_stock(session: Session, now: datetime, offer_ids: Sequence[int]) -> None:
    """Write price, pieces and count of offers into the stock column; readers see it at once."""
    freshening.bring(session.get_bind(), writer(), offer_ids)


def index_offers(session: Session, now: datetime, offer_ids: Sequence[int]) -> None:
    """Publish offers that began, take out those that ended, with the product groups they belong to.

    A group that nobody offers any more goes too: it would count for how rare a word is.
    """
    bind = session.get_bind()
    for ids in documents.sliced(offer_ids, STEP):
        with freshening.catching_up(bind, writer(), ids), reading(), Session(bind) as fresh:
            rows = documents.offers(fresh, ids)
            shown = [(offer, group_id) for offer, group_id, public in rows if public]
            groups = documents.groups(fresh, list({group_id for _offer, group_id in shown}))
            writer().put_products([documents.product_document(group) for group in groups])
            writer().put_offers([documents.offer_document(offer, group_id) for offer, group_id in shown])
            writer().remove_offers(set(ids) - {offer.id for offer, _group in shown})
            _remove_unsold(fresh, {group_id for _offer, group_id, _public in rows})
            _publish()


def index_stores(session: Session, now: datetime, store_ids: Sequence[int] | None = None) -> None:
    """Publish stores with the hours of the next two weeks; without ids all of them, as every night."""
    statement = select(Store).where(Store.is_public)
    if store_ids is not None:
        statement = statement.where(Store.id.in_(store_ids))
    found = session.scalars(statement).all()
    writer().put_stores([documents.store_document(store, now) for store in found])
    if store_ids is not None:
        hidden = set(store_ids) - {store.id for store in found}
        writer().remove_stores(hidden)
        sold_there = select(Product.group_id).join(Offer).where(Offer.store_id.in_(hidden)).distinct()
        _remove_unsold(session, session.scalars(sold_there).all() if hidden else ())
    _publish()


def index_groups(session: Session, now: datetime, group_ids: Sequence[int]) -> None:
    """Publish product groups whose words changed, as far as anybody offers them."""
    for ids in documents.sliced(group_ids, STEP):
        sold = list(documents.on_offer(session, ids))
        writer().put_products([documents.product_document(group) for group in documents.groups(session, sold)])
        _publish()


def _remove_unsold(session: Session, group_ids: Iterable[int]) -> None:
    """Take those of the product groups out that nobody offers any more."""
    for ids in documents.sliced(group_ids):
        writer().remove_products(set(ids) - documents.on_offer(session, ids))


def _publish() -> None:
    skipped = writer().publish().skipped
    if skipped:
        log.warning("offers of stores or products that the index does not know", offers=skipped)


def rebuild(session: Session, now: datetime, progress: Callable[[int, int], None] = headway.tell) -> None:
    """Build the whole index from the database, aside, and switch to it at once.

    `progress` is told how many product groups of how many are read. Groups and offers are read some at a time, so that
    memory holds few of them.
    """
    with freshening.catching_up(session.get_bind(), writer()):
        shown = select(Store).where(Store.is_public)
        stores = [documents.store_document(store, now) for store in session.scalars(shown)]
        group_ids = documents.all_on_offer(session)
        progress = partial(_tell, progress, len(group_ids))
        writer().rebuild(_products(session, group_ids), stores, _offers(session), progress)


def _products(session: Session, group_ids: Sequence[int]) -> Iterator[search.Product]:
    for ids in documents.sliced(group_ids):
        yield from map(documents.product_document, documents.groups(session, ids))


def _offers(session: Session) -> Iterator[search.Offer]:
    for ids in documents.sliced(documents.all_offers(session)):
        for offer, group_id, _shown in documents.offers(session, ids):
            yield documents.offer_document(offer, group_id)


def _tell(progress: Callable[[int, int], None], total: int, done: int) -> None:
    progress(done, total)
