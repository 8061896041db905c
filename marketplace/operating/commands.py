"""Commands for who runs the installation."""

import signal

import click
from flask import current_app
from flask.cli import with_appcontext

from marketplace import jobs
from marketplace.database import migrate
from marketplace.finder.indexer import Indexer
from marketplace.working import Worker
from search import IndexLocked


@click.command("migrate")
@with_appcontext
def migrate_command() -> None:
    """Bring the database up to the newest schema. Safe to repeat."""
    migrate(current_app)
    click.echo("The database is up to date.")


@click.command("work")
@with_appcontext
def work_command() -> None:
    """Run the worker: uploads, mail, everything slow. Ends after the job under way."""
    Worker(current_app._get_current_object(), jobs.WORKER).run()  # type: ignore[attr-defined]


@click.command("index")
@with_appcontext
def index_command() -> None:
    """Run the indexer, the one writer of the search index."""
    indexer = Indexer(current_app._get_current_object())  # type: ignore[attr-defined]
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: indexer.stop())
    try:
        indexer.run()
    except IndexLocked as fault:
        raise click.ClickException(str(fault)) from None
