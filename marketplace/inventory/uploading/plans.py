"""What a file is going to do, as data: decided by `planning` and `naming`, written by `making` and `applying`."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from marketplace.catalogue.matching import Thing
from marketplace.inventory.uploading.checking import Row
from marketplace.inventory.uploading.shelf import Known

GroupRef = int | tuple[str, str]
"""A group's id, or the key of one that will be made."""


@dataclass(slots=True)
class Step:
    """One row's doing. `offer` holds the offer's columns as they shall be; `thing` is None for a product to be made."""

    row: Row
    known: Known | None
    thing: Thing | None
    product_key: str
    offer: dict[str, Any] = field(default_factory=dict)
    counted_at: datetime | None = None
    result: str = "created"
    words_changed: bool = False
    before: dict[str, Any] | None = None
    goods_before: dict[str, Any] = field(default_factory=dict)

    @property
    def is_found_anew(self) -> bool:
        """Whether the index must learn of the offer itself, not only of its price and stock."""
        reopened = self.known is not None and self.known.ended_at is not None
        return self.known is None or reopened or self.words_changed


@dataclass(slots=True)
class Plan:
    """All steps, the products and groups to be made (with the step that names them), and changes to known ones."""

    steps: list[Step] = field(default_factory=list)
    new_products: dict[str, tuple[Step, GroupRef]] = field(default_factory=dict)
    new_groups: dict[tuple[str, str], Step] = field(default_factory=dict)
    product_changes: dict[int, dict[str, Any]] = field(default_factory=dict)
    group_changes: dict[int, dict[str, Any]] = field(default_factory=dict)

    def group_of(self, step: Step) -> GroupRef:
        """The group that a step's product belongs to in the end."""
        if step.thing is None:
            return self.new_products[step.product_key][1]
        moved: GroupRef = self.product_changes.get(step.thing.id, {}).get("group", step.thing.group_id)
        return moved


def old_values(known: Known) -> dict[str, Any]:
    """An offer's values as JSON, to be put back when an upload is undone."""
    return {
        "title": known.title,
        "pricing": known.pricing,
        "price_cents": known.price_cents,
        "on_hand": known.on_hand,
        "place": known.place,
        "counted_at": known.counted_at.isoformat(),
        "source": known.source,
        "ended_at": known.ended_at.isoformat() if known.ended_at else None,
        "product_id": known.product_id,
    }
