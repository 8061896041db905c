"""What a geocoder has already answered, so that no place is asked twice."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from marketplace.db import Base


class GeocodedPlace(Base):
    """One answer, found again by the folded text that was typed. Without a position the geocoder did not know it."""

    __tablename__ = "geocoded_places"

    typed: Mapped[str] = mapped_column(primary_key=True)
    latitude: Mapped[float | None]
    longitude: Mapped[float | None]
    label: Mapped[str]
    asked_at: Mapped[datetime]
