"""What shopper and shop write to each other about one order."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.accounts.models import User
from marketplace.db import Base
from marketplace.orders import states
from marketplace.orders.models import Order


class OrderMessage(Base):
    """One message of an order's thread. `user` is who wrote it for the shop, where somebody was signed in."""

    __tablename__ = "order_messages"
    __table_args__ = (CheckConstraint("author IN ('shopper', 'shop')", name="author_is_known"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("orders.id", ondelete="CASCADE"), index=True)
    author: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    text: Mapped[str]
    written_at: Mapped[datetime]
    order: Mapped[Order] = relationship()
    user: Mapped[User | None] = relationship()

    @property
    def is_shops(self) -> bool:
        """Whether the shop wrote it."""
        return self.author == states.SHOP
