"""Several processes and threads read while one writes."""

import itertools
import multiprocessing
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnContext
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from search import Index, IndexLocked, Offer, Product, Query, Stock, Writer
from search.segments import write_segment
from search.stock import LEAST_SPARE, StockFile, pack, prices
from tests.search.catalogues import MARKET, NOON
from tests.search.conftest import OFFERS, STORES, WEST, WOOL

STARTING_S = 30.0
CHANGES = 9


def report_when_seen(folder: Path, pipe: Connection) -> None:
    """Ask again and again; send the moments at which wool has the prices 1, 2, ... and at which Garn is found."""
    index = Index.open(folder)
    pipe.send(index.search(Query("Wolle", at=NOON)).hits[0].price_cents)
    for price in range(1, CHANGES + 1):
        while index.search(Query("Wolle", at=NOON)).hits[0].price_cents != price:
            time.sleep(0.001)
        pipe.send(time.monotonic())
    while index.search(Query("Garn", at=NOON)).total == 0:
        time.sleep(0.001)
    pipe.send(time.monotonic())


def try_to_write(folder: Path, pipe: Connection) -> None:
    """Send what becomes of a second writer."""
    try:
        Writer.open(folder).close()
        pipe.send("writes")
    except IndexLocked as refusal:
        pipe.send(str(refusal))


@contextmanager
def another_process(work: Callable[[Path, Connection], None], folder: Path) -> Iterator[Connection]:
    """A process of its own, at the other end of a pipe."""
    spawn: SpawnContext = multiprocessing.get_context("spawn")
    ours, theirs = spawn.Pipe()
    process = spawn.Process(target=work, args=(folder, theirs))
    process.start()
    try:
        yield ours
        process.join(STARTING_S)
        assert process.exitcode == 0
    finally:
        process.kill()
        process.join()
        ours.close()
        theirs.close()
        process.close()


def receive(pipe: Connection) -> Any:
    assert pipe.poll(STARTING_S), "the other process is silent"
    return pipe.recv()


def test_another_process_sees_a_stock_change_and_a_new_product(writer: Writer) -> None:
    with another_process(report_when_seen, writer.folder) as pipe:
        assert receive(pipe) == 700

        delays = []
        for price in range(1, CHANGES + 1):
            changed = time.monotonic()
            writer.set_stock([Stock(40, price, 1, NOON)])
            delays.append(receive(pipe) - changed)
        assert statistics.median(delays) < 0.05

        changed = time.monotonic()
        writer.put_products([Product(77, "Garn")])
        writer.put_offers([Offer(77, 77, WEST, 300, 1, NOON)])
        writer.publish()
        seen = receive(pipe)
        assert seen - changed < 2.0


def test_another_process_cannot_become_a_second_writer(writer: Writer) -> None:
    with another_process(try_to_write, writer.folder) as pipe:
        assert "Another process" in receive(pipe)


def test_threads_share_an_index_while_generations_come_and_go(writer: Writer, index: Index) -> None:
    queries = [
        Query("Wanderschuhe", near=MARKET, at=NOON),
        Query("rot", near=MARKET, radius_m=2_000, at=NOON),
        Query(sort="price", in_stock=True, at=NOON),
    ]
    expected = [[hit.id for hit in index.search(query).hits] for query in queries]

    def ask(turn: int) -> bool:
        place = turn % len(queries)
        return [hit.id for hit in index.search(queries[place]).hits] == expected[place]

    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(ask, range(900))
        for turn in range(20):
            writer.put_stores([STORES[turn % 3]])
            writer.put_products([Product(WOOL, "Wolle Merino", category=("basteln",), attributes=str(turn))])
            writer.publish()
        assert all(answers)


def test_a_row_of_the_stock_column_is_never_torn(writer: Writer, index: Index) -> None:
    """The writer turns between two rows that have nothing in common; a reader must only ever see one of them."""
    rows = (Stock(40, 1, 1, 1), Stock(40, (1 << 26) - 2, 30, (1 << 32) - 2))
    allowed = {int(pack(*(np.array([x]) for x in (r.price_cents, r.available, r.counted_at)))[0]) for r in rows}
    (path,) = writer.folder.glob("stock-*")
    reader = StockFile(path)
    slot = int(np.flatnonzero(reader.offers == 40)[0])
    writer.set_stock([rows[0]])

    def turn() -> None:
        for number in range(4_000):
            writer.set_stock([rows[number % 2]])

    with ThreadPoolExecutor(1) as pool:
        done = pool.submit(turn)
        seen = set()
        while not done.done():
            seen.add(int(reader.words[slot]))

    assert seen == allowed


def test_words_of_the_stock_column_are_aligned_and_give_back_what_was_put(writer: Writer) -> None:
    (path,) = writer.folder.glob("stock-*")
    stock = StockFile(path)

    assert stock.words.ctypes.data % 8 == 0
    assert stock.words.flags.aligned
    assert prices(stock.words[: len(OFFERS)]).tolist() == [offer.price_cents for offer in OFFERS]
    with pytest.raises(ValueError, match="read-only"):
        stock.words[0] = 0


def test_stock_set_by_another_thread_survives_publications_of_older_offers(writer: Writer, index: Index) -> None:
    """The offer is put again and again at its first price, new offers outgrow the stock column, and stock moves on."""
    closed = threading.Event()

    def sell() -> int:
        for price in itertools.count(1):
            assert writer.set_stock([Stock(40, price, 1, NOON)]) == []
            if closed.is_set():
                return price
        raise AssertionError

    with ThreadPoolExecutor(1) as pool:
        selling = pool.submit(sell)
        for turn in range(1, 10):
            first = 10_000 + 700 * turn
            writer.put_products([Product(500, f"Tasse {turn}")])
            writer.put_offers(Offer(first + step, 500, WEST, 1, 1, NOON) for step in range(700))
            writer.publish()
        closed.set()
        last = selling.result()

    assert index.search(Query("Wolle", at=NOON)).hits[0].price_cents == last


def test_a_publication_does_not_undo_stock_that_another_thread_sets_meanwhile(
    writer: Writer, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sold_meanwhile(*given: Any) -> Iterator[None]:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(writer.set_stock, [Stock(40, 650, 0, NOON), Stock(9_000, 300, 0, NOON)]).result()
        assert index.search(Query("Wolle", at=NOON)).hits[0].price_cents == 650, "seen before the publication is over"
        return write_segment(*given)

    writer.put_offers([OFFERS[7]])
    writer.put_offers(Offer(9_000 + step, WOOL, WEST, 800, 1, NOON) for step in range(3 * LEAST_SPARE))
    with monkeypatch.context() as patched:
        patched.setattr("search.publishing.write_segment", sold_meanwhile)
        writer.publish()

    hit = index.search(Query("Wolle", at=NOON)).hits[0]
    assert (hit.price_cents, hit.offer) == (300, 9_000)
    assert index.search(Query("Wolle", price_min_cents=600, price_max_cents=700, at=NOON)).hits[0].price_cents == 650
