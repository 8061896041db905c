"""What a file says about the retailer's own groups: title, brand, category, description, a service's duration.

A group of several sizes is named by the first of its rows, and only by a file that names all of them: a file with
nothing but size 42 does not make "boot, size 42" of the boot. Shared goods keep the catalogue's words.
"""

from collections import defaultdict
from typing import Any

from marketplace.catalogue.matching import Group
from marketplace.catalogue.models import DURATION
from marketplace.inventory.uploading.checking import Row
from marketplace.inventory.uploading.plans import Plan, Step
from marketplace.inventory.uploading.shelf import Shelf

WORDS = ("title", "brand", "description")


def name_groups(made: Plan, shelf: Shelf) -> None:
    """Plan the changes of words that the finished steps give rise to."""
    steps: dict[int, list[Step]] = defaultdict(list)
    for step in made.steps:
        target = made.group_of(step)
        if isinstance(target, int) and target in shelf.own_groups:
            steps[target].append(step)
    gone = {product_id for product_id, changes in made.product_changes.items() if "group" in changes}
    for group_id, named in steps.items():
        group = shelf.own_groups[group_id]
        if group.members - gone <= {step.thing.id for step in named if step.thing}:
            _name(made, shelf, named[0], group)


def _name(made: Plan, shelf: Shelf, step: Step, group: Group) -> None:
    changed = _words(shelf, step.row, group)
    if changed:
        step.goods_before |= {name: getattr(group, name) for name in changed} | {"named_group_id": group.id}
        made.group_changes.setdefault(group.id, {}).update(changed)


def _words(shelf: Shelf, row: Row, group: Group) -> dict[str, Any]:
    changed = {name: row.given[name] for name in WORDS if name in row.given and row.given[name] != getattr(group, name)}
    category_id = shelf.categories.find(row.given["category"]) if "category" in row.given else None
    if category_id and category_id != group.category_id:
        changed["category_id"] = category_id
    if row.given.get("duration", group.attributes.get(DURATION)) != group.attributes.get(DURATION):
        changed["attributes"] = {**group.attributes, DURATION: row.given["duration"]}
    return changed
