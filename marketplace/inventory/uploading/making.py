"""The products and groups that a file brings into the catalogue, and what it changes about the retailer's own."""

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from marketplace.catalogue.matching import fresh_codes, group_key
from marketplace.catalogue.models import DURATION, GOODS, SERVICE, Product, ProductGroup
from marketplace.inventory.uploading import bulk
from marketplace.inventory.uploading.plans import GroupRef, Plan, Step
from marketplace.inventory.uploading.shelf import Shelf


def make(session: Session, shelf: Shelf, plan: Plan, now: datetime) -> dict[str, int]:
    """Write new groups and products and the changes to known ones. Returns the new products' ids by their key."""
    shared = {group for step, group in plan.new_products.values() if "gtin" in step.row.given}
    groups = _make_groups(session, shelf, plan, shared, now)
    products = _make_products(session, shelf, plan, groups)
    for product_id, changes in plan.product_changes.items():
        if changes:
            session.execute(update(Product).where(Product.id == product_id).values(**_columns(changes, groups)))
    for group_id, changes in plan.group_changes.items():
        if changes:
            session.execute(update(ProductGroup).where(ProductGroup.id == group_id).values(**changes, updated_at=now))
    return products


def _make_groups(
    session: Session, shelf: Shelf, plan: Plan, shared: set[GroupRef], now: datetime
) -> dict[GroupRef, int]:
    if not plan.new_groups:
        return {}
    codes = fresh_codes(session, len(plan.new_groups))
    rows = [
        _group(shelf, step, key, key in shared) | {"code": code, "created_at": now, "updated_at": now}
        for (key, step), code in zip(plan.new_groups.items(), codes, strict=True)
    ]
    ids = bulk.insert_for_ids(session, ProductGroup, rows, "code")
    return {key: ids[code] for key, code in zip(plan.new_groups, codes, strict=True)}


def _make_products(session: Session, shelf: Shelf, plan: Plan, groups: dict[GroupRef, int]) -> dict[str, int]:
    shared, own = dict[str, dict[str, Any]](), dict[str, dict[str, Any]]()
    for key, (step, group) in plan.new_products.items():
        row = _product(shelf, step) | {"group_id": group if isinstance(group, int) else groups[group]}
        (shared if row["gtin"] else own)[key] = row
    by_gtin = bulk.insert_for_ids(session, Product, list(shared.values()), "gtin")
    by_sku = bulk.insert_for_ids(session, Product, list(own.values()), "sku", retailer_id=shelf.retailer_id)
    ids = {key: by_gtin[row["gtin"]] for key, row in shared.items()}
    return ids | {key: by_sku[row["sku"]] for key, row in own.items()}


def _group(shelf: Shelf, step: Step, key: tuple[str, str], is_shared: bool) -> dict[str, Any]:
    given, thing = step.row.given, step.thing
    name = key[1] if key[0] == "named" else None
    category_id = shelf.categories.find(given["category"]) if "category" in given else None
    return {
        "retailer_id": None if is_shared else shelf.retailer_id,
        "item_group_id": group_key(shelf.retailer_id, name) if name and is_shared else name,
        "title": step.offer["title"],
        "brand": given.get("brand", thing.brand if thing else ""),
        "category_id": category_id or (thing.category_id if thing else None),
        "description": given.get("description", thing.description if thing else ""),
        "kind": SERVICE if step.row.is_service else GOODS,
        "attributes": {DURATION: given["duration"]} if "duration" in given else {},
    }


def _product(shelf: Shelf, step: Step) -> dict[str, Any]:
    given = step.row.given
    measure = given.get("measure") or (None, None)
    return {
        "gtin": given.get("gtin"),
        "retailer_id": None if "gtin" in given else shelf.retailer_id,
        "sku": None if "gtin" in given else step.row.sku,
        "mpn": given.get("mpn"),
        "size": given.get("size", ""),
        "colour": given.get("colour", ""),
        "measure_milli": measure[0],
        "measure_unit": measure[1],
    }


def _columns(changes: dict[str, Any], groups: dict[GroupRef, int]) -> dict[str, Any]:
    columns = {name: value for name, value in changes.items() if name not in ("group", "measure")}
    if "group" in changes:
        group = changes["group"]
        columns["group_id"] = group if isinstance(group, int) else groups[group]
    if "measure" in changes:
        columns["measure_milli"], columns["measure_unit"] = changes["measure"]
    return columns
