"""Commands around the index."""

import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

import search
from marketplace import jobs, nudging
from marketplace.db import db, reading, utc_now
from marketplace.finder import comparing, headway, indexing, naming
from search import IndexLocked

WAIT = timedelta(minutes=10)
LABEL = "Building the index"
MENDED = "flask --app app reindex mends it."
SHOWN = 20


@click.command("reindex")
@with_appcontext
def reindex_command() -> None:
    """Build the search index anew from the database. Shoppers keep the old one until the new one is whole."""
    try:
        indexing.writer()
        with click.progressbar(length=1, label=LABEL) as bar, reading():
            indexing.rebuild(db.session, utc_now(), _moving(bar))
        click.echo("The index is new.")
    except IndexLocked:
        _ask_the_indexer()
    except OSError as fault:
        raise click.ClickException(f"The index could not be written: {fault}. What was there before stays.") from fault


@click.command("check-index")
@click.option("--json", "as_json", is_flag=True, help="Print every difference as JSON.")
@with_appcontext
def check_index_command(as_json: bool) -> None:
    """Read every byte of the search index and compare every offer with the database. Changes nothing.

    Waits up to 10 seconds for changes that are on their way. Exit status: 0 both agree, 1 they do not, or the index is
    missing or damaged.
    """
    faults = search.check(indexing.folder())
    compared = {} if faults else _compared()
    agrees = not faults and not compared["differences"]
    if as_json:
        report = {"agrees": agrees, "faults": faults, **compared}
        click.echo(json.dumps(report, ensure_ascii=False, indent=2, default=asdict))
        sys.exit(0 if agrees else 1)
    if faults:
        raise click.ClickException("\n".join([*faults, MENDED]))
    if not agrees:
        raise click.ClickException("\n".join(_disagreement(compared["differences"], compared["waiting"])))
    click.echo(
        f"The index is whole and agrees with the database on all {compared['offers']} offers, "
        f"{compared['products']} products and {compared['stores']} stores."
    )


def _compared() -> dict[str, Any]:
    with reading():
        found = comparing.compare_settled(db.session, utc_now())
        differences = naming.named(db.session, found.differences)
    counted = {"offers": found.offers, "products": found.products, "stores": found.stores}
    return {**counted, "waiting": found.waiting, "differences": differences}


def _disagreement(differences: list[dict[str, Any]], waiting: int) -> list[str]:
    """What to tell about differences, of which so many wait for the indexer."""
    told = [naming.sentence(difference) for difference in differences[:SHOWN]]
    if len(differences) > SHOWN:
        told.append(f"... and {len(differences) - SHOWN} more; --json names all.")
    if waiting:
        told.append(f"{waiting} of these wait for the indexer, which has them before it. Is it running?")
    if waiting < len(differences):
        told.append(MENDED)
    return [f"Index and database differ in {len(differences)} values.", *told]


def _moving(bar: "click._termui_impl.ProgressBar[int]") -> Callable[[int, int], None]:
    def move(done: int, total: int) -> None:
        bar.length = total
        bar.update(done - bar.pos)

    return move


def _ask_the_indexer() -> None:
    """The running indexer holds the lock: give it the work and show how far it is until it is done."""
    asked = utc_now()
    job = jobs.later(db.session, "marketplace.finder.indexing:rebuild", asked, jobs.INDEXER)
    db.session.flush()
    job_id = job.id
    db.session.commit()
    nudging.nudge(db.session, current_app.config["VAR_DIR"])
    with click.progressbar(length=1, label=LABEL) as bar:
        _wait_for(job_id, asked, _moving(bar))
        bar.update((bar.length or 0) - bar.pos)
    click.echo("The running indexer has built the index anew.")


def _wait_for(job_id: int, asked: datetime, move: Callable[[int, int], None]) -> None:
    """Until the indexer has done a job, and no longer than WAIT. `move` is told how far it is."""
    while utc_now() < asked + WAIT:
        with reading():
            row = db.session.execute(select(jobs.Job.fault).where(jobs.Job.id == job_id)).first()
            db.session.rollback()
        if row is None:
            return
        if row.fault:
            raise click.ClickException(f"The running indexer could not build the index:\n{row.fault}")
        if told := headway.told_since(asked):
            move(*told)
        time.sleep(0.1)
    raise click.ClickException("The indexer did not answer within 10 minutes. Is it running?")
