"""Our own engine through its public surface, with NumPy alone, as it is installed by default."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

from search import Index, Offer, Point, Product, Query, Results, Stock, Store, Writer, kernels
from tests.benchmarks.nearby.answers import LIMIT, Answer, Hit
from tests.benchmarks.nearby.changes import Change, Newcomer
from tests.benchmarks.nearby.corpus import NOON, Corpus, texts
from tests.benchmarks.nearby.questions import Question

TITLE = "Stadtregal"


def build(corpus: Corpus, folder: Path) -> None:
    """Index everything, ready to be read."""
    with Writer.open(folder) as writer:
        writer.rebuild(products(corpus), stores(corpus), offers(corpus))


def products(corpus: Corpus) -> Iterator[Product]:
    """The rows of products."""
    return (product(corpus, number, number) for number in range(corpus.size.products))


def product(corpus: Corpus, row: int, number: int) -> Product:
    """One row of a product, under a number."""
    words = texts(corpus, row)
    return Product(number, words["title"], words["brand"], (words["category"],), description=words["description"])


def stores(corpus: Corpus) -> Iterator[Store]:
    """The rows of stores."""
    columns = (corpus.latitude, corpus.longitude, corpus.city, corpus.rhythm_s, corpus.hours)
    for number, (latitude, longitude, city, rhythm_s, hours) in enumerate(zip(*map(list, columns), strict=True)):
        opens = tuple((int(start), int(end)) for start, end in hours)
        place = Point(float(latitude), float(longitude))
        yield Store(number, f"Laden {number}", place, f"stadt-{city}", int(rhythm_s), opens)


def offers(corpus: Corpus) -> Iterator[Offer]:
    """The rows of offers; their ids are their places."""
    columns = (corpus.product, corpus.store, corpus.price_cents, corpus.available, corpus.counted_at)
    for number, row in enumerate(zip(*(column.tolist() for column in columns), strict=True)):
        yield Offer(number, *row)


def query(question: Question) -> Query:
    """A question as our library takes it."""
    return Query(
        " ".join(question.words),
        near=Point(question.latitude, question.longitude),
        radius_m=question.radius_m,
        in_stock=question.in_stock,
        open_now=question.open_now,
        category=question.category,
        price_max_cents=question.price_max_cents,
        match="any" if question.any_word else "all",
        at=question.at,
    )


class Changer:
    """The writer."""

    def __init__(self, folder: Path, corpus: Corpus) -> None:
        self.writer, self.corpus = Writer.open(folder), corpus

    def set_stock(self, rows: Sequence[Change]) -> None:
        """In place."""
        self.writer.set_stock([Stock(row.offer, row.price_cents, row.available, row.counted_at) for row in rows])

    def add_products(self, rows: Sequence[Newcomer]) -> None:
        """A small segment."""
        offers_before = len(self.corpus.product)
        self.writer.put_products(product(self.corpus, row.like, row.product) for row in rows)
        self.writer.put_offers(Offer(offers_before + row.product, row.product, row.store, 990, 1, NOON) for row in rows)
        self.writer.publish()

    def close(self) -> None:
        """Give up the lock."""
        self.writer.close()


class Reader:
    """An open index."""

    KERNEL = "numpy"

    def __init__(self, folder: Path) -> None:
        self.index = Index.open(folder)

    def find(self, question: Question) -> Any:
        """Answer a question; complete a word that was begun; correct a word that nothing has, and ask again."""
        if question.manner == "begun":
            place = Point(question.latitude, question.longitude)
            return self.index.suggest(question.words[0], near=place, radius_m=question.radius_m, at=question.at)
        kernels.use(self.KERNEL)
        results = self.index.search(query(question))
        if question.manner == "misspelt" and results.suggestion:
            results = self.index.search(query(replace(question, words=(results.suggestion,))))
        return results

    def best(self, question: Question) -> list[tuple[int, float]]:
        """The best by words alone."""
        match: Literal["any", "all"] = "any" if question.any_word else "all"
        return self.index.best(" ".join(question.words), match=match, limit=LIMIT)

    def told(self, found: Results) -> Answer:
        """The results as an answer."""
        categories, brands = (list(found.facets[name].items()) for name in ("category", "brand"))
        hits = [Hit(hit.id, hit.store, hit.distance_m or 0, hit.price_cents, hit.stores) for hit in found.hits]
        return Answer(found.total, categories, brands, hits)

    def close(self) -> None:
        """Mapped files close by themselves."""
