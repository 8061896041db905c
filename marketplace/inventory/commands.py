"""Commands for the goods of a store: bring a file in, list the stores, ask for one article's stock, check all of it."""

import json
import sys
from pathlib import Path
from typing import Any, NoReturn

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.db import db, reading, utc_now
from marketplace.errors import Invalid, NotFound, Refused
from marketplace.inventory import comparing
from marketplace.inventory.confidence import confidence
from marketplace.inventory.models import Count, Movement, Offer
from marketplace.inventory.uploading import job, reporting
from marketplace.sentences import refusals
from marketplace.stores.models import Store

LATEST_MOVEMENTS = 50
SHOWN = 20
USAGE = 2


@click.command("upload")
@click.argument("store_code")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, readable=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would happen; exit as the real run would.")
@click.option("--json", "as_json", is_flag=True, help="Print the whole report as JSON.")
@with_appcontext
def upload_command(store_code: str, file: Path, dry_run: bool, as_json: bool) -> None:
    """Bring the inventory FILE of a store in: CSV, TSV or xlsx.

    Exit status: 0 something was applied or nothing had to change, 1 the file is at fault or every row was refused,
    2 unknown store or unreadable path.
    """
    now = utc_now()
    with reading():
        store_id = _store(db.session, store_code).id
        db.session.rollback()
    try:
        content = _content(file)
        if dry_run:
            report = job.foresee(db.session, store_id, content, now)
        else:
            report = job.run_now(db.session, store_id, file.name, content, now)
    except Invalid as refusal:
        report = reporting.of_fault(refusal)
    click.echo(json.dumps(report, ensure_ascii=False, indent=2) if as_json else _in_words(report, dry_run))
    sys.exit(0 if _is_good(report) else 1)


@click.command("stores")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def stores_command(as_json: bool) -> None:
    """List the stores with their place and the number of their running offers."""
    offers = select(Offer.store_id, func.count().label("n")).where(Offer.ended_at.is_(None)).group_by(Offer.store_id)
    counted = offers.subquery()
    with reading():
        rows = db.session.execute(
            select(Store, City.slug, func.coalesce(counted.c.n, 0))
            .join(City, City.id == Store.city_id)
            .outerjoin(counted, counted.c.store_id == Store.id)
            .order_by(City.slug, Store.store_code)
        ).all()
    listed = [
        {"code": store.store_code, "name": store.name, "city": slug}
        | {"lat": store.latitude, "lon": store.longitude, "offers": number}
        for store, slug, number in rows
    ]
    if as_json:
        click.echo(json.dumps(listed, ensure_ascii=False, indent=2))
        return
    for store in listed:
        click.echo(f"{store['city']:<12} {store['code']:<36} {store['offers']:>6}  {store['name']}")


@click.command("stock")
@click.argument("store_code")
@click.argument("sku")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@with_appcontext
def stock_command(store_code: str, sku: str, as_json: bool) -> None:
    """Say what a store has of one article, how sure that is, and where the number comes from."""
    with reading():
        store = _store(db.session, store_code)
        offer = db.session.scalar(select(Offer).where(Offer.store_id == store.id, Offer.sku == sku))
        if offer is None:
            _refuse(NotFound("no_such_sku", sku=sku, store=store_code))
        found = _stock(db.session, store, offer)
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    click.echo(f"{found['sku']}  {found['title']}")
    for name in ("on_hand", "held", "available", "confidence"):
        click.echo(f"  {name:<11} {found[name]}")
    click.echo(f"  {'counted_at':<11} {offer.counted_at:%Y-%m-%d %H:%M} UTC ({offer.source})")


@click.command("check-stock")
@click.option("--json", "as_json", is_flag=True, help="Print every difference as JSON.")
@with_appcontext
def check_stock_command(as_json: bool) -> None:
    """Compare what every offer says of its stock with the counts and movements it comes from. Changes nothing.

    Exit status: 0 all agree, 1 they do not.
    """
    with reading():
        offers, differences = comparing.compare(db.session)
    if as_json:
        report = {"agrees": not differences, "offers": offers, "differences": [one._asdict() for one in differences]}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2, default=str))
    elif not differences:
        click.echo(f"The stock of all {offers} offers is what their counts and movements add up to.")
    for one in () if as_json else differences[:SHOWN]:
        click.echo(f"{one.store} {one.sku}: {one.column} is {one.offer}, the ledger says {one.ledger}.", err=True)
    if len(differences) > SHOWN and not as_json:
        click.echo(f"... and {len(differences) - SHOWN} more; --json names all.", err=True)
    sys.exit(1 if differences else 0)


def _stock(session: Session, store: Store, offer: Offer) -> dict[str, Any]:
    last = session.scalar(
        select(Count).where(Count.offer_id == offer.id).order_by(Count.counted_at.desc(), Count.id.desc()).limit(1)
    )
    movements = session.scalars(
        select(Movement)
        .where(Movement.offer_id == offer.id)
        .order_by(Movement.happened_at.desc(), Movement.id.desc())
        .limit(LATEST_MOVEMENTS)
    )
    return {
        "store": store.store_code,
        "sku": offer.sku,
        "title": offer.title,
        "price_cents": offer.price_cents,
        "on_hand": offer.on_hand,
        "held": offer.held,
        "available": offer.available,
        "confidence": confidence(offer.counted_at, store.rhythm_s, utc_now()),
        "is_service": offer.is_service,
        "ended_at": offer.ended_at.isoformat() if offer.ended_at else None,
        "last_count": last
        and {"pieces": last.pieces, "source": last.source, "counted_at": last.counted_at.isoformat()},
        "movements": [
            {
                "kind": move.kind,
                "pieces": move.pieces,
                "reason": move.reason,
                "happened_at": move.happened_at.isoformat(),
            }
            for move in movements
        ],
    }


def _store(session: Session, store_code: str) -> Store:
    store = session.scalar(select(Store).where(Store.store_code == store_code))
    if store is None:
        _refuse(NotFound("no_such_store_code", store=store_code))
    return store


def _refuse(refusal: Refused) -> NoReturn:
    said = refusals.both(refusal.code, refusal.values)
    click.echo(said["en"], err=True)
    sys.exit(USAGE)


def _content(file: Path) -> bytes:
    """The bytes of a file. Raises Invalid where it is larger than an inventory file may be, before reading it."""
    most = current_app.config["UPLOAD_MAX_BYTES"]
    if file.stat().st_size > most:
        raise Invalid("upload_too_big", most_mb=most // 1_000_000)
    try:
        return file.read_bytes()
    except OSError as fault:
        click.echo(f"{file}: {fault.strerror}", err=True)
        sys.exit(USAGE)


def _is_good(report: dict[str, Any]) -> bool:
    summary = report["summary"]
    return not report["errors"] and (sum(summary.values()) > summary["refused"] or not summary["refused"])


def _in_words(report: dict[str, Any], dry_run: bool) -> str:
    lines = [error["en"] for error in report["errors"]]
    for row in report["rows"]:
        lines += [
            f"row {row['row']} {row['sku']} {row['result']}: {error['column']}: {error['en']}".replace(": : ", ": ")
            for error in row["errors"]
        ]
    counted = ", ".join(f"{number} {result}" for result, number in report["summary"].items())
    return "\n".join([*lines, f"{'Dry run: ' if dry_run else ''}{counted}"])
