"""The drawn map: everything in its right place."""

from itertools import combinations
from math import hypot

from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.finder.mapping import HEIGHT, PIN_WIDTH, WIDTH, Drawing, drawing
from marketplace.finder.rows import AtStore
from marketplace.places import Point, distance_m
from marketplace.stores.opening_hours import Status
from tests import make

MARKET = Point(51.1946, 6.4353)


def stores(session: Session, city: City, *places: Point) -> list[tuple[int, AtStore]]:
    made = [make.store(session, city=city, latitude=place.latitude, longitude=place.longitude) for place in places]
    return [(number, AtStore(store, 0, Status("open"), ())) for number, store in enumerate(made, start=1)]


def pins(drawn: Drawing) -> dict[int, tuple[float, float]]:
    return {pin.number: (pin.x, pin.y) for pin in drawn.pins}


def test_north_is_up_and_east_is_right(session: Session) -> None:
    city = make.city(session)

    drawn = pins(drawing(city, stores(session, city, MARKET, Point(51.21, 6.4353), Point(51.1946, 6.46))))

    assert drawn[2][1] < drawn[1][1]
    assert drawn[3][0] > drawn[1][0]


def test_every_pin_is_inside_the_picture(session: Session) -> None:
    city = make.city(session)

    drawn = pins(drawing(city, stores(session, city, MARKET, Point(51.10, 6.40), Point(51.25, 6.55)), MARKET))

    assert all(0 < x < WIDTH and 0 < y < HEIGHT for x, y in drawn.values())


def test_distances_on_paper_are_those_of_the_town(session: Session) -> None:
    city, far = make.city(session), Point(51.21, 6.46)

    drawn = drawing(city, stores(session, city, MARKET, far))

    (ax, ay), (bx, by) = pins(drawn)[1], pins(drawn)[2]
    metres = hypot(bx - ax, by - ay) * drawn.scale_m / drawn.scale
    assert abs(metres - distance_m(MARKET, far)) < distance_m(MARKET, far) * 0.01


def test_neighbours_move_apart_until_each_number_can_be_read(session: Session) -> None:
    city = make.city(session)

    drawn = pins(drawing(city, stores(session, city, *[MARKET] * 4, Point(51.21, 6.46))))

    assert min(hypot(b[0] - a[0], b[1] - a[1]) for a, b in combinations(drawn.values(), 2)) > PIN_WIDTH * 0.7


def test_the_corners_are_those_of_the_picture(session: Session) -> None:
    city = make.city(session)
    frame = drawing(city, stores(session, city, MARKET)).frame

    south_west, north_east = frame.corners

    assert frame.place(south_west) == (0, HEIGHT)
    assert frame.place(north_east) == (WIDTH, 0)


def test_rings_are_around_the_place_distances_are_taken_from(session: Session) -> None:
    city = make.city(session)

    drawn = drawing(city, stores(session, city, Point(51.2, 6.45)), MARKET)

    assert drawn.rings
    assert {(ring.x, ring.y) for ring in drawn.rings} == {drawn.here}


def test_without_shops_and_place_the_whole_city_is_drawn(session: Session) -> None:
    city = make.city(session)
    make.district(session, city, outline=[[51.20, 6.42], [51.20, 6.45], [51.18, 6.45]])
    session.refresh(city)

    drawn = drawing(city, [])

    assert drawn.here is None
    assert len(drawn.outlines) == 1
    assert drawn.outlines[0].path.startswith("M")


def test_a_city_without_outlines_is_drawn_around_its_middle(session: Session) -> None:
    assert drawing(make.city(session), []).pins == ()


def test_a_pin_leads_to_the_row_it_stands_for(session: Session) -> None:
    city = make.city(session)
    found = stores(session, city, MARKET, Point(51.21, 6.46))

    drawn = drawing(city, found, targets={found[0][1].store.id: "B00T23"})

    assert {pin.number: pin.target for pin in drawn.pins} == {1: "B00T23", 2: found[1][1].store.store_code}
