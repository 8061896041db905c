"""Retailers and their stores."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.cities.models import City, District
from marketplace.db import Base
from marketplace.pictures import Picture
from marketplace.places import Point

WEEK_S = 7 * 86_400


class Retailer(Base):
    """A business with its trader file, as its imprint shows it.

    `vat_status` is `id` (there is a VAT number), `small` (no VAT, § 19 UStG) or `none`; `arbitration` is `declined` or
    `willing`. Each is empty while nothing is said. `certified_at` is when its owner declared to be a trader who offers
    only lawful goods.
    """

    __tablename__ = "retailers"
    __table_args__ = (
        CheckConstraint("vat_status IN ('', 'id', 'small', 'none')", name="vat_status_is_known"),
        CheckConstraint("arbitration IN ('', 'declined', 'willing')", name="arbitration_is_known"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    legal_name: Mapped[str]
    represented_by: Mapped[str] = mapped_column(default="")
    street: Mapped[str] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(default="")
    town: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    register: Mapped[str] = mapped_column(default="")
    has_no_register: Mapped[bool] = mapped_column(default=False)
    vat_status: Mapped[str] = mapped_column(default="")
    vat_id: Mapped[str] = mapped_column(default="")
    packaging_number: Mapped[str] = mapped_column(default="")
    needs_no_packaging_number: Mapped[bool] = mapped_column(default=False)
    weee_number: Mapped[str] = mapped_column(default="")
    needs_no_weee_number: Mapped[bool] = mapped_column(default=False)
    arbitration: Mapped[str] = mapped_column(default="")
    arbitration_board: Mapped[str] = mapped_column(default="")
    certified_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    stores: Mapped[list["Store"]] = relationship(back_populates="retailer", order_by="Store.name")


class Store(Base):
    """One place where a retailer sells. `rhythm_s`, the seconds between its counts, measures their freshness.

    A reservation is answered within `answer_hours` in which the store is open; none is taken through `paused_until`,
    the last day of a pause. A new one that `awaits_trader_file` is not public yet. Every night it is measured how many
    orders of the last 90 days needed its answer (`orders_asked`), got it in time and were refused because the shelf was
    empty.
    """

    __tablename__ = "stores"
    __table_args__ = (
        CheckConstraint("rhythm_s >= 86400", name="rhythm_is_a_day_or_more"),
        CheckConstraint("answer_hours BETWEEN 1 AND 72", name="answer_hours_are_at_most_72"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    retailer_id: Mapped[int] = mapped_column(ForeignKey("retailers.id"), index=True)
    city_id: Mapped[int] = mapped_column(ForeignKey("cities.id"), index=True)
    district_id: Mapped[int | None] = mapped_column(ForeignKey("districts.id", ondelete="SET NULL"), index=True)
    store_code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    trade: Mapped[str]
    street: Mapped[str]
    house_number: Mapped[str]
    postcode: Mapped[str]
    town: Mapped[str]
    latitude: Mapped[float]
    longitude: Mapped[float]
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    website: Mapped[str] = mapped_column(default="")
    opening_hours: Mapped[str] = mapped_column(default="")
    description: Mapped[str] = mapped_column(default="")
    description_en: Mapped[str] = mapped_column(default="")
    accessibility: Mapped[str] = mapped_column(default="")
    accessibility_en: Mapped[str] = mapped_column(default="")
    services: Mapped[list[Any]] = mapped_column(default=list)
    drawing: Mapped[str] = mapped_column(default="brick-arch")
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    rhythm_s: Mapped[int] = mapped_column(default=WEEK_S)
    is_public: Mapped[bool] = mapped_column(default=True)
    awaits_trader_file: Mapped[bool] = mapped_column(default=False)
    takes_reservations: Mapped[bool] = mapped_column(default=False)
    answer_hours: Mapped[int] = mapped_column(default=8)
    paused_until: Mapped[date | None]
    orders_asked: Mapped[int] = mapped_column(default=0)
    answered_in_time: Mapped[int] = mapped_column(default=0)
    shelf_was_empty: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    retailer: Mapped[Retailer] = relationship(back_populates="stores")
    city: Mapped[City] = relationship()
    district: Mapped[District | None] = relationship()
    picture: Mapped[Picture | None] = relationship()

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)

    @property
    def address(self) -> str:
        return f"{self.street} {self.house_number}, {self.postcode} {self.town}"

    def is_taking_reservations(self, today: date) -> bool:
        """Whether shoppers may reserve here on this day: the store is shown, has said yes and does not pause."""
        is_paused = self.paused_until is not None and today <= self.paused_until
        return self.is_public and self.takes_reservations and not is_paused
