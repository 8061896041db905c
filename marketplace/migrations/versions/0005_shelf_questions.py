"""Shoppers ask a shop whether something really stands on its shelf: the questions, and who wants the answer by mail."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "shelf_questions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("offer_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer_by", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("pieces", sa.Integer(), nullable=True),
        sa.CheckConstraint("pieces >= 0", name=op.f("ck_shelf_questions_pieces_are_not_negative")),
        sa.CheckConstraint("pieces IS NULL OR ended_at IS NOT NULL", name=op.f("ck_shelf_questions_an_answer_ends_it")),
        sa.ForeignKeyConstraint(["offer_id"], ["offers.id"], name=op.f("fk_shelf_questions_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_questions")),
        sa.UniqueConstraint("code", name=op.f("uq_shelf_questions_code")),
    )
    with op.batch_alter_table("shelf_questions") as questions:
        questions.create_index("ix_shelf_questions_offer_id_ended_at", ["offer_id", "ended_at"])
    op.create_table(
        "shelf_askers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["shelf_questions.id"], name=op.f("fk_shelf_askers_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_shelf_askers_user_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_askers")),
        sa.UniqueConstraint("question_id", "email", name=op.f("uq_shelf_askers_question_id_email")),
    )
    with op.batch_alter_table("shelf_askers") as askers:
        askers.create_index(op.f("ix_shelf_askers_user_id"), ["user_id"])


def downgrade() -> None:
    op.drop_table("shelf_askers")
    op.drop_table("shelf_questions")
