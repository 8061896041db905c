"""Whether a row is about goods or about a service, and what follows from it. Knows no database."""

from collections.abc import Container, Iterable

from marketplace.catalogue.models import SERVICE
from marketplace.inventory.uploading.checking import Fault, Row
from marketplace.inventory.uploading.columns import sources
from marketplace.inventory.uploading.header import Layout
from marketplace.inventory.uploading.values import Worded

ONLY_OF_GOODS = (
    "quantity",
    "gtin",
    "brand",
    "size",
    "colour",
    "mpn",
    "item_group_id",
    "measure",
    "place",
    "counted_at",
)


def settle(layout: Layout, rows: Iterable[Row], goods: Container[str], services: Container[str]) -> None:
    """Decide for every row; `goods` and `services` are the skus under which the retailer has either.

    A row that does not say what it is, is about the service that it names, unless it counts it; else about goods.
    """
    for row in rows:
        told = row.given.pop("kind", None)
        row.is_service = told == SERVICE or (told is None and row.sku in services and "quantity" not in row.given)
        if row.is_service:
            _take_as_service(layout, row)
        else:
            _take_as_goods(layout, row)
        if row.sku in (goods if row.is_service else services):
            code = "sku_is_goods" if row.is_service else "sku_is_service"
            row.faults.append(Fault(layout.name("sku"), row.sku, code, {"value": row.sku}))


def _take_as_service(layout: Layout, row: Row) -> None:
    """Leave out what only goods have, faults included, and say so; a stock of 0 is what a service has anyway."""
    for name in ONLY_OF_GOODS:
        columns = [layout.name(source) for source in sources(name)]
        kept = [fault for fault in row.faults if fault.column not in columns]
        if row.given.pop(name, None) or len(kept) < len(row.faults):
            kept.append(Fault(layout.name(name), "", "not_of_services", {}))
        row.faults = kept
    price = row.given.get("price")
    if isinstance(price, Worded):
        row.given |= {"price": price.cents, "pricing": price.pricing}
    elif price is not None:
        row.given["pricing"] = "fixed"


def _take_as_goods(layout: Layout, row: Row) -> None:
    row.given.pop("duration", None)
    price = row.given.get("price")
    if isinstance(price, Worded):
        del row.given["price"]
        row.faults.append(Fault(layout.name("price"), price.text, "price_of_service", {"value": price.text}))
