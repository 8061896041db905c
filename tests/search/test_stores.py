"""Places, distances, areas and hours."""

from pathlib import Path

import numpy as np
import pytest
from geopy.distance import great_circle

from search import Point, Query, Store
from search.searching import within_reach
from search.storebook import StoreBook
from search.stores import AREA_REACH_M, Stores, line_of, lines, metres, on_globe
from tests.search.catalogues import DAY, HOUR, MARKET, NOON, PLACES


@pytest.mark.parametrize("place", PLACES)
def test_distances_are_those_along_the_great_circle(place: Point) -> None:
    expected = great_circle((MARKET.latitude, MARKET.longitude), (place.latitude, place.longitude)).meters

    assert metres(lines(on_globe(place), on_globe(MARKET))) == pytest.approx(expected, rel=1e-5, abs=1e-6)


def test_a_way_and_its_line_belong_together() -> None:
    for way in (0.0, 1.0, 25_000.0, 20_000_000.0):
        assert metres(np.array(line_of(way))) == pytest.approx(way, rel=1e-6)


def town(number: int, latitude: float, count: int) -> list[Store]:
    """A town 8 km across."""
    return [
        Store(100 * number + step, "Laden", Point(latitude + 0.07 * step / count, 6.5), f"town {number}", DAY)
        for step in range(count)
    ]


@pytest.fixture
def many_towns(tmp_path: Path) -> Stores:
    """Thirty towns far from each other, with a dozen stores each: 0 to 11, 100 to 111 and so on."""
    many = [store for number in range(30) for store in town(number, 40.0 + 0.5 * number, 12)]
    StoreBook.afresh(many).write(tmp_path / "stores.arrays")
    return Stores(tmp_path / "stores.arrays")


def test_each_town_is_an_area_and_a_query_reads_one_however_many_there_are(many_towns: Stores) -> None:
    nearby = many_towns.nearby(Point(40.03, 6.5), 5_000)

    assert len(many_towns.reaches) == 30
    assert len(nearby.areas) == 1
    assert set(many_towns.ids[nearby.slots]) <= set(range(12))
    assert (many_towns.reaches <= line_of(AREA_REACH_M)).all()


def test_who_asks_for_one_store_reads_its_own_town_only(many_towns: Stores) -> None:
    nearby = within_reach(many_towns, Query(store=703, at=NOON))

    assert len(nearby.areas) == 1
    assert sorted(many_towns.ids[nearby.slots]) == list(range(700, 712))
    assert len(within_reach(many_towns, Query(at=NOON)).areas) == 30


def test_stores_come_back_as_they_were_put(tmp_path: Path) -> None:
    rows = [
        Store(7, "Café Süd", Point(51.1, 6.4), "mg", DAY, ((1, 2), (3, 4))),
        Store(3, "Hof", Point(-10.0, 179.9), "", 7 * DAY),
    ]
    book = StoreBook.afresh(rows)
    book.put([Store(9, "Neu", Point(51.1, 6.41), "mg", DAY, ((5, 6),))])
    book.remove([3])
    book.write(tmp_path / "stores.arrays")

    again = StoreBook(Stores(tmp_path / "stores.arrays"))

    assert again.rows == book.rows == {0: rows[0], 2: book.rows[2]}
    assert again.slot(9) == 2
    assert again.slot(3) is None


def test_a_store_is_open_from_the_first_second_to_before_the_last(tmp_path: Path) -> None:
    rows = [
        Store(1, "früh", MARKET, "mg", DAY, ((NOON, NOON + HOUR), (NOON + DAY, NOON + DAY + HOUR))),
        Store(2, "nie", MARKET, "mg", DAY),
        Store(3, "spät", MARKET, "mg", DAY, ((NOON + HOUR, NOON + 2 * HOUR),)),
    ]
    StoreBook.afresh(rows).write(tmp_path / "stores.arrays")
    stores = Stores(tmp_path / "stores.arrays")

    for moment in (NOON - 1, NOON, NOON + HOUR - 1, NOON + HOUR, NOON + 2 * HOUR, NOON + DAY, NOON - DAY):
        expected = [any(start <= moment < end for start, end in store.opens) for store in rows]
        assert stores.open_at(moment).tolist() == expected
