"""Who may do what."""

from datetime import datetime
from typing import Any

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db import Base


class User(UserMixin, Base):
    """A person with an account. Without a role she is a shopper."""

    __tablename__ = "users"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    password_hash: Mapped[str]
    language: Mapped[str] = mapped_column(default="de")
    created_at: Mapped[datetime]
    is_demo: Mapped[bool] = mapped_column(default=False)
    roles: Mapped[list["Role"]] = relationship(back_populates="user", cascade="all, delete-orphan", lazy="selectin")

    @property
    def is_operator(self) -> bool:
        """May see jobs, outbox, index and cities."""
        return any(role.kind == "operator" for role in self.roles)

    def edits(self, city_id: int) -> bool:
        """May add shops to this city and feature them."""
        return any(role.kind == "editor" and role.city_id == city_id for role in self.roles)

    def works_for(self, retailer_id: int) -> bool:
        """Is owner or staff of this retailer."""
        return any(role.retailer_id == retailer_id for role in self.roles)

    def owns(self, retailer_id: int) -> bool:
        """May invite and remove this retailer's staff."""
        return any(role.kind == "owner" and role.retailer_id == retailer_id for role in self.roles)


class Role(Base):
    """What a user is, and where: owner or staff of one retailer, editor of one city, operator of all."""

    __tablename__ = "roles"
    __table_args__ = (
        CheckConstraint(
            "(kind IN ('owner', 'staff') AND retailer_id IS NOT NULL AND city_id IS NULL)"
            " OR (kind = 'editor' AND city_id IS NOT NULL AND retailer_id IS NULL)"
            " OR (kind = 'operator' AND city_id IS NULL AND retailer_id IS NULL)",
            name="place_fits_kind",
        ),
        UniqueConstraint("user_id", "kind", "retailer_id", "city_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str]
    retailer_id: Mapped[int | None] = mapped_column(ForeignKey("retailers.id", ondelete="CASCADE"), index=True)
    city_id: Mapped[int | None] = mapped_column(ForeignKey("cities.id", ondelete="CASCADE"), index=True)
    user: Mapped[User] = relationship(back_populates="roles")


class SignIn(Base):
    """One browser that is signed in. Its cookie holds a token, this row the hash: it can be ended from elsewhere."""

    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    browser: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    user: Mapped[User] = relationship()


class Throttle(Base):
    """Failed tries under one key (an address, a network, a code), so that guessing ends in a wait."""

    __tablename__ = "throttles"

    key: Mapped[str] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_failure_at: Mapped[datetime]


class Invitation(Base):
    """An invitation to work for a retailer. The link is signed; the row ends it early or after use."""

    __tablename__ = "invitations"
    __table_args__ = (CheckConstraint("kind IN ('owner', 'staff')", name="kind_is_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str]
    kind: Mapped[str]
    retailer_id: Mapped[int] = mapped_column(ForeignKey("retailers.id", ondelete="CASCADE"), index=True)
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    invited_by: Mapped[User | None] = relationship()


class AuditEntry(Base):
    """Who changed what, when: written with the change itself, never altered."""

    __tablename__ = "audit_entries"
    __table_args__ = (Index("ix_audit_entries_subject", "subject", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int]
    details: Mapped[dict[str, Any]]
    happened_at: Mapped[datetime]
