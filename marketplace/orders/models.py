"""Orders: what one shopper wants of one store, its lines, and everything that has happened to it."""

from datetime import datetime, timedelta

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace import codes
from marketplace.accounts.models import User
from marketplace.db import Base
from marketplace.inventory.models import Offer
from marketplace.orders import states
from marketplace.stores.models import Store

UNDO_WITHIN = timedelta(minutes=10)


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


class Basket(Base):
    """Orders that were placed together. `key` came with the form: the same form sent again places nothing again."""

    __tablename__ = "baskets"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    placed_at: Mapped[datetime]
    orders: Mapped[list["Order"]] = relationship(back_populates="basket", order_by="Order.id")


class Order(Base):
    """What one shopper wants of one store. Without `user` it is a guest's, who opens it by a signed link.

    `answer_by` is when it lapses without an answer, `keep_until` until when the shop keeps it ready; each is set while
    it counts. `pin_salt` is what its pickup code is made from, together with the installation's secret key.
    """

    __tablename__ = "orders"
    __table_args__ = (
        CheckConstraint(_one_of("state", states.STATES), name="state_is_known"),
        CheckConstraint(_one_of("mode", states.BOTH), name="mode_is_known"),
        Index("ix_orders_store_id_state", "store_id", "state"),
        Index("ix_orders_email_state", "email", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    basket_id: Mapped[int] = mapped_column(ForeignKey("baskets.id"), index=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    mode: Mapped[str]
    state: Mapped[str] = mapped_column(default=states.PLACED)
    name: Mapped[str]
    email: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="de")
    pin_salt: Mapped[str]
    placed_at: Mapped[datetime]
    answer_by: Mapped[datetime]
    keep_until: Mapped[datetime | None]
    collected_at: Mapped[datetime | None]
    is_extended: Mapped[bool] = mapped_column(default=False)
    basket: Mapped[Basket] = relationship(back_populates="orders")
    store: Mapped[Store] = relationship()
    user: Mapped[User | None] = relationship()
    lines: Mapped[list["OrderLine"]] = relationship(back_populates="order", order_by="OrderLine.id")
    events: Mapped[list["OrderEvent"]] = relationship(back_populates="order", order_by="OrderEvent.id")

    @property
    def shown_code(self) -> str:
        """The code as people read it aloud."""
        return codes.shown(self.code)

    @property
    def total_cents(self) -> int:
        return sum(line.total_cents for line in self.lines)

    @property
    def pieces(self) -> int:
        return sum(line.pieces for line in self.lines)

    @property
    def is_open(self) -> bool:
        """Whether its pieces are held."""
        return self.state in states.OPEN

    @property
    def latest(self) -> "OrderEvent":
        """Its latest change."""
        return self.events[-1]

    def may(self, step: str) -> bool:
        """Whether a step of the table leads on from here."""
        return states.may(step, self.mode, self.state)

    def may_be_extended(self) -> bool:
        """Whether the shopper may still say that she comes later: once."""
        return self.may("extend") and not self.is_extended

    def may_undo(self, moment: datetime) -> bool:
        """Whether a wrong "collected" can still be taken back."""
        return self.may("undo_collect") and self.collected_at is not None and moment < self.collected_at + UNDO_WITHIN


class OrderLine(Base):
    """Pieces of one offer, with title, variant and price as they were at placing."""

    __tablename__ = "order_lines"
    __table_args__ = (
        CheckConstraint("pieces >= 1", name="pieces_are_positive"),
        CheckConstraint("price_cents > 0", name="price_is_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    offer_id: Mapped[int] = mapped_column(ForeignKey("offers.id"), index=True)
    title: Mapped[str]
    variant: Mapped[str] = mapped_column(default="")
    pieces: Mapped[int]
    price_cents: Mapped[int]
    order: Mapped[Order] = relationship(back_populates="lines")
    offer: Mapped[Offer] = relationship()

    @property
    def total_cents(self) -> int:
        return self.pieces * self.price_cents


class OrderEvent(Base):
    """One change of an order: the step, who took it, when, and why. Append-only.

    `actor` is `shopper`, `shop` or `clock`; `user` is the person, where she was signed in. `reason` is a code that is
    counted, such as `gone`; `why` is what somebody wrote.
    """

    __tablename__ = "order_events"
    __table_args__ = (CheckConstraint("actor IN ('shopper', 'shop', 'clock')", name="actor_is_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    step: Mapped[str]
    state: Mapped[str]
    actor: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    reason: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    happened_at: Mapped[datetime]
    order: Mapped[Order] = relationship(back_populates="events")
    user: Mapped[User | None] = relationship()
