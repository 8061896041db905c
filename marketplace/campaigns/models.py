"""What a city shows first."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db import Base
from marketplace.stores.models import Store


class Feature(Base):
    """One store shown on the city's home for a time, always under its label, never mixed into the ranking."""

    __tablename__ = "features"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id"), index=True)
    store_id: Mapped[int] = mapped_column(ForeignKey("stores.id"))
    label: Mapped[str]
    label_en: Mapped[str]
    text: Mapped[str] = mapped_column(default="")
    text_en: Mapped[str] = mapped_column(default="")
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    store: Mapped[Store] = relationship()
