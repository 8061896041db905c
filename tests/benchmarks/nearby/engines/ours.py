"""Our own engine, through its public surface."""

from collections.abc import Iterator
from pathlib import Path

from search import Index, Offer, Point, Product, Query, Results, Store, Writer
from tests.benchmarks.nearby.answers import Answer, Hit
from tests.benchmarks.nearby.corpus import Corpus
from tests.benchmarks.nearby.questions import Question

TITLE = "Stadtregal"


def build(corpus: Corpus, folder: Path) -> None:
    """Index everything, ready to be read."""
    with Writer.open(folder) as writer:
        writer.rebuild(products(corpus), stores(corpus), offers(corpus))


def products(corpus: Corpus) -> Iterator[Product]:
    """The rows of products."""
    rows = zip(corpus.titles, corpus.descriptions, corpus.brand.tolist(), corpus.category.tolist(), strict=True)
    for number, (title, description, brand, category) in enumerate(rows):
        yield Product(number, title, corpus.brands[brand], (corpus.categories[category],), description=description)


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


class Reader:
    """An open index."""

    def __init__(self, folder: Path) -> None:
        self.index = Index.open(folder)

    def find(self, question: Question) -> Results:
        """Answer a question."""
        return self.index.search(query(question))

    def told(self, found: Results) -> Answer:
        """The results as an answer."""
        facets = {name: [(one.value, one.count) for one in found.facets[name]] for name in ("category", "brand")}
        hits = [Hit(hit.id, hit.store, hit.distance_m or 0, hit.price_cents, hit.stores) for hit in found.hits]
        return Answer(found.total, facets["category"], facets["brand"], hits)

    def close(self) -> None:
        """Mapped files close by themselves."""
