"""The demo catalogue as documents: product groups as the finder indexes them, without a database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from marketplace.catalogue.models import Category, Product, ProductGroup
from marketplace.demo import files
from marketplace.demo.shelving import gtin_of
from marketplace.finder.documents import product_document
from marketplace.money import read_price
from search import Product as Document

SEEDS = Path(__file__).parents[2] / "seed_data"


@dataclass(frozen=True)
class Goods:
    """All documents, the key by which the judgements call each of them, and their prices in cents, if any are known."""

    documents: tuple[Document, ...]
    keys: Mapping[int, str]
    prices: Mapping[int, int] = field(default_factory=dict)


def demo_goods(folder: Path = SEEDS) -> Goods:
    """The demo city's product groups. A document's id is the product's number in the seed files."""
    categories = _categories(folder)
    things = files.things(folder, categories)
    documents = tuple(product_document(_group(thing, categories[thing.category])) for thing in things)
    return Goods(documents, {thing.number: thing.key for thing in things}, dict(_prices(folder)))


def _prices(folder: Path) -> Iterator[tuple[int, int]]:
    for path in (folder / "products").glob("*.csv"):
        for _where, row in files.table(path, files.PRODUCT_COLUMNS):
            yield int(row["number"]), read_price(row["price"])


def _categories(folder: Path) -> dict[str, Category]:
    known: dict[str, Category] = {}
    for row in files.categories(folder):
        known[row["slug"]] = Category(
            slug=row["slug"], name=row["de"], name_en=row["en"], parent=known.get(row["parent"])
        )
    return known


def _group(thing: files.Thing, category: Category) -> ProductGroup:
    return ProductGroup(
        id=thing.number,
        title=thing.title,
        brand=thing.brand,
        category=category,
        description=thing.description,
        description_en=thing.description_en,
        attributes=thing.attributes,
        products=list(_variants(thing)),
    )


def _variants(thing: files.Thing) -> Iterator[Product]:
    """Its sizes and colours. A thing that only one shop has carries that shop's number instead of a GTIN."""
    for variant in thing.variants:
        number = f"{thing.number}-{variant.index}" if len(thing.variants) > 1 else str(thing.number)
        yield Product(
            size=variant.size,
            colour=variant.colour,
            gtin=None if thing.is_own else gtin_of(thing, variant),
            sku=number if thing.is_own else None,
        )
