"""The page of results: cards, filters, paging, map."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.indexed import indexed
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("noon")


def test_a_card_says_what_where_when_and_how_much(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wanderschuhe&near=41061").text

    assert "1 Treffer in 1 Laden" in page
    assert "<mark>Wanderschuh</mark> Eifelsteig" in page
    assert "129,90 €" in page
    assert "Größe 38–40" in page
    assert "Schuhhaus Brandts" in page
    assert "Min. zu Fuß" in page
    assert "geöffnet bis 18:30" in page
    assert "Auf Lager <small>gezählt" in page
    assert 'value="41061 Stadtmitte"' in page


def test_of_sizes_that_cost_the_same_the_surest_speaks_for_the_shop(
    session: Session, city: City, client: CheckedClient
) -> None:
    shop = make.store(session, city=city)
    slippers = make.group(session, title="Filzpantoffel")
    for size, pieces in (("38", 1), ("39", 0), ("40", 7)):
        make.offer(session, store=shop, product=make.product(session, group=slippers, size=size), on_hand=pieces)
    indexed(session)

    page = client.get("/mg/search?q=filzpantoffel").text

    assert "Auf Lager <small>gezählt" in page


def test_the_till_is_named_and_the_price_for_a_litre_stands_beside(
    session: Session, city: City, client: CheckedClient
) -> None:
    indexed(session)

    page = client.get("/mg/search?q=spätburgunder").text

    assert "Nur noch 2 <small>laut Kasse" in page
    assert "12,00 € je l" in page


def test_other_shops_are_named_with_their_lowest_price(session: Session, city: City, client: CheckedClient) -> None:
    wine = make.product(session, group=make.group(session, title="Riesling trocken"))
    make.offer(session, store=make.store(session, city=city), product=wine, price_cents=900)
    far = make.store(session, city=city, latitude=51.1846)
    make.offer(session, store=far, product=wine, price_cents=850)
    indexed(session)

    page = client.get("/mg/search?q=riesling&near=41061").text

    assert "ab 8,50 € in 1 weiteren Laden" in page


def test_nobody_is_sent_to_an_empty_shelf(session: Session, city: City, client: CheckedClient) -> None:
    wine = make.product(session, group=make.group(session, title="Riesling trocken"))
    make.offer(session, store=make.store(session, city=city), product=wine, on_hand=0)
    far = make.store(session, city=city, name="Weinkeller", latitude=51.1846)
    make.offer(session, store=far, product=wine)
    indexed(session)

    page = client.get("/mg/search?q=riesling&near=41061").text

    assert "Gerade nicht da" in page
    assert "Da bei <strong>Weinkeller</strong>" in page


def test_an_old_count_is_said_to_be_old(session: Session, city: City, client: CheckedClient) -> None:
    tea = make.product(session, group=make.group(session, title="Jasmintee"))
    make.offer(session, store=make.store(session, city=city), product=tea, counted_at=NOON - timedelta(days=30))
    indexed(session)

    page = client.get("/mg/search?q=jasmintee").text

    assert "Bitte nachfragen <small>zuletzt gezählt vor 30 Tagen" in page


def test_a_filter_is_a_link_that_is_current_while_it_holds(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wanderschuh&in_stock=1").text

    assert 'href="/mg/search?q=wanderschuh" rel="nofollow" aria-current="true">Auf Lager <span>1</span>' in page


def test_what_an_address_holds_stands_in_every_link_of_the_page(
    session: Session, city: City, client: CheckedClient
) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wanderschuh&near=41061&radius_m=2000&open_now=1&sort=price").text

    assert (
        "/mg/search?q=wanderschuh&amp;near=41061&amp;radius_m=2000&amp;open_now=1&amp;category=schuhe&amp;sort=price"
        in page
    )
    assert '<input type="hidden" name="radius_m" value="2000">' in page


def test_further_hits_have_a_link_of_their_own(session: Session, city: City, client: CheckedClient) -> None:
    shop = make.store(session, city=city)
    for number in range(25):
        make.offer(
            session, store=shop, product=make.product(session, group=make.group(session, title=f"Socke {number}"))
        )
    indexed(session)

    first = client.get("/mg/search?q=socke").text
    address = first.partition('rel="next')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(address).text

    assert first.count("<mark>Socke</mark>") == 20
    assert second.count("<mark>Socke</mark>") == 5
    assert 'rel="next' not in second


def test_a_map_has_a_numbered_pin_for_each_shop(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wanderschuh").text

    assert 'href="#B00T23"' in page
    assert "Treffer 1: Schuhhaus Brandts" in page


@pytest.mark.parametrize(
    "bad",
    ["lat=x&lon=y", "lat=99&lon=200", "radius_m=-5", "limit=0", "cursor=nonsense", "sort=luck", "price_max_cents=a"],
)
def test_an_address_that_makes_no_sense_still_has_an_answer(
    session: Session, city: City, client: CheckedClient, bad: str
) -> None:
    indexed(session)

    assert client.get(f"/mg/search?q=wanderschuh&{bad}").status_code == 200


def test_an_unknown_city_is_not_found(session: Session, client: CheckedClient) -> None:
    assert client.get("/atlantis/search?q=tee").status_code == 404
