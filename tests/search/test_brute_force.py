"""Brute force is the judge: random changes and questions, answered by the index as by the plain documents."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from unittest.mock import patch

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from search import Index, Offer, Product, Query, Stock, Store, Writer, check, kernels
from search.holding import LAYOUT, Layout
from search.summing import ROWS_AT_ONCE
from tests.search import catalogues
from tests.search.agreeing import assert_agreement
from tests.search.brute import Shelves

KERNELS = [name for name in ("numpy", "numba") if find_spec(name)]
SMALL = Layout(tiled_from_offers=0, most_small=2)


@contextmanager
def running(kernel: str) -> Iterator[None]:
    """With these inner loops, for as long as it takes."""
    kernels.use(kernel)
    try:
        yield
    finally:
        kernels.use("numpy")


class IndexedTown(RuleBasedStateMachine):
    """A writer, a reader that lives long, and the documents as they are published and as they are gathered."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="town-"))
        self.writer = Writer.open(self.folder, layout=SMALL)
        self.published = Shelves()
        self.gathered = Shelves()
        self.waiting: dict[int, Offer] = {}
        self.writer.publish()
        self.reader = Index.open(self.folder)
        self.in_step = True

    def teardown(self) -> None:
        self.writer.close()
        shutil.rmtree(self.folder)

    @initialize(town=catalogues.towns)
    def open_a_town(self, town: catalogues.Town) -> None:
        """Start with shelves that are not empty."""
        self.put_stores(town.stores)
        self.put_products(town.products)
        self.put_offers(town.offers)
        self.publish()

    @rule(products=st.lists(catalogues.products, max_size=4))
    def put_products(self, products: list[Product]) -> None:
        self.writer.put_products(products)
        self.gathered.products.update((product.id, product) for product in products)
        self.in_step = False

    @rule(stores=st.lists(catalogues.stores, max_size=4))
    def put_stores(self, stores: list[Store]) -> None:
        self.writer.put_stores(stores)
        self.gathered.stores.update((store.id, store) for store in stores)
        self.in_step = False

    @rule(offers=st.lists(catalogues.offers, max_size=8))
    def put_offers(self, offers: list[Offer]) -> None:
        self.writer.put_offers(offers)
        self.waiting.update((offer.id, offer) for offer in offers)
        self.in_step = False

    @rule(gone=st.sets(catalogues.ids, max_size=2))
    def remove_products(self, gone: set[int]) -> None:
        self.writer.remove_products(gone)
        self.gathered.remove_products(gone)
        self.waiting = {key: offer for key, offer in self.waiting.items() if offer.product not in gone}
        self.in_step = False

    @rule(gone=st.sets(catalogues.ids, max_size=2))
    def remove_stores(self, gone: set[int]) -> None:
        self.writer.remove_stores(gone)
        self.gathered.remove_stores(gone)
        self.waiting = {key: offer for key, offer in self.waiting.items() if offer.store not in gone}
        self.in_step = False

    @rule(gone=st.sets(catalogues.offer_ids, max_size=3))
    def remove_offers(self, gone: set[int]) -> None:
        self.writer.remove_offers(gone)
        for key in gone:
            self.gathered.offers.pop(key, None)
            self.waiting.pop(key, None)
        self.in_step = False

    @rule(row=catalogues.stocks)
    def set_stock(self, row: Stock) -> None:
        known = self.published.set_stock(row)
        self.gathered.set_stock(row)
        if row.offer in self.waiting:
            offer = self.waiting[row.offer]
            self.waiting[row.offer] = Offer(
                offer.id, offer.product, offer.store, row.price_cents, row.available, row.counted_at
            )

        unknown = self.writer.set_stock([row])

        assert unknown == ([] if known or row.offer in self.waiting else [row.offer])

    @rule()
    def publish(self) -> None:
        known = {
            key: offer
            for key, offer in self.waiting.items()
            if offer.product in self.gathered.products and offer.store in self.gathered.stores
        }
        self.gathered.offers.update(known)
        skipped = self.waiting.keys() - known.keys()

        published = self.writer.publish()

        assert set(published.skipped) == skipped
        self.waiting = {}
        self.published = self.gathered.copy()
        self.in_step = True

    @rule(steps=st.integers(1, 3))
    def merge(self, steps: int) -> None:
        for _ in range(steps):
            self.writer.merge_step()

    @precondition(lambda self: self.in_step)
    @rule(sure=st.sampled_from([False, False, True]))
    def rebuild(self, sure: bool) -> None:
        if not sure:
            return
        self.gathered, self.waiting = self.published.copy(), {}
        town = self.published
        self.writer.rebuild(town.products.values(), town.stores.values(), town.offers.values())
        self.in_step = True

    @rule()
    def another_writer(self) -> None:
        self.writer.close()
        self.writer = Writer.open(self.folder, layout=SMALL)
        self.gathered, self.waiting = self.published.copy(), {}
        self.in_step = True

    @rule(questions=st.lists(catalogues.questions, min_size=1, max_size=5))
    def ask(self, questions: list[Query]) -> None:
        newcomer = Index.open(self.folder)
        for question in questions:
            assert_agreement(self.reader, self.published, question)
            assert_agreement(newcomer, self.published, question)

    @precondition(lambda self: self.in_step)
    @invariant()
    def everything_is_found(self) -> None:
        for text in ("", "Schuhe", "Helm rot"):
            near = catalogues.MARKET if text else None
            assert_agreement(self.reader, self.published, Query(text, near=near, explain=True, at=catalogues.NOON))
        assert check(self.folder) == []


TestIndexedTown = IndexedTown.TestCase
TestIndexedTown.settings = settings(
    max_examples=30, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    town=catalogues.towns,
    questions=st.lists(catalogues.questions, min_size=5, max_size=15),
    layout=st.sampled_from([SMALL, LAYOUT]),
    rows_at_once=st.sampled_from([3, ROWS_AT_ONCE]),
    kernel=st.sampled_from(KERNELS),
)
def test_a_built_town_answers_as_its_documents_say(
    town: catalogues.Town, questions: list[Query], layout: Layout, rows_at_once: int, kernel: str
) -> None:
    shelves = Shelves(
        {product.id: product for product in town.products},
        {store.id: store for store in town.stores},
    )
    offers = {offer.id: offer for offer in town.offers}.values()
    known = [offer for offer in offers if offer.product in shelves.products and offer.store in shelves.stores]
    shelves.offers = {offer.id: offer for offer in known}

    with (
        tempfile.TemporaryDirectory() as folder,
        patch("search.joining.ROWS_AT_ONCE", rows_at_once),
        running(kernel),
    ):
        with Writer.open(folder, layout=layout) as writer:
            writer.rebuild(town.products, town.stores, town.offers)
        index = Index.open(folder)

        for question in questions:
            assert_agreement(index, shelves, question)
