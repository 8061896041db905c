"""A shop offers services beside goods: they have no stock, and perhaps no price that can be said beforehand."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("product_groups") as groups:
        groups.add_column(sa.Column("kind", sa.String(), nullable=False, server_default="goods"))
    with op.batch_alter_table("product_groups") as groups:
        groups.alter_column("kind", server_default=None)
        groups.create_check_constraint(op.f("ck_product_groups_kind_is_known"), "kind IN ('goods', 'service')")
    with op.batch_alter_table("offers") as offers:
        offers.add_column(sa.Column("pricing", sa.String(), nullable=False, server_default="fixed"))
    with op.batch_alter_table("offers") as offers:
        offers.alter_column("pricing", server_default=None)
        offers.alter_column("price_cents", nullable=True)
        offers.create_check_constraint(op.f("ck_offers_pricing_is_known"), "pricing IN ('fixed', 'from', 'effort')")
        offers.create_check_constraint(
            op.f("ck_offers_priced_unless_by_effort"), "(pricing = 'effort') = (price_cents IS NULL)"
        )
    with op.batch_alter_table("price_changes") as changes:
        changes.alter_column("price_cents", nullable=True)


def downgrade() -> None:
    """What has no price ends, since it cannot be without one; services with a price stay, as goods without stock."""
    with op.batch_alter_table("offers") as offers:
        offers.drop_constraint(op.f("ck_offers_priced_unless_by_effort"), type_="check")
        offers.drop_constraint(op.f("ck_offers_pricing_is_known"), type_="check")
    op.execute("DELETE FROM price_changes WHERE price_cents IS NULL")
    op.execute("UPDATE offers SET ended_at = COALESCE(ended_at, counted_at), price_cents = 1 WHERE price_cents IS NULL")
    with op.batch_alter_table("price_changes") as changes:
        changes.alter_column("price_cents", nullable=False)
    with op.batch_alter_table("offers") as offers:
        offers.alter_column("price_cents", nullable=False)
        offers.drop_column("pricing")
    with op.batch_alter_table("product_groups") as groups:
        groups.drop_constraint(op.f("ck_product_groups_kind_is_known"), type_="check")
    with op.batch_alter_table("product_groups") as groups:
        groups.drop_column("kind")
