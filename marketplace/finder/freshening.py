"""Stock on its way from the database into the index.

Two threads write it: one brings single changes at once, the other publishes many offers or builds the index anew from
what it read a while ago. Here both take turns, so that an older reading never stays over a newer one.
"""

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session

import search
from marketplace.db import reading
from marketplace.finder import documents

STEP = 200
"""Offers brought in one turn: about 10 ms, the longest that a single change waits for another one."""
_turn = threading.Lock()
_notes: list[set[int]] = []


def bring(bind: Engine | Connection, writer: search.Writer, offer_ids: Iterable[int]) -> None:
    """Write price, pieces and count of offers, as they are committed now, into the stock column."""
    for ids in documents.sliced(offer_ids, STEP):
        with _turn:
            for noted in _notes:
                noted.update(ids)
            with reading(), Session(bind) as session:
                rows = documents.offers(session, ids)
            writer.set_stock([documents.stock_row(offer) for offer, _group, shown in rows if shown])


@contextmanager
def catching_up(bind: Engine | Connection, writer: search.Writer, offer_ids: Iterable[int] = ()) -> Iterator[None]:
    """Inside, offers are published from an earlier reading; at the end these and all that changed meanwhile are fresh.

    Changes that come while the writer rearranges the stock column may fall on the old one, hence all of them.
    """
    noted: set[int] = set(offer_ids)
    with _turn:
        _notes.append(noted)
    try:
        yield
        bring(bind, writer, sorted(noted))
    finally:
        with _turn:
            _notes.remove(noted)
