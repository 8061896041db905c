"""Letters leave as text and as HTML, in their reader's language, and some can be unsubscribed from."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("mails") as mails:
        mails.add_column(sa.Column("language", sa.String(), nullable=False, server_default="de"))
        mails.add_column(sa.Column("html", sa.String(), nullable=True))
        mails.add_column(sa.Column("unsubscribe_url", sa.String(), nullable=True))
    with op.batch_alter_table("mails") as mails:
        mails.alter_column("language", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("mails") as mails:
        mails.drop_column("unsubscribe_url")
        mails.drop_column("html")
        mails.drop_column("language")
