"""The demo shelves: which product stands where, at which price, counted when."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import insert
from sqlalchemy.orm import Session

from marketplace.catalogue.gtin import check_digit
from marketplace.catalogue.models import Product
from marketplace.demo.files import SeedFault, ShelfRow, Thing, Variant, measure, variant_named
from marketplace.inventory.models import Count, Offer, PriceChange
from marketplace.stores.models import Store

DEMONSTRATION_PREFIX = "952"
"""GS1 keeps these numbers for demonstrations: no real thing carries one."""
PRICED_SINCE = timedelta(days=60)


def owners(things: dict[str, Thing], shelves: dict[int, list[ShelfRow]], stores: Iterable[Store]) -> dict[str, int]:
    """The retailer of each thing that has no GTIN. Raises SeedFault where two retailers have it."""
    retailers = {store.id: store.retailer_id for store in stores}
    found: dict[str, int] = {}
    for store_id, rows in shelves.items():
        for row in rows:
            if row.thing not in things:
                raise SeedFault(f"{row.where}: {row.thing} is no product.")
            if things[row.thing].is_own and found.setdefault(row.thing, retailers[store_id]) != retailers[store_id]:
                raise SeedFault(f"{row.where}: {row.thing} has no GTIN and stands in two shops.")
    for thing in things.values():
        if thing.is_own and thing.key not in found:
            raise SeedFault(f"{thing.where}: {thing.key} has no GTIN and stands on no shelf.")
    return found


def add_products(
    session: Session, things: dict[str, Thing], groups: dict[str, tuple[int, int | None]]
) -> dict[tuple[str, int], int]:
    """The ids of all products by key and variant. `groups` are ids and owners by key."""
    names = [(thing, variant) for thing in things.values() for variant in thing.variants]
    rows = [_product(thing, variant, *groups[thing.key]) for thing, variant in names]
    ids = session.scalars(insert(Product).returning(Product.id, sort_by_parameter_order=True), rows)
    return {(thing.key, variant.index): key for (thing, variant), key in zip(names, ids, strict=True)}


def fill(
    session: Session,
    things: dict[str, Thing],
    shelves: dict[int, list[ShelfRow]],
    products: dict[tuple[str, int], int],
    now: datetime,
) -> None:
    """Put every shelf row on its shelf: offers, their first counts and their first prices."""
    rows = [
        _offer(
            store_id, things[row.thing], variant_named(things[row.thing], name, row.where), row, pieces, products, now
        )
        for store_id, shelf in shelves.items()
        for row in shelf
        for name, pieces in row.pieces.items()
    ]
    ids = session.scalars(insert(Offer).returning(Offer.id, sort_by_parameter_order=True), rows).all()
    session.execute(insert(Count), [_count(key, row, now) for key, row in zip(ids, rows, strict=True)])
    session.execute(
        insert(PriceChange),
        [
            {"offer_id": key, "price_cents": row["price_cents"], "since": now - PRICED_SINCE}
            for key, row in zip(ids, rows, strict=True)
        ],
    )


def gtin_of(thing: Thing, variant: Variant) -> str:
    """GTIN-14 of a demo product: prefix 952, its number, its variant, the check digit."""
    digits = f"0{DEMONSTRATION_PREFIX}{thing.number:05}{variant.index:04}"
    return digits + check_digit(digits)


def _sku(thing: Thing, variant: Variant) -> str:
    return f"{thing.number}-{variant.index}" if len(thing.variants) > 1 else str(thing.number)


def _product(thing: Thing, variant: Variant, group_id: int, owner: int | None) -> dict[str, object]:
    measured = content(thing, variant) or (None, None)
    return {
        "group_id": group_id,
        "gtin": None if owner else gtin_of(thing, variant),
        "retailer_id": owner,
        "sku": _sku(thing, variant) if owner else None,
        "size": variant.size,
        "colour": variant.colour,
        "measure_milli": measured[0],
        "measure_unit": measured[1],
    }


def content(thing: Thing, variant: Variant) -> tuple[int, str] | None:
    """How much is in it, where it is sold by measure; a size in the same unit says it more exactly.

    A size alone says nothing: a bottle of 0,5 l is empty, and a cable of 3 m is one piece.
    """
    usual, sized = measure(thing.measure), measure(variant.size)
    return sized if usual and sized and sized[1] == usual[1] else usual


def _offer(
    store_id: int,
    thing: Thing,
    variant: Variant,
    row: ShelfRow,
    pieces: int,
    products: dict[tuple[str, int], int],
    now: datetime,
) -> dict[str, object]:
    return {
        "store_id": store_id,
        "product_id": products[thing.key, variant.index],
        "sku": _sku(thing, variant),
        "title": ", ".join(part for part in (thing.title, variant.size, variant.colour) if part),
        "price_cents": row.price_cents,
        "on_hand": pieces,
        "place": row.place,
        "counted_at": now - row.age,
        "source": "upload",
    }


def _count(offer_id: int, row: dict[str, object], now: datetime) -> dict[str, object]:
    counted = {"counted_at": row["counted_at"], "recorded_at": now, "source": "upload"}
    return {"offer_id": offer_id, "pieces": row["on_hand"], "includes_set_aside": True, **counted}
