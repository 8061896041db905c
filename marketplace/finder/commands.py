"""Commands around the index."""

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

import search
from marketplace import jobs, nudging
from marketplace.db import db, reading, utc_now
from marketplace.finder import comparing, headway, indexing
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
    except IndexLocked:
        _ask_the_indexer()
        return
    with click.progressbar(length=1, label=LABEL) as bar, reading():
        indexing.rebuild(db.session, utc_now(), _moving(bar))
    click.echo("The index is new.")


@click.command("check-index")
@with_appcontext
def check_index_command() -> None:
    """Read every byte of the search index and compare every offer with the database. Changes nothing."""
    faults = search.check(indexing.folder())
    if faults:
        raise click.ClickException("\n".join([*faults, MENDED]))
    with reading():
        comparison = comparing.compare_settled(db.session)
        left = comparing.jobs_left(db.session)
    if not comparison.agrees:
        parts = {"missing": comparison.missing, "surplus": comparison.surplus, "different": comparison.different}
        told = [f"{len(ids)} {name}: {_some(ids)}" for name, ids in parts.items() if ids]
        waiting = f"{left} changes wait for the indexer. Is it running?" if left else MENDED
        raise click.ClickException("\n".join(["Index and database disagree about offers.", *told, waiting]))
    click.echo(f"The index is whole and agrees with the database on all {comparison.offers} offers.")


def _some(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids[:SHOWN])) + (", ..." if len(ids) > SHOWN else "")


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
