"""Shoppers reserve at a store: its rules for that, baskets, orders with their lines and events."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

STATES = (
    "'placed', 'part_offered', 'accepted', 'ready', 'collected', 'refused', 'lapsed', 'cancelled', 'expired',"
    " 'not_collected', 'rescinded'"
)


def upgrade() -> None:
    _let_stores_decide()
    _create_baskets_and_orders()
    _create_lines_and_events()


def downgrade() -> None:
    for table in ("order_events", "order_lines", "orders", "baskets"):
        op.drop_table(table)
    with op.batch_alter_table("stores") as stores:
        stores.drop_constraint(op.f("ck_stores_answer_hours_are_at_most_72"), type_="check")
    with op.batch_alter_table("stores") as stores:
        for column in ("paused_until", "answer_hours", "takes_reservations"):
            stores.drop_column(column)


def _let_stores_decide() -> None:
    with op.batch_alter_table("stores") as stores:
        stores.add_column(sa.Column("takes_reservations", sa.Boolean(), nullable=False, server_default=sa.false()))
        stores.add_column(sa.Column("answer_hours", sa.Integer(), nullable=False, server_default="8"))
        stores.add_column(sa.Column("paused_until", sa.Date(), nullable=True))
    with op.batch_alter_table("stores") as stores:
        stores.alter_column("takes_reservations", server_default=None)
        stores.alter_column("answer_hours", server_default=None)
        stores.create_check_constraint(op.f("ck_stores_answer_hours_are_at_most_72"), "answer_hours BETWEEN 1 AND 72")


def _create_baskets_and_orders() -> None:
    op.create_table(
        "baskets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_baskets")),
        sa.UniqueConstraint("key", name=op.f("uq_baskets_key")),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("basket_id", sa.Integer(), nullable=False),
        sa.Column("store_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("pin_salt", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("keep_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("collected_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("is_extended", sa.Boolean(), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_orders_state_is_known")),
        sa.CheckConstraint("mode IN ('reserve', 'buy')", name=op.f("ck_orders_mode_is_known")),
        sa.ForeignKeyConstraint(["basket_id"], ["baskets.id"], name=op.f("fk_orders_basket_id")),
        sa.ForeignKeyConstraint(["store_id"], ["stores.id"], name=op.f("fk_orders_store_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_orders_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("code", name=op.f("uq_orders_code")),
    )
    with op.batch_alter_table("orders") as orders:
        orders.create_index("ix_orders_store_id_state", ["store_id", "state"])
        orders.create_index("ix_orders_email_state", ["email", "state"])
        orders.create_index(op.f("ix_orders_basket_id"), ["basket_id"])
        orders.create_index(op.f("ix_orders_user_id"), ["user_id"])


def _create_lines_and_events() -> None:
    op.create_table(
        "order_lines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("variant", sa.String(), nullable=False),
        sa.Column("pieces", sa.Integer(), nullable=False),
        sa.Column("price_cents", sa.Integer(), nullable=False),
        sa.CheckConstraint("pieces >= 1", name=op.f("ck_order_lines_pieces_are_positive")),
        sa.CheckConstraint("price_cents > 0", name=op.f("ck_order_lines_price_is_positive")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_lines_order_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_order_lines_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_lines")),
    )
    with op.batch_alter_table("order_lines") as lines:
        lines.create_index(op.f("ix_order_lines_order_id"), ["order_id"])
        lines.create_index(op.f("ix_order_lines_offer_id"), ["offer_id"])
    op.create_table(
        "order_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("happened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("actor IN ('shopper', 'shop', 'clock')", name=op.f("ck_order_events_actor_is_known")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_events_order_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_order_events_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_events")),
    )
    with op.batch_alter_table("order_events") as events:
        events.create_index(op.f("ix_order_events_order_id"), ["order_id"])
