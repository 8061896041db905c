"""A shop offers services beside goods: they have no stock, and perhaps no price that can be said beforehand."""

import logging

import sqlalchemy as sa
from alembic import op
from alembic.util import CommandError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SHOWN = 10
GIVEN_UP = {
    "services that become goods without stock: %s": "SELECT count(*) FROM product_groups WHERE kind = 'service'",
    "prices 'from' that become fixed prices: %s": "SELECT count(*) FROM offers WHERE pricing = 'from'",
    "lines of the price history that name no price and go: %s": (
        "SELECT count(*) FROM price_changes WHERE price_cents IS NULL"
    ),
}
WITHOUT_PRICE = (
    "SELECT stores.store_code, offers.sku FROM offers JOIN stores ON stores.id = offers.store_id"
    " WHERE offers.price_cents IS NULL ORDER BY stores.store_code, offers.sku"
)
log = logging.getLogger("alembic.runtime.migration")


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
    """Services with a price stay, as goods without stock. Raises CommandError while an offer has no price."""
    _demand_prices()
    _say_what_is_given_up()
    with op.batch_alter_table("offers") as offers:
        offers.drop_constraint(op.f("ck_offers_priced_unless_by_effort"), type_="check")
        offers.drop_constraint(op.f("ck_offers_pricing_is_known"), type_="check")
    op.execute("DELETE FROM price_changes WHERE price_cents IS NULL")
    with op.batch_alter_table("price_changes") as changes:
        changes.alter_column("price_cents", nullable=False)
    with op.batch_alter_table("offers") as offers:
        offers.alter_column("price_cents", nullable=False)
        offers.drop_column("pricing")
    with op.batch_alter_table("product_groups") as groups:
        groups.drop_constraint(op.f("ck_product_groups_kind_is_known"), type_="check")
    with op.batch_alter_table("product_groups") as groups:
        groups.drop_column("kind")


def _demand_prices() -> None:
    """Nobody but the shop can say what its work costs, so nothing is changed until it has."""
    rows = op.get_bind().execute(sa.text(WITHOUT_PRICE)).all()
    if rows:
        named = ", ".join(f"{store_code} {sku}" for store_code, sku in rows[:SHOWN])
        more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
        raise CommandError(
            f"Nothing was changed: offers without a price cannot go back to before services. Give each one a price"
            f" at its shop's desk first: {named}{more}."
        )


def _say_what_is_given_up() -> None:
    for words, question in GIVEN_UP.items():
        number = op.get_bind().execute(sa.text(question)).scalar()
        if number:
            log.warning(words, number)
