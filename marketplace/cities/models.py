"""A city's portal and its districts."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.db import Base
from marketplace.places import Point


class City(Base):
    """One portal: its place, its look, the state whose holidays it keeps (`NW`).

    `demo_moment` is set for a demo city: the moment its counts were last moved to.
    """

    __tablename__ = "cities"
    __table_args__ = (CheckConstraint("radius_m > 0", name="radius_is_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str]
    state: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    radius_m: Mapped[int]
    brick: Mapped[str | None]
    notice: Mapped[str | None]
    notice_en: Mapped[str | None]
    demo_moment: Mapped[datetime | None]
    districts: Mapped[list["District"]] = relationship(
        back_populates="city", cascade="all, delete-orphan", order_by="District.name"
    )

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)


class District(Base):
    """A part of a city. `outline` is a ring of [latitude, longitude] pairs, drawn under the map's pins."""

    __tablename__ = "districts"
    __table_args__ = (UniqueConstraint("city_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id", ondelete="CASCADE"))
    slug: Mapped[str]
    name: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    postcodes: Mapped[list[Any]]
    outline: Mapped[list[Any]]
    city: Mapped[City] = relationship(back_populates="districts")

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)
