import math

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, composite, mapped_column

from marketplace.errors import Invalid
from marketplace.places import Point, distance_m, walking_minutes

OLD_MARKET = Point(51.1958, 6.4297)
RHEYDT = Point(51.1667, 6.4414)


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(90.1, 0), (-90.1, 0), (0, 180.1), (0, -180.1), (math.nan, 0), (0, math.inf)]
)
def test_a_point_off_the_earth_does_not_exist(latitude, longitude):
    with pytest.raises(ValueError, match="no place on the earth"):
        Point(latitude, longitude)


def test_a_point_is_read_from_an_address():
    assert Point.read("51.185, 6.442") == Point(51.185, 6.442)


@pytest.mark.parametrize("typed", ["", "51.185", "51,185,6,442", "north,east", "91,6", "nan,6", "51.1;6.4"])
def test_what_is_no_point_is_refused(typed):
    with pytest.raises(Invalid) as refusal:
        Point.read(typed)

    assert refusal.value.code == "bad_point"
    assert refusal.value.values == {"typed": typed}


def test_an_address_holds_a_place_only_to_a_hundred_metres():
    rounded = Point(51.185449, 6.441651).rounded()

    assert str(rounded) == "51.185,6.442"
    assert Point.read(str(rounded)) == rounded


def test_a_degree_of_latitude_is_its_share_of_the_sphere():
    assert distance_m(Point(0, 6), Point(1, 6)) == pytest.approx(2 * math.pi * 6_371_008.8 / 360)


def test_distance_is_the_same_both_ways_and_nothing_to_oneself():
    assert distance_m(OLD_MARKET, RHEYDT) == pytest.approx(distance_m(RHEYDT, OLD_MARKET))
    assert distance_m(OLD_MARKET, OLD_MARKET) == 0
    assert 3_300 < distance_m(OLD_MARKET, RHEYDT) < 3_400


def test_the_other_side_of_the_earth_is_half_its_girth_away():
    assert distance_m(Point(10, 20), Point(-10, -160)) == pytest.approx(math.pi * 6_371_008.8)


@pytest.mark.parametrize(("straight_m", "minutes"), [(0, 1), (61, 1), (62, 2), (500, 9), (1_000, 17), (5_000, 82)])
def test_walking_takes_a_detour_at_80_metres_a_minute(straight_m, minutes):
    assert walking_minutes(straight_m) == minutes


def test_a_point_is_stored_as_two_plain_columns():
    class Base(DeclarativeBase):
        pass

    class Kiosk(Base):
        __tablename__ = "kiosks"

        id: Mapped[int] = mapped_column(primary_key=True)
        latitude: Mapped[float]
        longitude: Mapped[float]
        point: Mapped[Point] = composite("latitude", "longitude")

    engine = create_engine("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        session.add(Kiosk(id=1, point=RHEYDT))
        session.commit()
        session.expire_all()

        assert session.get(Kiosk, 1).point == RHEYDT
    engine.dispose()
