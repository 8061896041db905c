"""The page of results: cards, filters, place, paging, and the ways on where nothing is found."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from marketplace.finder import indexing
from marketplace.insights.models import DemandSignal
from tests import make
from tests.checked_client import CheckedClient
from tests.make import NOON

pytestmark = pytest.mark.usefixtures("noon")


@pytest.fixture
def city(session: Session) -> City:
    """A city with one shop that has boots, wine and tea."""
    city = make.city(session, slug="mg")
    make.district(session, city, outline=[[51.20, 6.42], [51.20, 6.45], [51.18, 6.45], [51.18, 6.42]])
    shoes = make.category(session, "schuhe", family="boot")
    shop = make.store(session, city=city, name="Schuhhaus Brandts", store_code="brandts")
    boots = make.group(session, title="Wanderschuh Eifelsteig", brand="Halde & Horn", category=shoes, code="B00T23")
    for size in ("38", "39", "40"):
        make.offer(session, store=shop, product=make.product(session, group=boots, size=size), price_cents=12990)
    wine = make.product(session, group=make.group(session, title="Spätburgunder"), measure_milli=750, measure_unit="l")
    make.offer(session, store=shop, product=wine, price_cents=900, on_hand=2, source="pos")
    return city


def index(session: Session) -> None:
    session.commit()
    indexing.rebuild(session, NOON)
    indexing.close_writer()


def test_a_card_says_what_where_when_and_how_much(session: Session, city: City, client: CheckedClient) -> None:
    index(session)

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
    index(session)

    page = client.get("/mg/search?q=filzpantoffel").text

    assert "Auf Lager <small>gezählt" in page


def test_the_till_is_named_and_the_price_for_a_litre_stands_beside(
    session: Session, city: City, client: CheckedClient
) -> None:
    index(session)

    page = client.get("/mg/search?q=spätburgunder").text

    assert "Nur noch 2 <small>laut Kasse" in page
    assert "12,00 € je l" in page


def test_other_shops_are_named_with_their_lowest_price(session: Session, city: City, client: CheckedClient) -> None:
    wine = make.product(session, group=make.group(session, title="Riesling trocken"))
    make.offer(session, store=make.store(session, city=city), product=wine, price_cents=900)
    far = make.store(session, city=city, latitude=51.1846)
    make.offer(session, store=far, product=wine, price_cents=850)
    index(session)

    page = client.get("/mg/search?q=riesling&near=41061").text

    assert "ab 8,50 € in 1 weiteren Laden" in page


def test_nobody_is_sent_to_an_empty_shelf(session: Session, city: City, client: CheckedClient) -> None:
    wine = make.product(session, group=make.group(session, title="Riesling trocken"))
    make.offer(session, store=make.store(session, city=city), product=wine, on_hand=0)
    far = make.store(session, city=city, name="Weinkeller", latitude=51.1846)
    make.offer(session, store=far, product=wine)
    index(session)

    page = client.get("/mg/search?q=riesling&near=41061").text

    assert "Gerade nicht da" in page
    assert "Da bei <strong>Weinkeller</strong>" in page


def test_an_old_count_is_said_to_be_old(session: Session, city: City, client: CheckedClient) -> None:
    tea = make.product(session, group=make.group(session, title="Jasmintee"))
    make.offer(session, store=make.store(session, city=city), product=tea, counted_at=NOON - timedelta(days=30))
    index(session)

    page = client.get("/mg/search?q=jasmintee").text

    assert "Bitte nachfragen <small>zuletzt gezählt vor 30 Tagen" in page


def test_a_filter_is_a_link_that_is_current_while_it_holds(session: Session, city: City, client: CheckedClient) -> None:
    index(session)

    page = client.get("/mg/search?q=wanderschuh&in_stock=1").text

    assert 'href="/mg/search?q=wanderschuh" rel="nofollow" aria-current="true">Auf Lager <span>1</span>' in page


def test_what_an_address_holds_stands_in_every_link_of_the_page(
    session: Session, city: City, client: CheckedClient
) -> None:
    index(session)

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
    index(session)

    first = client.get("/mg/search?q=socke").text
    address = first.partition('rel="next')[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    second = client.get(address).text

    assert first.count("<mark>Socke</mark>") == 20
    assert second.count("<mark>Socke</mark>") == 5
    assert 'rel="next' not in second


def test_a_word_that_nothing_has_is_left_out_and_said(session: Session, city: City, client: CheckedClient) -> None:
    index(session)

    page = client.get("/mg/search?q=wanderschuh+zebrastreifen").text

    assert "<s>zebrastreifen</s>" in page
    assert "<mark>Wanderschuh</mark>" in page


def test_a_typing_error_is_answered_with_what_was_meant(session: Session, city: City, client: CheckedClient) -> None:
    index(session)

    page = client.get("/mg/search?q=wandershcuh").text

    assert "Zu „wandershcuh“ gibt es nichts" in page
    assert "<mark>Wanderschuh</mark>" in page


def test_a_typing_error_is_mended_before_its_word_is_left_out(
    session: Session, city: City, client: CheckedClient
) -> None:
    index(session)

    page = client.get("/mg/search?q=wandershcuh+eifelsteig").text

    assert "Gezeigt wird: <strong>Wanderschuh eifelsteig</strong>" in page
    assert "<s>" not in page


def test_mending_a_word_keeps_what_else_the_text_asks_for(session: Session, city: City, client: CheckedClient) -> None:
    index(session)

    dear = client.get("/mg/search?q=wandershcuh+unter+100+Euro").text
    cheap = client.get("/mg/search?q=wandershcuh+unter+200+Euro").text

    assert "Nichts gefunden" in dear
    assert "Gezeigt wird: <strong>Wanderschuh unter 200 Euro</strong>" in cheap.replace("wanderschuh", "Wanderschuh")


def test_a_short_answer_is_followed_by_what_has_some_of_the_words(
    session: Session, city: City, client: CheckedClient
) -> None:
    shop = make.store(session, city=city)
    for title in ("Wanderschuh Venn", "Eifelsteig, eine Wanderkarte", "Nudelholz"):
        make.offer(session, store=shop, product=make.product(session, group=make.group(session, title=title)))
    index(session)

    page = client.get("/mg/search?q=wanderschuh+eifelsteig").text
    found, _, near = page.partition("Nicht alles, aber nah dran")

    assert "1 Treffer" in found
    assert "Venn" in near
    assert "Ohne: <s>eifelsteig</s>" in near
    assert "Nudelholz" not in near


def test_a_long_answer_is_not_followed_by_anything(session: Session, city: City, client: CheckedClient) -> None:
    shop = make.store(session, city=city)
    for number in range(12):
        sock = make.group(session, title=f"Wollsocke grau {number}")
        make.offer(session, store=shop, product=make.product(session, group=sock))
    make.offer(session, store=shop, product=make.product(session, group=make.group(session, title="Wollsocke blau")))
    index(session)

    assert "nah dran" not in client.get("/mg/search?q=wollsocke+grau").text


def test_an_unknown_place_is_said_and_the_middle_is_taken(session: Session, city: City, client: CheckedClient) -> None:
    index(session)

    page = client.get("/mg/search?q=wanderschuh&near=Atlantis").text

    assert "„Atlantis“ kennen wir nicht" in page
    assert "<mark>Wanderschuh</mark>" in page


def test_a_point_is_kept_in_the_field_as_it_can_be_sent_again(
    session: Session, city: City, client: CheckedClient
) -> None:
    index(session)

    page = client.get("/mg/search?q=wanderschuh&lat=51.195&lon=6.435").text

    assert 'value="51.195,6.435"' in page


def test_an_address_never_keeps_a_place_finer_than_100_metres(
    session: Session, city: City, client: CheckedClient
) -> None:
    session.commit()

    response = client.get("/mg/search?q=wanderschuh&lat=51.19461234&lon=6.43531234&in_stock=1")

    assert response.status_code == 302
    assert response.location == "/mg/search?q=wanderschuh&lat=51.195&lon=6.435&in_stock=1"


def test_what_is_too_far_is_shown_beyond_the_radius(session: Session, city: City, client: CheckedClient) -> None:
    index(session)

    page = client.get("/mg/search?q=wanderschuh&near=41179&radius_m=1000").text

    assert "Weiter weg als 1 km" in page
    assert "Schuhhaus Brandts" in page


def test_where_radius_and_filters_together_find_nothing_both_are_given_up(
    session: Session, city: City, client: CheckedClient
) -> None:
    index(session)

    page = client.get("/mg/search?q=wanderschuh&near=41179&radius_m=1000&price_max_cents=100").text

    assert "Weiter weg und ohne die Filter" in page
    assert "<mark>Wanderschuh</mark>" in page


@pytest.mark.parametrize(
    "narrow", ["near=41179&radius_m=1000", "price_max_cents=100", "near=41179&radius_m=500&in_stock=1"]
)
def test_a_typing_error_is_understood_where_the_search_is_too_narrow(
    session: Session, city: City, client: CheckedClient, narrow: str
) -> None:
    index(session)

    page = client.get(f"/mg/search?q=wandershcuh&{narrow}").text

    assert "Nichts gefunden für „wandershcuh“" in page
    assert "Meinten Sie" in page
    assert "<strong>wanderschuh</strong>" in page.lower()
    assert ">Wanderschuh" in page


def test_shops_that_open_next_are_named_where_none_is_open(session: Session, city: City, client: CheckedClient) -> None:
    closed = make.store(session, city=city, name="Nachteule", opening_hours="Mo-Fr 20:00-23:00; PH off")
    tea = make.product(session, group=make.group(session, title="Jasmintee"))
    make.offer(session, store=closed, product=tea)
    index(session)

    page = client.get("/mg/search?q=jasmintee&open_now=1").text

    assert "öffnen als Nächstes" in page
    assert "öffnet heute 20:00" in page


def test_nothing_found_offers_shelves_and_a_wish_and_counts_once(
    session: Session, city: City, client: CheckedClient
) -> None:
    index(session)

    for _ in range(2):
        response = client.get("/mg/search?q=Quantenzwieback")
        response.close()

    assert "Nichts gefunden für „Quantenzwieback“" in response.text
    assert "Wunsch abschicken" in response.text
    assert "Alle Regale" in response.text
    assert "category=schuhe" in response.text
    signal = session.scalars(select(DemandSignal)).one()
    assert (signal.theme, signal.searchers, signal.wishes) == ("quantenzwieback", 1, 0)


def test_a_search_that_finds_something_is_nobody_s_business(
    session: Session, city: City, client: CheckedClient
) -> None:
    index(session)

    client.get("/mg/search?q=wanderschuh").close()

    assert session.scalars(select(DemandSignal)).all() == []


def test_without_an_index_the_page_says_so(session: Session, city: City, client: CheckedClient) -> None:
    session.commit()

    response = client.get("/mg/search?q=wanderschuh")

    assert response.status_code == 200
    assert "Die Suche macht gerade Pause" in response.text


def test_a_map_has_a_numbered_pin_for_each_shop(session: Session, city: City, client: CheckedClient) -> None:
    index(session)

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
    index(session)

    assert client.get(f"/mg/search?q=wanderschuh&{bad}").status_code == 200


def test_an_unknown_city_is_not_found(session: Session, client: CheckedClient) -> None:
    assert client.get("/atlantis/search?q=tee").status_code == 404


def test_a_compound_that_little_has_is_followed_by_what_has_its_parts(
    session: Session, city: City, client: CheckedClient
) -> None:
    shop = make.store(session, city=city)
    for title in ("Regenjacke Wolkenwand, Damen", "Kinderbuch"):
        make.offer(session, store=shop, product=make.product(session, group=make.group(session, title=title)))
    index(session)

    page = client.get("/mg/search?q=Kinderregenjacke").text
    nothing, _, near = page.partition("Nicht alles, aber nah dran")

    assert "Nichts gefunden" in nothing
    assert "Wolkenwand" in near
    assert "Ohne: <s>Kinder</s>" in near
