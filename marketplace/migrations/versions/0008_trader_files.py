"""A retailer's trader file says all that the law asks for; a new shop waits for it before it is shown."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

YES_OR_NO = ("has_no_register", "needs_no_packaging_number", "needs_no_weee_number")
TEXTS = ("vat_status", "packaging_number", "weee_number", "arbitration", "arbitration_board")


def upgrade() -> None:
    with op.batch_alter_table("retailers") as retailers:
        for column in YES_OR_NO:
            retailers.add_column(sa.Column(column, sa.Boolean(), nullable=False, server_default=sa.false()))
        for column in TEXTS:
            retailers.add_column(sa.Column(column, sa.String(), nullable=False, server_default=""))
        retailers.add_column(sa.Column("certified_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE retailers SET vat_status = 'id' WHERE vat_id <> ''")
    with op.batch_alter_table("retailers") as retailers:
        for column in (*YES_OR_NO, *TEXTS):
            retailers.alter_column(column, server_default=None)
        retailers.create_check_constraint(
            op.f("ck_retailers_vat_status_is_known"), "vat_status IN ('', 'id', 'small', 'none')"
        )
        retailers.create_check_constraint(
            op.f("ck_retailers_arbitration_is_known"), "arbitration IN ('', 'declined', 'willing')"
        )
    with op.batch_alter_table("stores") as stores:
        stores.add_column(sa.Column("awaits_trader_file", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("stores") as stores:
        stores.alter_column("awaits_trader_file", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("stores") as stores:
        stores.drop_column("awaits_trader_file")
    with op.batch_alter_table("retailers") as retailers:
        retailers.drop_constraint(op.f("ck_retailers_vat_status_is_known"), type_="check")
        retailers.drop_constraint(op.f("ck_retailers_arbitration_is_known"), type_="check")
    with op.batch_alter_table("retailers") as retailers:
        for column in ("certified_at", *TEXTS, *YES_OR_NO):
            retailers.drop_column(column)
