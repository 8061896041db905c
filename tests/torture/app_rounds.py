"""A whole installation, of which indexer, worker or reader is killed while a city works with it."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace import create_app, jobs, nudging
from marketplace.database import migrate
from marketplace.db import db, reading, utc_now
from marketplace.finder import comparing, documents, indexing
from marketplace.finder.indexer import Indexer
from marketplace.inventory.by_hand import INDEX_GROUPS
from marketplace.inventory.models import Offer
from marketplace.inventory.prices import set_price
from marketplace.inventory.stock import OFFERS_RANK, count, tell_index_of_offers, tell_index_of_stock
from marketplace.inventory.uploading import job
from marketplace.jobs import Job
from marketplace.stores.models import Store
from marketplace.stores.telling import tell_index_of_return, tell_index_of_stores
from marketplace.working import Worker
from search import Query, listed_offers
from search.reader import open_current
from tests import make
from tests.inventory import tables
from tests.search.brute import Shelves
from tests.search.catalogues import WORDS
from tests.torture.batches import Chance
from tests.torture.index_rounds import QUESTIONS, read
from tests.torture.processes import PATIENCE_S, Victim

CHANGES, SKUS, BY_HAND = 6, 40, 20
LATEST_KILL_S = 0.3


def application(folder: Path) -> Flask:
    return create_app({"SECRET_KEY": "for tests", "TESTING": True, "VAR_DIR": folder, "DATABASE_URL": ""})


def run_indexer(folder: Path, _pipe: Connection) -> None:
    Indexer(application(folder)).run()


def run_worker(folder: Path, _pipe: Connection) -> None:
    Worker(application(folder), jobs.WORKER).run()


class AppRounds:
    """A city of two shops: one brings files, the other changes its shelf by hand."""

    def __init__(self, folder: Path, seed: str) -> None:
        self.folder, self.chance = folder, Chance(seed)
        self.brought: dict[str, tuple[int, int]] = {}
        self.longest_s = 0.0
        self.app = application(folder)
        with self.app.app_context():
            migrate(self.app)
            self._found_city(db.session)
            db.engine.dispose()
        self.processes = {name: self._start(name) for name in ("indexer", "worker", "reader")}

    def round(self) -> None:
        """Change something again and again, kill somebody in between, wait until all has arrived, and compare."""
        random = self.chance.random
        name, moment = random.choice(list(self.processes)), random.randrange(CHANGES)
        for turn in range(CHANGES):
            with self.app.app_context():
                random.choice(self._changes())(db.session)
                db.session.commit()
                nudging.nudge(db.session, self.folder)
            if turn == moment:
                time.sleep(random.uniform(0, LATEST_KILL_S))
                self.processes[name].kill()
                self.processes[name] = self._start(name)
        self._wait_until_all_is_done()
        with self.app.app_context(), reading():
            self._judge(db.session)

    def close(self) -> None:
        for process in self.processes.values():
            process.kill()
        with self.app.app_context():
            db.engine.dispose()

    def _found_city(self, session: Session) -> None:
        files, by_hand = (make.store(session, city=None if n else make.city(session)) for n in range(2))
        self.files_id, self.by_hand_id, self.user_id = files.id, by_hand.id, make.user(session).id
        for _ in range(BY_HAND):
            self._add(session)
        session.commit()
        indexing.rebuild(session, utc_now())
        indexing.close_writer()
        session.rollback()

    def _start(self, name: str) -> Victim:
        if name == "reader":
            reader = Victim(read, self.folder / "index", False)
            assert reader.receive() == "ready"
            return reader
        return Victim({"indexer": run_indexer, "worker": run_worker}[name], self.folder)

    # what happens in a city

    def _changes(self) -> list[Callable[[Session], None]]:
        often = [self._bring_a_file, self._restock, self._restock, self._end_or_take_up]
        return [*often, self._hide_or_show, self._rename, self._add]

    def _bring_a_file(self, session: Session) -> None:
        random = self.chance.random
        skus = random.sample(range(1, SKUS + 1), random.randint(1, SKUS))
        rows = {f"T-{sku}": (random.randint(1, 9_999), random.randint(0, 9)) for sku in skus}
        ends_missing = random.random() < 0.3
        content = tables.goods(
            *([sku, random.choice(WORDS) + " Laden", f"{cents / 100:.2f}", str(n)] for sku, (cents, n) in rows.items())
        )
        store, user = session.get_one(Store, self.files_id), session.get_one(make.User, self.user_id)
        job.begin(session, store, user, "bestand.csv", content, ends_missing, utc_now())
        self.brought = rows if ends_missing else self.brought | rows

    def _restock(self, session: Session) -> None:
        for offer in self._some(session, 5):
            set_price(session, offer, self.chance.random.randint(1, 9_999), utc_now())
            count(session, offer, self.chance.random.randint(0, 9), "hand", utc_now(), utc_now())
            tell_index_of_stock(session, [offer.id], utc_now())

    def _end_or_take_up(self, session: Session) -> None:
        offers = self._some(session, 4)
        for offer in offers:
            offer.ended_at = None if offer.ended_at else utc_now()
        tell_index_of_offers(session, [offer.id for offer in offers], utc_now())

    def _hide_or_show(self, session: Session) -> None:
        store = session.get_one(Store, self.by_hand_id)
        store.is_public = not store.is_public
        if store.is_public:
            tell_index_of_return(session, store.id, utc_now())
        else:
            tell_index_of_stores(session, [store.id], utc_now())

    def _rename(self, session: Session) -> None:
        [offer] = self._some(session, 1)
        group = offer.product.group
        group.title = self._title()
        jobs.later(session, INDEX_GROUPS, utc_now(), jobs.INDEXER, OFFERS_RANK, group_ids=[group.id])

    def _add(self, session: Session) -> None:
        product = make.product(session, group=make.group(session, title=self._title()))
        store = session.get_one(Store, self.by_hand_id)
        offer = make.offer(session, store=store, product=product, counted_at=utc_now())
        tell_index_of_offers(session, [offer.id], utc_now())

    def _some(self, session: Session, number: int) -> list[Offer]:
        offers = session.scalars(select(Offer).where(Offer.store_id == self.by_hand_id).order_by(Offer.id)).all()
        return self.chance.random.sample(list(offers), number)

    def _title(self) -> str:
        return " ".join(self.chance.random.choices(WORDS, k=3))

    # what must be true in the end

    def _wait_until_all_is_done(self) -> None:
        """Until no job is left. Raises AssertionError when one fails, or a process ends, or it takes too long."""
        until = time.monotonic() + PATIENCE_S
        left = self._jobs()
        while left:
            ended = [name for name, process in self.processes.items() if not process.lives]
            assert not ended, f"ended by themselves: {ended}"
            failed = [job for job in left if job.fault]
            assert not failed, failed[0].fault
            assert time.monotonic() < until, f"still to be done: {[(job.name, job.values, job.tries) for job in left]}"
            time.sleep(0.05)
            left = self._jobs()

    def _jobs(self) -> Sequence[Job]:
        with self.app.app_context(), reading():
            return db.session.scalars(select(Job)).all()

    def _judge(self, session: Session) -> None:
        files = select(Offer).where(Offer.store_id == self.files_id, Offer.ended_at.is_(None))
        on_shelf = {offer.sku: (offer.price_cents, offer.on_hand) for offer in session.scalars(files)}
        assert on_shelf == self.brought, "a file was lost"
        comparison = comparing.compare_settled(session, utc_now())
        assert comparison.agrees, comparison.differences
        now = int(utc_now().timestamp())
        questions = [Query(at=now), *(replace(self.chance.question(), at=now) for _ in range(QUESTIONS))]
        self.processes["reader"].send((self._town(session), questions))
        self.longest_s = max(self.longest_s, self.processes["reader"].receive())

    def _town(self, session: Session) -> Shelves:
        """The documents of the database; groups that nobody offers any more must have left the index."""
        layers = open_current(self.folder / "index").layers
        ids = [key for layer in layers for key in layer.segment.ids[layer.live_numbers()].tolist()]
        assert documents.on_offer(session, ids) == set(ids)
        stores = session.scalars(select(Store).where(Store.is_public))
        return Shelves(
            {group.id: documents.product_document(group) for group in documents.groups(session, ids)},
            {store.id: documents.store_document(store, utc_now()) for store in stores},
            {offer.id: offer for offer in listed_offers(self.folder / "index")},
        )
