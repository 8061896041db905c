"""What the city lacks, without anybody's name."""

from datetime import date

from sqlalchemy import ForeignKey, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base


class DemandSignal(Base):
    """How many searched a theme on one day and found nothing, and how many wished for it.

    No person, no address, no place below the city.
    """

    __tablename__ = "demand_signals"
    __table_args__ = (UniqueConstraint("city_id", "day", "theme"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id", ondelete="CASCADE"))
    day: Mapped[date]
    theme: Mapped[str]
    searchers: Mapped[int] = mapped_column(default=0)
    wishes: Mapped[int] = mapped_column(default=0)


class DayKey(Base):
    """The random key of one day. Deleted with the day, and then no hash made with it can be traced."""

    __tablename__ = "demand_day_keys"

    day: Mapped[date] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary)


class DaySearcher(Base):
    """A hash under the day's key that keeps one searcher from counting twice for a theme. Deleted with the day."""

    __tablename__ = "demand_day_searchers"
    __table_args__ = (UniqueConstraint("signal_id", "kind", "hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    signal_id: Mapped[int] = mapped_column(ForeignKey("demand_signals.id", ondelete="CASCADE"))
    kind: Mapped[str]
    hash: Mapped[str]
