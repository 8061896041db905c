"""APPLY: the good rows of a file, written in one transaction with few statements.

The caller commits. Until then the transaction holds SQLite's write lock (on PostgreSQL: the locks of the store's
offers that the file names), so nothing is read from the file or computed from its text in here.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from marketplace.catalogue import matching
from marketplace.inventory import stock
from marketplace.inventory.models import Count, Offer, PriceChange, Upload, UploadRow
from marketplace.inventory.uploading import bulk, making, planning, plans, shelf
from marketplace.inventory.uploading.checking import Fault
from marketplace.inventory.uploading.plans import Plan, Step
from marketplace.inventory.uploading.preparing import Checked
from marketplace.inventory.uploading.reporting import as_json
from marketplace.stores.models import Store

IDS_A_JOB = 500


def apply(session: Session, upload: Upload, checked: Checked, now: datetime) -> Sequence[Step]:
    """Write a checked file: offers, counts, prices, what became of each row, and the index's jobs.

    `upload.created_at` is when the file arrived: the moment its pieces were counted at, unless a row says another.
    Held pieces stay held. Goods that the file does not name stay as they are, unless `upload.ends_missing`.
    """
    store, arrived_at = session.get_one(Store, upload.store_id), upload.created_at
    good = checked.good
    found = shelf.read(session, store, good, arrived_at, locking=True)
    plan = planning.plan(found, good, arrived_at)
    products = making.make(session, found, plan, now)
    offer_ids = _write_offers(session, store.id, plan.steps, products)
    _write_ledger(session, upload.id, plan.steps, offer_ids, now)
    for day_moment in _one_a_day(step.counted_at for step in plan.steps if step.counted_at):
        stock.note_counting_day(session, store.id, day_moment, now)
    ended = _end_missing(session, upload, checked, now)
    _write_rows(session, upload.id, checked, plan.steps, offer_ids, ended)
    _sum_up(upload, checked, plan.steps, len(ended))
    _tell_index(session, plan, offer_ids, [known.id for known in ended], now)
    return plan.steps


def _write_offers(session: Session, store_id: int, steps: Sequence[Step], products: dict[str, int]) -> list[int]:
    """The id of each step's offer, in their order."""
    rows = [
        step.offer | {"product_id": step.thing.id if step.thing else products[step.product_key], "ended_at": None}
        for step in steps
    ]
    new = [
        row | {"store_id": store_id, "sku": step.row.sku}
        for step, row in zip(steps, rows, strict=True)
        if step.known is None
    ]
    made = bulk.insert_for_ids(session, Offer, new, "sku", store_id=store_id)
    old = [row | {"id": step.known.id} for step, row in zip(steps, rows, strict=True) if step.known]
    bulk.update_by_id(session, Offer, old)
    return [step.known.id if step.known else made[step.row.sku] for step in steps]


def _write_ledger(
    session: Session, upload_id: int, steps: Sequence[Step], offer_ids: Sequence[int], now: datetime
) -> None:
    counts, prices = [], []
    for step, offer_id in zip(steps, offer_ids, strict=True):
        if step.counted_at:
            counted = {"pieces": step.row.given["quantity"], "source": "upload", "counted_at": step.counted_at}
            counts.append({"offer_id": offer_id, "recorded_at": now, "upload_id": upload_id, **counted})
        cents = step.offer["price_cents"]
        if step.known is None or step.known.price_cents != cents:
            prices.append({"offer_id": offer_id, "price_cents": cents, "since": now})
    bulk.insert_all(session, Count, counts)
    bulk.insert_all(session, PriceChange, prices)


def _end_missing(session: Session, upload: Upload, checked: Checked, now: datetime) -> list[shelf.Known]:
    """End what the file no longer names, if the shop wants that and every row says which article it is."""
    skus = [row.sku for row in checked.rows]
    if not upload.ends_missing or not all(skus) or not checked.good:
        return []
    missing = shelf.missing_offers(session, upload.store_id, skus, any(row.is_service for row in checked.rows))
    for ids in matching.sliced([known.id for known in missing]):
        session.execute(update(Offer).where(Offer.id.in_(ids)).values(ended_at=now))
    return missing


def _write_rows(
    session: Session,
    upload_id: int,
    checked: Checked,
    steps: Sequence[Step],
    offer_ids: Sequence[int],
    ended: Sequence[shelf.Known],
) -> None:
    blank: dict[str, Any] = {"upload_id": upload_id, "offer_id": None, "before": None}
    rows = [
        blank | {"row": row.line.row, "sku": row.sku, "result": "refused", "errors": as_json(row.faults)}
        for row in checked.refused
    ]
    for step, offer_id in zip(steps, offer_ids, strict=True):
        named = {"row": step.row.line.row, "sku": step.row.sku, "offer_id": offer_id}
        rows.append(blank | named | {"result": step.result, "errors": as_json(step.row.faults), "before": step.before})
    gone = as_json([Fault("", "", "offer_ended", {})])
    for known in ended:
        named = {"row": 0, "sku": known.sku, "offer_id": known.id, "before": plans.old_values(known)}
        rows.append(blank | named | {"result": "changed", "errors": gone})
    bulk.insert_all(session, UploadRow, rows)


def _sum_up(upload: Upload, checked: Checked, steps: Sequence[Step], ended: int) -> None:
    results = [step.result for step in steps]
    upload.rows_total = upload.rows_done = len(checked.rows)
    upload.created, upload.unchanged = results.count("created"), results.count("unchanged")
    upload.changed, upload.refused = results.count("changed") + ended, len(checked.refused)


def _tell_index(session: Session, plan: Plan, offer_ids: Sequence[int], ended: Sequence[int], now: datetime) -> None:
    """Short jobs, so that other shops' changes go between them."""
    anew = {offer_id: None for step, offer_id in zip(plan.steps, offer_ids, strict=True) if step.is_found_anew}
    anew |= dict.fromkeys(ended)
    moved = [product_id for product_id, changes in plan.product_changes.items() if "group" in changes]
    for ids in matching.sliced(moved):
        anew |= dict.fromkeys(
            session.scalars(select(Offer.id).where(Offer.product_id.in_(ids), Offer.ended_at.is_(None)))
        )
    for ids in matching.sliced(list(anew), IDS_A_JOB):
        stock.tell_index_of_offers(session, ids, now)
    for ids in matching.sliced([offer_id for offer_id in offer_ids if offer_id not in anew], IDS_A_JOB):
        stock.tell_index_of_stock(session, ids, now)


def _one_a_day(moments: Iterable[datetime]) -> list[datetime]:
    """One moment of each day in the city."""
    return list({moment.astimezone(stock.CITY_TIME).date(): moment for moment in moments}.values())
