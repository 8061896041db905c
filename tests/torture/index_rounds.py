"""Readers and writers of an index are killed at random moments; the judge looks at what they leave."""

import time
from multiprocessing.connection import Connection
from pathlib import Path

from search import Index, IndexDamaged, IndexMissing, Query, Writer, check, listed_offers, listed_stores, outdated
from search.holding import Layout
from search.reader import open_current
from tests.search.agreeing import assert_agreement
from tests.search.brute import Shelves
from tests.torture.batches import Batch, Chance
from tests.torture.processes import Victim

SMALL = Layout(tiled_from_offers=0, most_small=2)
BATCHES, QUESTIONS = 12, 4
PAUSE_S = 0.002
LATEST_KILL_S = 0.015


def write(folder: Path, pipe: Connection) -> None:
    """A writer that does the batches it is sent, says when each is done, and merges in between."""
    with Writer.open(folder, layout=SMALL) as writer:
        pipe.send("ready")
        is_merging = False
        while True:
            if is_merging and not pipe.poll():
                is_merging = writer.merge_step()
                continue
            pipe.recv().write(writer)
            pipe.send("done")
            is_merging = True


def read(folder: Path, prices_tell_offers: bool, pipe: Connection) -> None:
    """A reader that asks again and again; sent a town and questions, it compares and tells its longest answer."""
    index, chance, longest_s = Index.open(folder), Chance("reader"), 0.0
    pipe.send("ready")
    try:
        while True:
            if pipe.poll():
                town, questions = pipe.recv()
                for question in questions:
                    agree(index, town, question)
                assert index.fault is None
                pipe.send(longest_s)
            time.sleep(PAUSE_S)
            question = chance.question()
            began = time.monotonic()
            results = index.search(question)
            longest_s = max(longest_s, time.monotonic() - began)
            for hit in results.hits if prices_tell_offers else ():
                assert hit.stores > 1 or hit.price_cents // 100 == hit.offer, f"a price of another offer: {hit}"
    except EOFError:
        return
    except BaseException as fault:
        pipe.send(fault)


def agree(index: Index, town: Shelves, question: Query) -> None:
    """Raises AssertionError with the question when the index answers otherwise than the documents say."""
    try:
        assert_agreement(index, town, question)
    except AssertionError as fault:
        told = f"{question}\nindex: {index.search(question)}\njudge: {town.search(question)}"
        raise AssertionError(f"{fault}\n{told}") from fault


class IndexRounds:
    """A town whose index lives through all rounds."""

    def __init__(self, folder: Path, seed: str) -> None:
        self.folder, self.chance = folder, Chance(seed)
        opening = self.chance.opening()
        self.town = opening.after(Shelves())
        with Writer.open(folder, layout=SMALL) as writer:
            opening.write(writer)
        self.reader = self._new_reader()
        self.rebuilds, self.unfinished, self.longest_s = 0, 0, 0.0

    def round(self) -> None:
        """Kill a writer in the middle of its work, and sometimes the reader; then compare before and after going on."""
        batches, towns = self._script()
        writer = Victim(write, self.folder)
        assert writer.receive() == "ready"
        for batch in batches:
            writer.send(batch)
        done = self.chance.random.randrange(BATCHES)
        for _ in range(done):
            writer.receive()
        time.sleep(self.chance.random.uniform(0, LATEST_KILL_S))
        writer.kill()
        if self.chance.random.random() < 0.25:
            self.reader.kill()
            self.reader = self._new_reader()
        done += len(writer.left())
        self.town = towns[done]
        if done < BATCHES:
            self._go_on(batches[done], towns[done], towns[done + 1])
        self._judge(self.town)

    def close(self) -> None:
        self.reader.kill()

    def _script(self) -> tuple[list[Batch], list[Shelves]]:
        batches, towns = [], [self.town]
        for _ in range(BATCHES):
            batches.append(self.chance.batch(towns[-1]))
            towns.append(batches[-1].after(towns[-1]))
        return batches, towns

    def _go_on(self, batch: Batch, before: Shelves, after: Shelves) -> None:
        """What the dead writer left is judged; then its batch is told again, as a job is that was not struck off."""
        left = self._left(before, after)
        if left:
            self._judge(left)
        with Writer.open(self.folder, layout=SMALL) as writer:
            if writer.fault:
                self.rebuilds += 1
                writer.rebuild(after.products.values(), after.stores.values(), after.offers.values())
            else:
                batch.write(writer)
            while self.chance.random.random() < 0.5 and writer.merge_step():
                pass
        self.town = after

    def _left(self, before: Shelves, after: Shelves) -> Shelves | None:
        """The index as documents: products and stores all as before or all as after the batch, each offer as either.

        None when the index cannot be opened and says so.
        """
        try:
            snapshot = open_current(self.folder)
        except (IndexMissing, IndexDamaged):
            return None
        listed = list(listed_offers(self.folder))
        offers = {offer.id: offer for offer in listed}
        assert len(offers) == len(listed), "an offer is in two places"
        for key in before.offers.keys() | after.offers.keys() | offers.keys():
            assert offers.get(key) in (before.offers.get(key), after.offers.get(key)), f"offer {key}: {offers.get(key)}"
        stores = {store.id: store for store in listed_stores(self.folder)}
        assert stores in (before.stores, after.stores)
        fitting = [
            town.products
            for town in (before, after)
            if len(town.products) == snapshot.products and not list(outdated(self.folder, town.products.values()))
        ]
        assert fitting, "products are neither as before nor as after"
        self.unfinished += offers != before.offers and offers != after.offers
        return Shelves(fitting[0], stores, offers)

    def _judge(self, town: Shelves) -> None:
        questions = [Query(at=1), *(self.chance.question() for _ in range(QUESTIONS))]
        self.reader.send((town, questions))
        assert check(self.folder) == []
        newcomer = Index.open(self.folder)
        for question in questions:
            agree(newcomer, town, question)
        self.longest_s = max(self.longest_s, self.reader.receive())

    def _new_reader(self) -> Victim:
        reader = Victim(read, self.folder, True)
        assert reader.receive() == "ready"
        return reader
