"""Questions to a shop whether something really stands on its shelf, and who waits for the answer."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.db import Base
from marketplace.inventory.models import Offer


class ShelfQuestion(Base):
    """One question about one offer, put to its shop once however many ask it.

    It is open until `ended_at`; without `pieces` it ended unanswered. Its page holds nothing of persons: `code` is
    all that one needs to come back to it.
    """

    __tablename__ = "shelf_questions"
    __table_args__ = (
        CheckConstraint("pieces >= 0", name="pieces_are_not_negative"),
        CheckConstraint("pieces IS NULL OR ended_at IS NOT NULL", name="an_answer_ends_it"),
        Index("ix_shelf_questions_offer_id_ended_at", "offer_id", "ended_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"))
    asked_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    pieces: Mapped[int | None]
    offer: Mapped[Offer] = relationship()
    askers: Mapped[list["ShelfAsker"]] = relationship(order_by="ShelfAsker.id")

    @property
    def is_open(self) -> bool:
        """Whether the shop may still answer."""
        return self.ended_at is None


class ShelfAsker(Base):
    """Somebody who wants the answer by mail, in her language."""

    __tablename__ = "shelf_askers"
    __table_args__ = (UniqueConstraint("question_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("shelf_questions.id", ondelete="CASCADE"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    email: Mapped[str]
    language: Mapped[str] = mapped_column(default="de")
    asked_at: Mapped[datetime]
    user: Mapped[User | None] = relationship()
