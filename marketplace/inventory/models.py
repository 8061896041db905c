"""What a store has: offers, counts, movements, prices, uploads."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, UniqueConstraint, case
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.catalogue.models import Product
from marketplace.db import Base
from marketplace.stores.models import Store


class Offer(Base):
    """One product for sale in one store. `counted_at` and `source` repeat the newest count, for the pages.

    `pricing` is `fixed`, `from` (the least it costs) or `effort`: nobody can say the price beforehand. A service has no
    stock: its pieces stay 0, so that none is ever held, and `counted_at` says since when it is offered.
    """

    __tablename__ = "offers"
    __table_args__ = (
        CheckConstraint("on_hand >= 0 AND held >= 0 AND safety_buffer >= 0", name="stock_is_not_negative"),
        CheckConstraint("price_cents > 0", name="price_is_positive"),
        CheckConstraint("pricing IN ('fixed', 'from', 'effort')", name="pricing_is_known"),
        CheckConstraint("(pricing = 'effort') = (price_cents IS NULL)", name="priced_unless_by_effort"),
        UniqueConstraint("store_id", "sku"),
        Index("ix_offers_product_id", "product_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    sku: Mapped[str]
    title: Mapped[str]
    pricing: Mapped[str] = mapped_column(default="fixed")
    price_cents: Mapped[int | None]
    on_hand: Mapped[int] = mapped_column(default=0)
    held: Mapped[int] = mapped_column(default=0)
    safety_buffer: Mapped[int] = mapped_column(default=0)
    place: Mapped[str] = mapped_column(default="")
    counted_at: Mapped[datetime]
    source: Mapped[str] = mapped_column(default="upload")
    ended_at: Mapped[datetime | None]
    store: Mapped[Store] = relationship()
    product: Mapped[Product] = relationship()

    @hybrid_property
    def available(self) -> int:
        """Pieces that may still be promised. A truthful count below what is held makes it 0, never negative."""
        return max(0, self.on_hand - self.held - self.safety_buffer)

    @available.inplace.expression
    @classmethod
    def _available(cls) -> ColumnElement[int]:
        left = cls.on_hand - cls.held - cls.safety_buffer
        return case((left > 0, left), else_=0)

    @property
    def is_service(self) -> bool:
        """Whether there is nothing to count, to hold or to collect."""
        return self.product.group.is_service


class Count(Base):
    """A statement "n pieces at time t from source s". Append-only."""

    __tablename__ = "counts"
    __table_args__ = (
        CheckConstraint("pieces >= 0", name="pieces_are_not_negative"),
        CheckConstraint("source IN ('upload', 'pos', 'scan', 'till', 'hand')", name="source_is_known"),
        Index("ix_counts_offer_id_counted_at", "offer_id", "counted_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"))
    pieces: Mapped[int]
    source: Mapped[str]
    includes_set_aside: Mapped[bool] = mapped_column(default=True)
    counted_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    upload_id: Mapped[int | None] = mapped_column(ForeignKey("uploads.id"))


class CountingDay(Base):
    """A day on which a store counted anything: what its rhythm is read from."""

    __tablename__ = "counting_days"

    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)


class Movement(Base):
    """One line of the ledger of stock, append-only.

    `pieces` is signed as it changes on_hand, or held for hold and release.
    """

    __tablename__ = "movements"
    __table_args__ = (
        CheckConstraint("kind IN ('hold', 'release', 'sale', 'return', 'adjustment')", name="kind_is_known"),
        Index("ix_movements_offer_id_happened_at", "offer_id", "happened_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"))
    kind: Mapped[str]
    pieces: Mapped[int]
    reason: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))


class PriceChange(Base):
    """From this moment the offer cost this much, or had no price. Append-only: the 30-day low is read from it."""

    __tablename__ = "price_changes"
    __table_args__ = (Index("ix_price_changes_offer_id_since", "offer_id", "since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"))
    price_cents: Mapped[int | None]
    since: Mapped[datetime]


class Upload(Base):
    """One inventory file from a retailer and what became of it.

    `content` is the file, and after the work only its refused rows, to mend and upload again.
    """

    __tablename__ = "uploads"
    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'working', 'done', 'failed')", name="state_is_known"),
        Index("ix_uploads_store_id_created_at", "store_id", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    file_name: Mapped[str]
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    ends_missing: Mapped[bool] = mapped_column(default=False)
    state: Mapped[str] = mapped_column(default="waiting")
    stage: Mapped[str] = mapped_column(default="")
    rows_total: Mapped[int] = mapped_column(default=0)
    rows_done: Mapped[int] = mapped_column(default=0)
    created: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    errors: Mapped[list[Any]] = mapped_column(default=list)
    created_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    store: Mapped[Store] = relationship()
    rows: Mapped[list["UploadRow"]] = relationship(order_by="UploadRow.row", cascade="all, delete-orphan")


class UploadRow(Base):
    """What became of one row. `before` holds the offer's old values, so that the upload can be undone."""

    __tablename__ = "upload_rows"
    __table_args__ = (
        CheckConstraint("result IN ('created', 'changed', 'unchanged', 'refused')", name="result_is_known"),
        Index("ix_upload_rows_upload_id_result_row", "upload_id", "result", "row"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"))
    row: Mapped[int]
    sku: Mapped[str]
    result: Mapped[str]
    errors: Mapped[list[Any]] = mapped_column(default=list)
    offer_id: Mapped[int | None] = mapped_column(ForeignKey("offers.id"))
    before: Mapped[dict[str, Any] | None]
