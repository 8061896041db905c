"""How a store has answered the orders of the last 90 days, measured every night."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

COLUMNS = ("orders_asked", "answered_in_time", "shelf_was_empty")


def upgrade() -> None:
    with op.batch_alter_table("stores") as stores:
        for column in COLUMNS:
            stores.add_column(sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
    with op.batch_alter_table("stores") as stores:
        for column in COLUMNS:
            stores.alter_column(column, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("stores") as stores:
        for column in reversed(COLUMNS):
            stores.drop_column(column)
