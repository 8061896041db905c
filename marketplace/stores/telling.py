"""What the index must hear of stores: as jobs by name, because it stands above them."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from marketplace import jobs

INDEX_STORES = "marketplace.finder.indexing:index_stores"
SHELVE_AGAIN = "marketplace.inventory.shelf:shelve_again"
RANK = 4


def tell_index_of_stores(session: Session, store_ids: Iterable[int], now: datetime) -> None:
    """Name, place, hours or visibility of stores changed: the indexer publishes or removes them."""
    jobs.later(session, INDEX_STORES, now, jobs.INDEXER, RANK, store_ids=list(store_ids))


def tell_index_of_return(session: Session, store_id: int, now: datetime) -> None:
    """A store is shown again: its offers left the index with it and must come back."""
    tell_index_of_stores(session, [store_id], now)
    jobs.later(session, SHELVE_AGAIN, now, store_id=store_id)
