"""The shop's day and its shelf, as pages."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select

from marketplace.db import utc_now
from marketplace.inventory import shelf
from marketplace.inventory.models import Offer
from marketplace.inventory.stock import INDEX_OFFERS
from marketplace.jobs import Job
from marketplace.pictures import Picture
from tests import make
from tests.desks import Town, town
from tests.finder.counting import statements


@pytest.fixture
def here(session, client) -> Town:
    """A town in which Farid, staff of the shop, is signed in."""
    found = town(session)
    found.offer.counted_at = utc_now()
    client.sign_in(found.staff)
    return found


def picture() -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(file, "PNG")
    file.seek(0)
    return file


def make_picture(session) -> int:
    return make.kept(session, Picture(sha256="0" * 64, width=1, height=1, created_at=utc_now())).id


def test_today_says_what_is_old(session, client, here: Town) -> None:
    make.offer(session, store=here.store, title="Alte Sandale", counted_at=utc_now() - timedelta(days=30))

    page = client.get(here.shop).text

    assert "Alte Sandale" in page
    assert "Bei 1 Artikel zeigen wir nur noch" in page


def test_a_new_shop_is_told_its_first_steps(client, here: Town) -> None:
    page = client.get(here.shop).text

    assert "Die ersten 100 Artikel ins Regal stellen" in page
    assert '<progress max="100" value="1"' in page


def test_a_shop_that_did_all_is_not_told_again(session, client, here: Town) -> None:
    here.store.description, here.store.picture_id = "Schuhe seit 1950.", make_picture(session)
    make.say_all(here.store.retailer)
    product = make.product(session)
    session.add_all(
        Offer(store=here.store, product=product, sku=f"N{n}", title="Ding", price_cents=100, counted_at=utc_now())
        for n in range(99)
    )

    assert "So werden Sie gefunden" not in client.get(here.shop).text


def test_the_shelf_is_searched_by_title_number_and_ean(session, client, here: Town) -> None:
    make.offer(session, store=here.store, title="Gummistiefel 100 %", sku="G-2")
    gtin = here.offer.product.gtin.lstrip("0")

    for text, found, missing in [
        ("eifel", "Wanderschuh", "Gummistiefel"),
        ("g-2", "Gummistiefel", "Wanderschuh"),
        (gtin, "Wanderschuh", "Gummistiefel"),
        ("100 %", "Gummistiefel", "Wanderschuh"),
    ]:
        page = client.get(f"{here.shop}/offers", query_string={"q": text}).text
        assert found in page
        assert missing not in page


def test_other_shops_offers_are_not_on_the_shelf(session, client, here: Town) -> None:
    foreign = make.offer(session, title="Fremdes Ding")

    assert "Fremdes Ding" not in client.get(f"{here.shop}/offers").text
    assert client.get(f"{here.shop}/offers/{foreign.id}").status_code == 404
    assert client.post(f"{here.shop}/offers/{foreign.id}/stock", data={"price": "1", "pieces": "1"}).status_code == 404


@pytest.mark.parametrize(
    ("show", "values"),
    [
        ("gone", {"on_hand": 0}),
        ("few", {"on_hand": 2}),
        ("few", {"on_hand": 5, "held": 4}),
        ("old", {"counted_at": utc_now() - timedelta(days=8)}),
        ("ended", {"ended_at": utc_now()}),
    ],
)
def test_the_shelf_is_narrowed(session, client, here: Town, show: str, values: dict) -> None:
    make.offer(session, store=here.store, title="Gesuchtes", **{"counted_at": utc_now(), **values})

    page = client.get(f"{here.shop}/offers?show={show}").text

    assert "Gesuchtes" in page
    assert "Wanderschuh" not in page


@pytest.mark.parametrize(
    ("on_hand", "held", "said"),
    [(2, 2, "2, davon 2 zugesagt"), (1, 2, "1, aber 2 zugesagt"), (0, 0, "Gerade nicht da")],
)
def test_a_row_says_why_nothing_can_be_sold(session, client, here: Town, on_hand, held, said) -> None:
    here.offer.on_hand, here.offer.held = on_hand, held
    session.commit()

    assert said in client.get(f"{here.shop}/offers").text


def test_a_long_shelf_has_pages(session, client, here: Town, monkeypatch) -> None:
    monkeypatch.setattr(shelf, "ON_A_PAGE", 2)
    for n in range(4):
        make.offer(session, store=here.store, title=f"Ding {n}")

    last = client.get(f"{here.shop}/offers?page=99").text

    assert "Seite 3 von 3" in last
    assert "Wanderschuh" in last
    assert "Ding 3" not in last


def test_price_and_pieces_are_changed_in_place(session, client, here: Town) -> None:
    address = f"{here.shop}/offers/{here.offer.id}/stock?q=wander"

    answer = client.post(address, data={"price": "119,90 €", "pieces": "3", "seen": "5"})

    assert answer.status_code == 303
    assert answer.location == f"{here.shop}/offers?q=wander#offer-{here.offer.id}"
    session.refresh(here.offer)
    assert (here.offer.price_cents, here.offer.on_hand, here.offer.source) == (11_990, 3, "hand")
    assert "Gespeichert: Wanderschuh Eifelsteig, 119,90 €, 3 Stück." in client.get(answer.location).text


@pytest.mark.parametrize(
    ("price", "pieces", "sentence"),
    [
        ("viel", "3", "„viel“ ist kein Preis"),
        ("0", "3", "Der Preis muss über 0 liegen"),
        ("9,90", "drei", "„drei“ ist keine Stückzahl"),
        ("", "3", "Bitte geben Sie einen Preis ein"),
    ],
)
def test_a_row_that_cannot_be_read_stays_as_typed(session, client, here: Town, price, pieces, sentence) -> None:
    answer = client.post(
        f"{here.shop}/offers/{here.offer.id}/stock", data={"price": price, "pieces": pieces, "seen": "5"}
    )

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{pieces}"' in answer.text
    session.refresh(here.offer)
    assert (here.offer.price_cents, here.offer.on_hand) == (12_990, 5)


def test_an_offer_is_ended_and_the_page_offers_the_way_back(session, client, here: Town) -> None:
    answer = client.post(f"{here.shop}/offers/{here.offer.id}/ending")

    page = client.get(answer.location).text
    assert "steht nicht mehr im Regal" in page
    back = f"{here.shop}/offers/{here.offer.id}/return"
    assert f'action="{back}"' in page

    client.post(back)
    session.refresh(here.offer)
    assert here.offer.ended_at is None
    assert len(session.scalars(select(Job).where(Job.name == INDEX_OFFERS)).all()) == 2


def test_a_known_number_asks_for_price_and_pieces_only(session, client, here: Town) -> None:
    known = make.product(session, group=make.group(session, title="Roman vom Niederrhein"))

    page = client.get(f"{here.shop}/offers/new?gtin={known.gtin.lstrip('0')}").text
    assert "Roman vom Niederrhein" in page
    assert "Beschreibung" not in page

    client.post(
        f"{here.shop}/offers", data={"gtin": known.gtin, "title": "", "price": "22", "pieces": "1", "category": "0"}
    )
    assert session.scalar(select(Offer.title).where(Offer.product_id == known.id)) == "Roman vom Niederrhein"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [("4006381333932", "Prüfziffer"), ("12", "ist keine EAN"), ("2000000000008", "die Läden selbst vergeben")],
)
def test_a_wrong_number_is_named(client, here: Town, typed: str, sentence: str) -> None:
    page = client.get(f"{here.shop}/offers/new?gtin={typed}").text

    assert sentence in page
    assert f'value="{typed}"' in page


def test_own_goods_with_a_picture(app, session, client, here: Town) -> None:
    category = make.category(session, "schuhe")
    data = {"title": "Hausschuh", "price": "29,90", "pieces": "4", "category": str(category.id), "brand": "Filz & Co"}

    answer = client.post(f"{here.shop}/offers", data={**data, "picture": (picture(), "schuh.png")})

    assert answer.status_code == 303
    group = session.scalars(select(Offer).where(Offer.title == "Hausschuh")).one().product.group
    assert (group.category_id, group.brand) == (category.id, "Filz & Co")
    assert (app.config["VAR_DIR"] / "pictures" / f"{group.picture.sha256}-320.webp").exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "Bitte geben Sie eine Bezeichnung ein"),
        ({"picture": b"no picture"}, "kein Bild, das wir lesen können"),
        ({"sku": "W-1"}, "haben Sie schon angelegt"),
        ({"gtin": "4006381333932"}, "Prüfziffer"),
    ],
)
def test_goods_that_cannot_be_added_stay_in_the_form(session, client, here: Town, changed: dict, sentence: str) -> None:
    data = {"title": "Hausschuh", "price": "29,90", "pieces": "4", "category": "0", "brand": "Filz & Co", **changed}
    if "picture" in data:
        data["picture"] = (io.BytesIO(data["picture"]), "schuh.png")

    answer = client.post(f"{here.shop}/offers", data=data)

    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    assert "29,90" in answer.text
    assert session.scalar(select(Offer.id).where(Offer.title == "Hausschuh")) is None


def test_an_offer_is_renamed_and_shows_its_ledger(session, client, here: Town) -> None:
    client.post(f"{here.shop}/offers/{here.offer.id}/stock", data={"price": "99", "pieces": "2", "seen": "5"})

    client.post(
        f"{here.shop}/offers/{here.offer.id}", data={"title": "Wanderschuh neu", "place": "R9", "category": "0"}
    )
    page = client.get(f"{here.shop}/offers/{here.offer.id}").text

    assert "Wanderschuh neu" in page
    assert "2 Stück" in page
    assert "99,00" in page
    assert "gemeinsamen Katalog" in page


def test_a_shelf_costs_few_statements(session, client, here: Town) -> None:
    for n in range(20):
        make.offer(session, store=here.store, title=f"Ding {n}")

    with statements() as seen:
        client.get(f"{here.shop}/offers")

    assert len(seen) <= 9, seen
