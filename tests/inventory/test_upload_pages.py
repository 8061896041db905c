"""The upload pages: who may see them, a file from choosing to its result, and every way it can fail."""

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.accounts.models import AuditEntry, User
from marketplace.inventory.models import Offer, Upload, UploadRow
from marketplace.inventory.uploading import examples
from marketplace.jobs import Job
from marketplace.stores.models import Store
from tests import make
from tests.checked_client import CheckedClient
from tests.inventory import tables
from tests.inventory.sending import HAMMER, REFUSED, address, only, send, work

PAGES = ("", "/template.csv", "/{code}", "/{code}/refused.csv")


@pytest.mark.parametrize("page", PAGES)
def test_a_guest_signs_in_first(client: CheckedClient, store: Store, page: str) -> None:
    response = client.get(address(more=page.format(code="ABC")))

    assert response.status_code == 303
    assert "/sign-in" in response.location


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["shopper", "staff of another shop", "editor", "operator"])
def test_nobody_else_sees_a_shops_files(
    client: CheckedClient, session: Session, store: Store, page: str, who: str
) -> None:
    user = make.user(session, "David")
    if who == "staff of another shop":
        make.role(session, user, "staff", retailer_id=make.retailer(session).id)
    elif who == "editor":
        make.role(session, user, "editor", city_id=store.city_id)
    elif who == "operator":
        make.role(session, user, "operator")
    client.sign_in(user)

    assert client.get(address(more=page.format(code="ABC"))).status_code == 403
    assert send(client, tables.goods(HAMMER)) == 403


def test_staff_may_upload_like_the_owner(client: CheckedClient, session: Session, store: Store) -> None:
    user = make.user(session, "David")
    make.role(session, user, "staff", retailer_id=store.retailer_id)
    client.sign_in(user)

    assert client.get(address()).status_code == 200
    assert send(client, tables.goods(HAMMER)) == 303


def test_before_the_first_file_the_page_shows_an_example(client: CheckedClient, clara: User) -> None:
    client.sign_in(clara)

    page = client.get(address()).text

    assert "So sieht ein Ergebnis aus" in page
    assert "auf Anfrage" in page
    assert "4006381333932" in page
    assert "Bisherige Dateien" not in page


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_template_can_be_uploaded_as_it_is(session: Session, store: Store, language: str) -> None:
    upload = tables.bring_in(session, store, examples.template(language))

    assert (upload.created, upload.refused) == (3, 0)
    assert session.scalars(select(func.count()).where(UploadRow.errors.is_(None))).one() == 0
    assert session.scalars(select(Offer).order_by(Offer.sku)).first().product.measure_milli == 750


def test_the_template_opens_in_a_german_excel(client: CheckedClient, clara: User) -> None:
    client.sign_in(clara)

    response = client.get(address(more="/template.csv"))

    assert response.data.startswith(b"\xef\xbb\xbfArtikelnummer;Bezeichnung;Preis;Bestand;EAN;")
    assert response.headers["Content-Disposition"] == "attachment; filename=stadtregal-vorlage.csv"


def test_a_file_is_worked_on_in_the_background_and_its_result_shown(
    app: Flask, client: CheckedClient, session: Session, store: Store, clara: User
) -> None:
    client.sign_in(clara)

    status = send(client, tables.goods(HAMMER, REFUSED), name="Kasse/bestand.csv")

    upload = only(session)
    assert (status, upload.state, upload.file_name, upload.user_id) == (303, "waiting", "bestand.csv", clara.id)
    waiting = client.get(address(upload))
    assert "<upload-progress" in waiting.text
    assert 'http-equiv="refresh"' in waiting.text
    assert session.scalars(select(AuditEntry.action)).all() == ["upload"]

    work(app, session)

    upload = only(session)
    assert (upload.state, upload.created, upload.refused) == ("done", 1, 1)
    page = client.get(address(upload)).text
    assert "Übernommen bis auf 1 Zeile." in page
    assert "<upload-progress" not in page
    assert all(word in page for word in ("A-2", "Preis", "teuer", "Bestand", "viele"))
    assert "A-1" not in page
    assert "A-1" in client.get(address(upload, "?result=all")).text
    assert "bestand.csv" in client.get(address()).text
    assert session.scalars(select(Job).where(Job.queue == "worker")).all() == []


def test_the_refused_rows_come_back_as_a_file_to_mend(
    app: Flask, client: CheckedClient, session: Session, store: Store, clara: User
) -> None:
    client.sign_in(clara)
    header = [*tables.HEADER, "Eigene Spalte"]
    send(client, tables.text([header, [*HAMMER, "x"], [*REFUSED, "Zwei\nZeilen"]], encoding="cp1252"))
    work(app, session)

    content = client.get(address(only(session), "/refused.csv")).data.decode("utf-8-sig")

    table = list(csv.reader(io.StringIO(content, newline=""), delimiter=";"))
    assert table[0] == [*header, "Hinweis"]
    assert table[1][:5] == [*REFUSED, "Zwei\nZeilen"]
    assert "teuer" in table[1][5]
    assert "viele" in table[1][5]

    mended = content.replace("teuer", "19,90").replace("viele", "2")
    send(client, mended.encode())
    work(app, session)

    assert session.scalars(select(Offer.sku).order_by(Offer.id)).all() == ["A-1", "A-2"]


def test_rows_are_filtered_by_result_and_paged(
    client: CheckedClient, session: Session, store: Store, clara: User
) -> None:
    rows = [[f"A-{n:03}", "Ding", "1", "1"] for n in range(60)]
    upload = tables.bring_in(session, store, tables.goods(*rows, ["M-1", "Minus", "1", "-1"], ["", "Rest", "1", "1"]))
    client.sign_in(clara)

    everything = client.get(address(upload, "?result=all")).text
    assert everything.index("Die Artikelnummer fehlt.") < everything.index("A-000")
    assert "A-059" not in everything
    assert "A-059" in client.get(address(upload, "?result=created&page=2")).text
    remarks = client.get(address(upload, "?result=remarks")).text
    assert "M-1" in remarks
    assert "A-000" not in remarks
    assert client.get(address(upload, "?result=nonsense&page=99")).status_code == 200


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Die Datei ist leer."),
        (b"%PDF-1.7", "Das ist keine Tabelle"),
        (b"\xd0\xcf\x11\xe0 old", "lesen wir noch nicht"),
        (b"sku;title\n" + b"x" * 3_000, "größer als"),
    ],
)
def test_what_is_no_inventory_file_is_refused_at_once(
    app: Flask, client: CheckedClient, session: Session, store: Store, clara: User, content: bytes, said: str
) -> None:
    app.config["UPLOAD_MAX_BYTES"] = 2_000
    client.sign_in(clara)
    data = {"file": (io.BytesIO(content), "x.csv"), "missing": "keep"}

    response = client.post(address(), data=data, content_type="multipart/form-data")

    assert response.status_code == 422
    assert said in response.text
    assert session.scalars(select(Upload)).all() == []


def test_without_a_file_the_form_says_so(client: CheckedClient, store: Store, clara: User) -> None:
    client.sign_in(clara)

    response = client.post(address(), data={"missing": "keep"})

    assert response.status_code == 422
    assert "Bitte wählen Sie eine Datei aus." in response.text


def test_a_request_far_beyond_the_limit_is_not_even_read(app: Flask, client: CheckedClient, clara: User) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 1_000
    client.sign_in(clara)

    assert send(client, b"x" * 5_000) == 413


def test_a_file_that_turns_out_unusable_changes_nothing_and_says_why(
    app: Flask, client: CheckedClient, session: Session, store: Store, clara: User
) -> None:
    client.sign_in(clara)
    send(client, b"Hallo;Welt\r\n1;2\r\n")

    work(app, session)

    upload = only(session)
    assert (upload.state, upload.content) == ("failed", None)
    page = client.get(address(upload)).text
    assert "Diese Datei konnten wir nicht verwenden" in page
    assert "Hallo, Welt" in page
    assert session.scalars(select(Offer)).all() == []


def test_what_the_shop_chose_for_missing_goods_is_done(
    app: Flask, client: CheckedClient, session: Session, store: Store, clara: User
) -> None:
    gone = make.offer(session, store=store, sku="ALT")
    client.sign_in(clara)

    send(client, tables.goods(HAMMER), missing="end")
    work(app, session)

    session.refresh(gone)
    assert gone.ended_at is not None


def test_another_shops_upload_is_not_found(client: CheckedClient, session: Session, store: Store, clara: User) -> None:
    other = tables.bring_in(session, make.store(session), tables.goods(HAMMER))
    client.sign_in(clara)

    assert client.get(address(other)).status_code == 404
    assert client.get(address(other, "/refused.csv")).status_code == 404
