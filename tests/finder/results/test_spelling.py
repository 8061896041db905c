"""What becomes of words that nothing has: mended, left out, followed by what is nearly it."""

import pytest
from sqlalchemy.orm import Session

from marketplace.cities.models import City
from tests import make
from tests.checked_client import CheckedClient
from tests.finder.indexed import indexed

pytestmark = pytest.mark.usefixtures("noon")


def test_a_word_that_nothing_has_is_left_out_and_said(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wanderschuh+zebrastreifen").text

    assert "<s>zebrastreifen</s>" in page
    assert "<mark>Wanderschuh</mark>" in page


def test_a_typing_error_is_answered_with_what_was_meant(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wandershcuh").text

    assert "Zu „wandershcuh“ gibt es nichts" in page
    assert "<mark>Wanderschuh</mark>" in page


def test_a_typing_error_is_mended_before_its_word_is_left_out(
    session: Session, city: City, client: CheckedClient
) -> None:
    indexed(session)

    page = client.get("/mg/search?q=wandershcuh+eifelsteig").text

    assert "Gezeigt wird: <strong>Wanderschuh eifelsteig</strong>" in page
    assert "<s>" not in page


def test_mending_a_word_keeps_what_else_the_text_asks_for(session: Session, city: City, client: CheckedClient) -> None:
    indexed(session)

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
    indexed(session)

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
    indexed(session)

    assert "nah dran" not in client.get("/mg/search?q=wollsocke+grau").text


@pytest.mark.parametrize(
    "narrow", ["near=41179&radius_m=1000", "price_max_cents=100", "near=41179&radius_m=500&in_stock=1"]
)
def test_a_typing_error_is_understood_where_the_search_is_too_narrow(
    session: Session, city: City, client: CheckedClient, narrow: str
) -> None:
    indexed(session)

    page = client.get(f"/mg/search?q=wandershcuh&{narrow}").text

    assert "Nichts gefunden für „wandershcuh“" in page
    assert "Meinten Sie" in page
    assert "<strong>wanderschuh</strong>" in page.lower()
    assert ">Wanderschuh" in page


def test_a_compound_that_little_has_is_followed_by_what_has_its_parts(
    session: Session, city: City, client: CheckedClient
) -> None:
    shop = make.store(session, city=city)
    for title in ("Regenjacke Wolkenwand, Damen", "Kinderbuch"):
        make.offer(session, store=shop, product=make.product(session, group=make.group(session, title=title)))
    indexed(session)

    page = client.get("/mg/search?q=Kinderregenjacke").text
    nothing, _, near = page.partition("Nicht alles, aber nah dran")

    assert "Nichts gefunden" in nothing
    assert "Wolkenwand" in near
    assert "Ohne: <s>Kinder</s>" in near
