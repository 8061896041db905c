"""What each good row of a file does: decided from the shelf as it is, written by `applying`."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from marketplace.catalogue.matching import Thing, group_key
from marketplace.inventory.uploading import naming
from marketplace.inventory.uploading.checking import Fault, Row
from marketplace.inventory.uploading.plans import GroupRef, Plan, Step, old_values
from marketplace.inventory.uploading.shelf import Known, Shelf

TRAITS = ("size", "colour", "mpn", "measure")
COMPARED = ("title", "pricing", "price_cents", "place", "on_hand")


def plan(shelf: Shelf, rows: Sequence[Row], arrived_at: datetime) -> Plan:
    """Decide for every good row. Remarks that only the shelf gives rise to are added to the rows."""
    made = Plan()
    for row in rows:
        known = shelf.offers.get(row.sku)
        step = Step(row, known, _match(made, shelf, row, known), row.given.get("gtin") or f"sku {row.sku}")
        if step.thing is None:
            _plan_product(made, shelf, step)
        else:
            _plan_changes(made, shelf, step)
        _plan_offer(shelf, step, arrived_at)
        made.steps.append(step)
    naming.name_groups(made, shelf)
    for step in made.steps:
        _judge(step)
    return made


def _match(made: Plan, shelf: Shelf, row: Row, known: Known | None) -> Thing | None:
    """The product a row is about. With a GTIN it is the shared one; None where there is none yet."""
    own = shelf.things[known.product_id] if known else shelf.by_sku.get(row.sku)
    gtin = row.given.get("gtin")
    if gtin is None or (own and own.gtin == gtin):
        return own
    if gtin in shelf.by_gtin or gtin in made.new_products:
        return shelf.by_gtin.get(gtin)
    return own if own and own.owner else None


def _plan_product(made: Plan, shelf: Shelf, step: Step) -> None:
    if step.product_key in made.new_products:
        return
    name = step.row.given.get("item_group_id")
    group = _group(made, shelf, step, ("named", name) if name else ("alone", step.product_key))
    made.new_products[step.product_key] = (step, group)
    if isinstance(group, int) and "gtin" in step.row.given:
        _share_group(made, shelf, group, name)


def _group(made: Plan, shelf: Shelf, step: Step, key: tuple[str, str]) -> GroupRef:
    if key[0] == "named" and key[1] in shelf.groups:
        return shelf.groups[key[1]]
    made.new_groups.setdefault(key, step)
    return key


def _share_group(made: Plan, shelf: Shelf, group_id: int, name: str | None) -> None:
    """A group that gets a product with a GTIN is the retailer's own no longer."""
    if shelf.group_owners.get(group_id) == shelf.retailer_id:
        changes = made.group_changes.setdefault(group_id, {})
        changes["retailer_id"] = None
        changes["item_group_id"] = group_key(shelf.retailer_id, name) if name else None


def _plan_changes(made: Plan, shelf: Shelf, step: Step) -> None:
    """What a row changes about a product that is the retailer's own; shared goods stand as they are."""
    thing, given = step.thing, step.row.given
    if thing is None or thing.owner != shelf.retailer_id:
        return
    product = {name: given[name] for name in TRAITS if name in given and given[name] != getattr(thing, name)}
    group: dict[str, Any] = {}
    step.goods_before = {name: getattr(thing, name) for name in product}
    _plan_move(made, shelf, step, product, group)
    if "gtin" in given:
        product |= {"gtin": given["gtin"], "retailer_id": None, "sku": None}
        shelf.by_gtin[given["gtin"]] = thing
        if thing.group_owner:
            group |= {"retailer_id": None, "item_group_id": _shared_name(shelf, thing, given)}
    if product or group:
        step.goods_before |= {"sku": thing.sku, "group_id": thing.group_id, "item_group_id": thing.item_group_id}
        made.product_changes.setdefault(thing.id, {}).update(product)
        made.group_changes.setdefault(thing.group_id, {}).update(group)


def _plan_move(made: Plan, shelf: Shelf, step: Step, product: dict[str, Any], group: dict[str, Any]) -> None:
    """A product whose file now names another group goes over to it; the first one takes along a group of its own."""
    thing, name = step.thing, step.row.given.get("item_group_id")
    if thing is None or name is None or thing.item_group_id in (name, group_key(shelf.retailer_id, name)):
        return
    is_new_name = name not in shelf.groups and ("named", name) not in made.new_groups
    if is_new_name and thing.item_group_id is None and shelf.is_alone(thing):
        group["item_group_id"] = name
        shelf.groups[name], shelf.group_owners[thing.group_id] = thing.group_id, shelf.retailer_id
        return
    target = _group(made, shelf, step, ("named", name))
    if target != thing.group_id:
        product["group"] = target


def _shared_name(shelf: Shelf, thing: Thing, given: dict[str, Any]) -> str | None:
    name = given.get("item_group_id", thing.item_group_id)
    return group_key(shelf.retailer_id, name) if name else None


def _plan_offer(shelf: Shelf, step: Step, arrived_at: datetime) -> None:
    given, known = step.row.given, step.known
    moment = given.get("counted_at", arrived_at)
    step.offer = {
        "title": given.get("title", known.title if known else ""),
        "pricing": given.get("pricing", known.pricing if known else "fixed"),
        "price_cents": given.get("price", known.price_cents if known else 0),
        "place": given.get("place", known.place if known else ""),
        "on_hand": known.on_hand if known else 0,
        "counted_at": known.counted_at if known else moment,
        "source": known.source if known else "upload",
    }
    if "quantity" not in given:
        return
    step.counted_at = moment
    if known and moment < known.counted_at:
        step.row.faults.append(Fault("", "", "count_older", {}))
        return
    moved = shelf.moved_since(known.id, moment) if known else 0
    step.offer |= {"on_hand": max(0, given["quantity"] + moved), "counted_at": moment, "source": "upload"}


def _judge(step: Step) -> None:
    """The row's result, and what undoing it would need."""
    known, goods = step.known, {"goods": step.goods_before} if step.goods_before else {}
    step.words_changed = bool(goods)
    if known is None:
        step.before = goods or None
        return
    is_other_product = step.thing is None or step.thing.id != known.product_id
    step.words_changed = step.words_changed or is_other_product
    is_other = (
        step.words_changed
        or known.ended_at is not None
        or any(step.offer[name] != getattr(known, name) for name in COMPARED)
    )
    step.result = "changed" if is_other else "unchanged"
    step.before = old_values(known) | goods
