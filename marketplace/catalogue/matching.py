"""Finding the goods of a file in the catalogue: by GTIN among all retailers' goods, else by retailer and sku."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from itertools import islice
from random import SystemRandom
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Category, Product, ProductGroup
from marketplace.codes import LETTERS, new_code

SLICE = 500
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Thing:
    """A product with the group it belongs to, as it is now. `owner` and `group_owner` are retailers, None if shared."""

    id: int
    gtin: str | None
    owner: int | None
    sku: str | None
    size: str
    colour: str
    mpn: str | None
    measure: tuple[int, str] | None
    group_id: int
    group_owner: int | None
    item_group_id: str | None
    title: str
    brand: str
    category_id: int | None
    description: str


@dataclass(frozen=True, slots=True)
class Group:
    """A product group as it is now, with the ids of its products."""

    id: int
    title: str
    brand: str
    category_id: int | None
    description: str
    attributes: dict[str, Any]
    members: set[int] = field(default_factory=set)


def sliced(values: Collection[Value], size: int = SLICE) -> Iterator[list[Value]]:
    """Values in lists short enough for one statement."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part


def by_id(session: Session, ids: Collection[int]) -> dict[int, Thing]:
    """Products by their id."""
    return {thing.id: thing for part in sliced(ids) for thing in _things(session, Product.id.in_(part))}


def by_gtin(session: Session, gtins: Collection[str]) -> dict[str, Thing]:
    """The shared products that carry these GTIN-14, by GTIN."""
    found = (thing for part in sliced(gtins) for thing in _things(session, Product.gtin.in_(part)))
    return {thing.gtin: thing for thing in found if thing.gtin}


def by_sku(session: Session, retailer_id: int, skus: Collection[str]) -> dict[str, Thing]:
    """The products without GTIN that belong to a retailer, by its sku."""
    found = (
        thing
        for part in sliced(skus)
        for thing in _things(session, Product.sku.in_(part), Product.retailer_id == retailer_id)
    )
    return {thing.sku: thing for thing in found if thing.sku}


def group_key(retailer_id: int, item_group_id: str) -> str:
    """How a shared group remembers a retailer's `item_group_id`: other retailers may use the same for other goods."""
    return f"{retailer_id}/{item_group_id}"


def groups_named(session: Session, retailer_id: int, names: Collection[str]) -> dict[str, int]:
    """The groups that a retailer calls by these `item_group_id`, by that name: its own ones and shared ones."""
    found: dict[str, int] = {}
    for part in sliced(names):
        keys = {group_key(retailer_id, name): name for name in part}
        rows = session.execute(
            select(ProductGroup.id, ProductGroup.item_group_id).where(
                or_(
                    (ProductGroup.retailer_id == retailer_id) & ProductGroup.item_group_id.in_(part),
                    ProductGroup.retailer_id.is_(None) & ProductGroup.item_group_id.in_(list(keys)),
                )
            )
        )
        found.update({keys.get(name or "", name or ""): group_id for group_id, name in rows})
    return found


def group_owners(session: Session, group_ids: Collection[int]) -> dict[int, int | None]:
    """The retailer of each group, None where it is shared."""
    rows = (
        row
        for part in sliced(group_ids)
        for row in session.execute(select(ProductGroup.id, ProductGroup.retailer_id).where(ProductGroup.id.in_(part)))
    )
    return {group_id: owner for group_id, owner in rows}  # noqa: C416 - rows are no pairs to the type checker


def groups_by_id(session: Session, group_ids: Collection[int]) -> dict[int, Group]:
    """Groups with the ids of their products."""
    found: dict[int, Group] = {}
    for part in sliced(group_ids):
        rows = session.execute(
            select(
                *(ProductGroup.id, ProductGroup.title, ProductGroup.brand, ProductGroup.category_id),
                ProductGroup.description,
                ProductGroup.attributes,
            ).where(ProductGroup.id.in_(part))
        )
        found.update({row.id: Group(*row) for row in rows})
        for product_id, group_id in session.execute(
            select(Product.id, Product.group_id).where(Product.group_id.in_(part))
        ):
            found[group_id].members.add(product_id)
    return found


class Shelves:
    """The town's categories, found by what a file calls them; every category is read once."""

    def __init__(self, session: Session) -> None:
        self._found: dict[str, set[int]] = {}
        self._asked: dict[str, int | None] = {}
        for key, slug, german, english in session.execute(
            select(Category.id, Category.slug, Category.name, Category.name_en)
        ):
            for name in {_folded(slug), _folded(slug.rpartition("/")[2]), _folded(german), _folded(english)}:
                self._found.setdefault(name, set()).add(key)

    def find(self, name: str) -> int | None:
        """The category of this name, slug or path (`Schuhe > Stiefel`: its last part). None unless just one fits."""
        if name not in self._asked:
            parts = (name, name.replace(">", "/").rpartition("/")[2])
            fitting = [self._found.get(_folded(part), set()) for part in parts]
            self._asked[name] = next((key for keys in fitting if len(keys) == 1 for key in keys), None)
        return self._asked[name]


def fresh_codes(session: Session, number: int) -> list[str]:
    """So many codes that no product group has. With 10,000 at once two equal ones are no rare chance."""
    codes: dict[str, None] = {}
    length, chance = len(new_code()), SystemRandom()
    while len(codes) < number:
        drawn = dict.fromkeys("".join(chance.choices(LETTERS, k=length)) for _ in range(number - len(codes)))
        for part in sliced(list(drawn)):
            taken = session.scalars(select(ProductGroup.code).where(ProductGroup.code.in_(part)))
            for code in taken:
                del drawn[code]
        codes.update(drawn)
    return list(codes)


def _folded(name: str) -> str:
    bare = name.casefold().replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return " ".join(bare.replace(">", "/").replace("-", " ").replace("/", " / ").split())


def _things(session: Session, *conditions: ColumnElement[bool]) -> Iterator[Thing]:
    rows = session.execute(
        select(
            *(Product.id, Product.gtin, Product.retailer_id, Product.sku, Product.size, Product.colour, Product.mpn),
            *(Product.measure_milli, Product.measure_unit, ProductGroup.id, ProductGroup.retailer_id),
            *(ProductGroup.item_group_id, ProductGroup.title, ProductGroup.brand, ProductGroup.category_id),
            ProductGroup.description,
        )
        .join(ProductGroup, ProductGroup.id == Product.group_id)
        .where(*conditions)
    )
    for row in rows:
        key, gtin, owner, sku, size, colour, mpn, milli, unit, *group = row
        measure = (milli, unit) if milli and unit else None
        yield Thing(key, gtin, owner, sku, size, colour, mpn, measure, *group)
