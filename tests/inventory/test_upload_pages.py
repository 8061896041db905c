"""The upload pages: who may see them, a file from choosing to its result, and every way it can fail."""

import csv
import io
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.accounts.models import AuditEntry, User
from marketplace.db import utc_now
from marketplace.inventory.models import Count, Offer, Upload, UploadRow
from marketplace.inventory.uploading import applying, examples, preparing
from marketplace.jobs import Job
from marketplace.stores.models import Store
from marketplace.working import Worker
from tests import make
from tests.checked_client import CheckedClient
from tests.inventory import tables

HAMMER = ["A-1", "Hammer", "9,90", "3"]
REFUSED = ["A-2", "Säge", "teuer", "viele"]


@pytest.fixture
def store(session: Session) -> Store:
    return make.store(session, store_code="eisen-hammer")


@pytest.fixture
def clara(session: Session, store: Store) -> User:
    user = make.user(session, "Clara")
    make.role(session, user, "owner", retailer_id=store.retailer_id)
    return user


def address(upload: Upload | None = None, more: str = "") -> str:
    return "/shop/eisen-hammer/uploads" + (f"/{upload.code}" if upload else "") + more


def send(client: CheckedClient, content: bytes, name: str = "bestand.csv", **values: str) -> int:
    data = {"file": (io.BytesIO(content), name), "missing": "keep", **values}
    return client.post(address(), data=data, content_type="multipart/form-data").status_code


def only(session: Session) -> Upload:
    session.expire_all()
    return session.scalars(select(Upload)).one()


def work(app: Flask, session: Session) -> None:
    """Let the worker do what waits."""
    session.commit()
    Worker(app, jobs.WORKER).step()
    session.rollback()


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

    assert (upload.created, upload.refused) == (2, 0)
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


def test_a_worker_that_dies_between_leaves_no_double_effect(
    app: Flask,
    client: CheckedClient,
    session: Session,
    store: Store,
    clara: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client.sign_in(clara)
    send(client, tables.goods(HAMMER))
    real = applying.apply

    def dies(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        raise KeyboardInterrupt

    monkeypatch.setattr(applying, "apply", dies)
    with pytest.raises(KeyboardInterrupt):
        work(app, session)
    session.rollback()
    assert only(session).state == "working"
    assert session.scalars(select(Offer)).all() == []
    monkeypatch.setattr(applying, "apply", real)
    session.execute(Job.__table__.update().values(leased_until=utc_now() - timedelta(seconds=1)))

    work(app, session)

    upload = only(session)
    assert (upload.state, upload.created) == ("done", 1)
    counts = session.scalars(select(Count)).all()
    assert [(count.pieces, count.counted_at) for count in counts] == [(3, upload.created_at)]


@pytest.mark.parametrize(
    "step", ["marketplace.inventory.uploading.reading.read", "marketplace.inventory.uploading.applying._tell_index"]
)
def test_a_fault_of_ours_is_tried_again_and_the_page_says_so(
    app: Flask,
    client: CheckedClient,
    session: Session,
    store: Store,
    clara: User,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    client.sign_in(clara)
    send(client, tables.goods(HAMMER))
    monkeypatch.setattr(step, lambda *_: 1 / 0)

    work(app, session)

    assert session.scalars(select(Offer)).all() == []
    assert "Es gab eine Störung." in client.get(address(only(session))).text
    assert session.scalars(select(Job.tries).where(Job.queue == "worker")).all() == [1]


def test_progress_is_seen_while_the_file_is_checked(
    app: Flask,
    client: CheckedClient,
    session: Session,
    store: Store,
    clara: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    client.sign_in(clara)
    send(client, tables.goods(*[[f"A-{n}", "Ding", "1", "1"] for n in range(2_500)]))
    upload = only(session)
    session.rollback()
    seen: list[str] = []

    def looks(*_given: object) -> set[str]:
        seen.append(client.get(address(upload)).text)
        return set()

    monkeypatch.setattr(preparing, "known_skus", looks)
    work(app, session)

    assert "Wir prüfen die Zeilen: 2000 von 2500." in seen[0]
