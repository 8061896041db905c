"""Differences between index and database under the names people know: the code of a store, the sku of an offer."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import ProductGroup
from marketplace.finder import documents
from marketplace.finder.comparing import MISSING, SURPLUS, WORDS, Difference
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store

SENTENCES = {
    MISSING: "is missing in the index.",
    SURPLUS: "is still in the index.",
    WORDS: "has other words in the index.",
}
NAMES = {
    "offer": (Offer.id, select(Offer.id, Store.store_code.label("store"), Offer.sku).join(Store)),
    "product": (ProductGroup.id, select(ProductGroup.id, ProductGroup.code, ProductGroup.title)),
    "store": (Store.id, select(Store.id, Store.store_code.label("store"))),
}


def named(session: Session, differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """Each difference as a mapping. What the database does not know at all has no name but its id."""
    names = {kind: _names(session, kind, differences) for kind in NAMES}
    return [
        {"kind": one.kind, "id": one.id, **names[one.kind].get(one.id, {}), "what": one.what}
        | ({} if one.what in SENTENCES else {"database": one.database, "index": one.index})
        for one in differences
    ]


def _names(session: Session, kind: str, differences: Sequence[Difference]) -> dict[int, dict[str, Any]]:
    column, statement = NAMES[kind]
    return {
        row["id"]: dict(row)
        for ids in documents.sliced(sorted({one.id for one in differences if one.kind == kind}))
        for row in session.execute(statement.where(column.in_(ids))).mappings()
    }


def sentence(difference: dict[str, Any]) -> str:
    """A named difference for people: `laden-west A-17: price_cents is 999 in the database, 1290 in the index.`"""
    names = [str(difference[name]) for name in ("store", "sku", "code", "title") if name in difference]
    subject = " ".join(names) or f"{difference['kind']} with id {difference['id']}"
    what = difference["what"]
    if what in SENTENCES:
        return f"{subject} {SENTENCES[what]}"
    return f"{subject}: {what} is {difference['database']} in the database, {difference['index']} in the index."
