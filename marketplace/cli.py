"""The commands of `flask --app app`, each kept beside the feature it works for."""

from collections.abc import Callable
from copy import copy
from functools import wraps
from importlib import import_module
from typing import Any

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy.exc import OperationalError, ProgrammingError

from marketplace.database import has_tables
from marketplace.db import db

COMMANDS = (
    "marketplace.operating.commands:migrate_command",
    "marketplace.operating.commands:work_command",
    "marketplace.operating.commands:index_command",
    "marketplace.finder.commands:reindex_command",
    "marketplace.finder.commands:check_index_command",
    "marketplace.inventory.commands:upload_command",
    "marketplace.inventory.commands:stores_command",
    "marketplace.inventory.commands:stock_command",
    "marketplace.inventory.commands:check_stock_command",
    "marketplace.accounts.commands:export_person_command",
    "marketplace.accounts.commands:erase_person_command",
    "marketplace.orders.drawing:draw_orders_command",
    "marketplace.demo.commands:load_demo_command",
    "marketplace.demo.commands:try_real_command",
)


def start(app: Flask) -> None:
    for name in COMMANDS:
        module, _, attribute = name.partition(":")
        command = copy(getattr(import_module(module), attribute))
        command.callback = with_appcontext(telling_of_an_empty_database(command.callback))
        app.cli.add_command(command)


def telling_of_an_empty_database(run: Callable[..., Any]) -> Callable[..., Any]:
    """The command, ending with status 2 and a sentence where the database has no tables yet."""

    @wraps(run)
    def told(*words: Any, **options: Any) -> Any:
        try:
            return run(*words, **options)
        except (OperationalError, ProgrammingError):
            if has_tables(db.session):
                raise
            click.echo("Error: The database is still empty. Prepare it with: flask --app app migrate", err=True)
            raise SystemExit(2) from None

    return told
