"""How Alembic reaches our tables: over the connection that marketplace.database.migrate hands it."""

from alembic import context

import marketplace.tables  # noqa: F401 - declares every table
from marketplace.db import Base


def run() -> None:
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, target_metadata=Base.metadata, render_as_batch=True, compare_type=True)
    with context.begin_transaction():
        context.run_migrations()


run()
