"""The shop's pages about itself: its page, picture, imprint and hours."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from marketplace import pictures
from marketplace.accounts.models import AuditEntry
from marketplace.db import db
from marketplace.jobs import Job
from marketplace.stores.telling import INDEX_STORES
from tests.desks import Town, town

PAGE = {"name": "Schuhhaus Brandts", "description": "", "services": "", "phone": "", "email": "", "website": ""}


@pytest.fixture
def here(session, client) -> Town:
    """A town in which the shop's owner is signed in."""
    found = town(session)
    client.sign_in(found.owner)
    return found


def store_jobs(session) -> list[dict]:
    return list(session.scalars(select(Job.values).where(Job.name == INDEX_STORES)))


def front(size: tuple[int, int] = (400, 300)) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", size, "brown").save(file, "JPEG")
    file.seek(0)
    return file


def test_the_page_is_changed_and_the_new_name_told_to_the_index(session, client, here: Town) -> None:
    values = {
        **PAGE,
        "name": " Schuhhaus am Markt ",
        "description": "Schuhe für alle.",
        "services": "Reparatur\n\n  Geschenke ",
        "phone": "+49 2161 5550101",
        "email": "Kontakt@Schuhe.example",
        "website": "https://www.schuhe.example",
    }

    assert client.post(f"{here.shop}/profile", data=values).status_code == 303

    session.refresh(here.store)
    assert (here.store.name, here.store.services) == ("Schuhhaus am Markt", ["Reparatur", "Geschenke"])
    assert (here.store.email, here.store.website) == ("kontakt@schuhe.example", "https://www.schuhe.example")
    assert store_jobs(session) == [{"store_ids": [here.store.id]}]
    assert "Reparatur\nGeschenke" in client.get(f"{here.shop}/profile").text


def test_new_words_alone_do_not_wake_the_index(session, client, here: Town) -> None:
    client.post(f"{here.shop}/profile", data={**PAGE, "description": "Neu."})

    assert store_jobs(session) == []
    entry = session.scalars(select(AuditEntry)).one()
    assert (entry.action, entry.user_id, entry.details) == ("page_changed", here.owner.id, {"fields": ["description"]})


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", " ", "Bitte geben Sie einen Namen ein"),
        ("name", "x" * 81, "Bitte höchstens 80 Zeichen"),
        ("email", "kein@", "ist keine E-Mail-Adresse"),
        ("website", "javascript:alert(1)", "Bitte mit https:// am Anfang"),
        ("phone", "ruf an", "Bitte nur Ziffern"),
        ("services", "a\n" * 13, "Bitte höchstens 12 kurze Zeilen"),
    ],
)
def test_a_page_that_cannot_stand_so_stays_as_typed(session, client, here: Town, field, typed, sentence) -> None:
    answer = client.post(f"{here.shop}/profile", data={**PAGE, "description": "Getippt.", field: typed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Getippt." in answer.text
    session.refresh(here.store)
    assert here.store.description == ""


def test_a_picture_is_hung_and_taken_down(app, session, client, here: Town) -> None:
    client.post(f"{here.shop}/picture", data={"picture": (front(), "front.jpg")})

    session.refresh(here.store)
    assert here.store.picture is not None
    assert (app.config["VAR_DIR"] / "pictures" / f"{here.store.picture.sha256}-960.webp").exists()
    assert here.store.picture.sha256 in client.get(f"{here.shop}/profile").text

    client.post(f"{here.shop}/picture/removal")
    session.refresh(here.store)
    assert here.store.picture_id is None


def test_while_a_picture_is_resized_others_may_write(session, client, here: Town, monkeypatch) -> None:
    held = []
    opened = pictures._opened

    def opened_and_looked(content: bytes) -> Image.Image:
        held.append(db.session.in_transaction())
        return opened(content)

    monkeypatch.setattr(pictures, "_opened", opened_and_looked)
    goods = {"title": "Hausschuh", "price": "29,90", "pieces": "4", "category": "0"}

    client.post(f"{here.shop}/picture", data={"picture": (front(), "front.jpg")})
    client.post(f"{here.shop}/offers", data={**goods, "picture": (front(), "schuh.jpg")})
    client.post(f"{here.shop}/offers/{here.offer.id}", data={"title": "Stiefel", "picture": (front(), "schuh.jpg")})

    assert held == [False, False, False]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(None, "Bitte wählen Sie ein Bild aus"), (b"GIF89a", "kein Bild, das wir lesen können"), (b"", "kein Bild")],
)
def test_what_is_no_picture_is_refused(session, client, here: Town, content, sentence: str) -> None:
    data = {} if content is None else {"picture": (io.BytesIO(content), "front.jpg")}

    answer = client.post(f"{here.shop}/picture", data=data)

    assert answer.status_code == 422
    assert sentence in answer.text


def test_hours_are_kept_in_their_normal_spelling(session, client, here: Town) -> None:
    answer = client.post(f"{here.shop}/hours", data={"opening_hours": "mo-fr 09:00-18:00;sa 10:00-14:00"})

    assert answer.status_code == 303
    session.refresh(here.store)
    assert here.store.opening_hours == "Mo-Fr 09:00-18:00; Sa 10:00-14:00"
    assert store_jobs(session) == [{"store_ids": [here.store.id]}]


def test_hours_that_cannot_be_read_are_refused_with_a_proposal(session, client, here: Town) -> None:
    answer = client.post(f"{here.shop}/hours", data={"opening_hours": "Di-Fr 9-18 Uhr"})

    assert answer.status_code == 422
    assert "„Di“ an Stelle 1: Schreiben Sie bitte „Tu“." in answer.text
    assert 'name="opening_hours" value="Tu-Fr 09:00-18:00"' in answer.text
    assert 'aria-invalid="true" autofocus' in answer.text
    session.refresh(here.store)
    assert here.store.opening_hours.startswith("Mo-Fr 09:30")


def test_hours_can_be_taken_away_again(session, client, here: Town) -> None:
    answer = client.post(f"{here.shop}/hours", data={"opening_hours": " "})

    assert answer.status_code == 303
    session.refresh(here.store)
    assert here.store.opening_hours == ""
    assert store_jobs(session) == [{"store_ids": [here.store.id]}]
    assert "Öffnungszeiten sind gelöscht" in client.get(f"{here.shop}/hours").text


@pytest.mark.parametrize("ask", ["get", "post"])
def test_hours_are_tried_without_keeping_them(session, client, here: Town, ask: str) -> None:
    typed = {"opening_hours": 'Th-Sa 11:00-19:00; Mo-We "nach Vereinbarung"'}

    if ask == "get":
        answer = client.get(f"{here.shop}/hours", query_string=typed)
    else:
        answer = client.post(f"{here.shop}/hours", data={**typed, "check": "1"})

    assert answer.status_code == 200
    assert "Noch nicht gespeichert." in answer.text
    assert "nach Vereinbarung“, nie als geöffnet" in answer.text
    assert answer.text.count('<th scope="row">') == 7
    session.refresh(here.store)
    assert here.store.opening_hours.startswith("Mo-Fr 09:30")
