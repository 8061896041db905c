"""Taking along, leaving, and what the night clears away: all by the register."""

import json
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from marketplace.accounts import audit, closing, inviting, sessions
from marketplace.accounts.models import AuditEntry, Invitation, SignIn, User
from marketplace.inventory.models import Movement, Upload
from marketplace.mail import Mail, deliver
from marketplace.orders.asking import questions
from marketplace.orders.messages import writing
from marketplace.orders.models import Order
from marketplace.privacy.erasing import clear_outdated, erase
from marketplace.privacy.exporting import archive
from marketplace.privacy.finding import Person, holdings
from marketplace.privacy.register import REGISTER
from tests import make
from tests.make import NOON
from tests.orders.placing import open_store, placed

HERS = {"users", "roles", "sign_ins", "invitations", "mails", "audit_entries", "movements", "uploads"}
HERS |= {"orders", "order_lines", "order_events", "order_messages", "shelf_askers"}
SECRET = "geheim-geheim"


def busy(session: Session, name: str) -> User:
    """A shopper who also works in a shop, with a row in every table that can hold something of a person."""
    user = make.user(session, name, password_hash=SECRET)
    store = open_store(session)
    make.role(session, user, "staff", retailer_id=store.retailer_id)
    sessions.begin(session, user, f"Browser von {name}", NOON)
    inviting.invite(session, user.email, "owner", store.retailer_id, None, NOON)
    make.letter(session, user.email, name=name)
    audit.note(session, user, "hours_changed", "store", store.id, NOON)
    offer = make.offer(session, store=store)
    times = {"happened_at": NOON, "recorded_at": NOON}
    make.kept(session, Movement(offer_id=offer.id, kind="sale", pieces=1, user_id=user.id, **times))
    upload = Upload(code=f"U-{name}", store=store, user_id=user.id, file_name="a.csv", content=b"x", created_at=NOON)
    make.kept(session, upload)
    order = placed(session, make.offer(session, store=store), name=name, email=user.email, user=user)
    writing.write(session, order, "shopper", f"{name} kommt heute noch.", user, NOON)
    question = questions.ask(session, offer.id, NOON + timedelta(days=8))
    questions.want_answer(session, question, user.email, "de", user, NOON)
    return user


def person(user: User) -> Person:
    return Person(user.email, user.id)


def unpacked(session: Session, user: User) -> tuple[dict, str]:
    """The JSON and the page of somebody's export."""
    with ZipFile(BytesIO(archive(session, person(user), NOON))) as file:
        page = next(name for name in file.namelist() if name.endswith(".html"))
        return json.loads(file.read("stadtregal.json")), file.read(page).decode()


def test_an_export_holds_all_that_is_hers_twice_and_nothing_of_others(session):
    ana, _ben = busy(session, "Ana"), busy(session, "Ben")

    told, page = unpacked(session, ana)

    assert set(told["tables"]) == HERS
    assert told["tables"]["users"][0]["email"] == ana.email
    assert told["tables"]["sign_ins"][0]["browser"] == "Browser von Ana"
    assert told["made_at"] == "2026-11-23T11:00:00+00:00"
    assert "Browser von Ana" in page
    assert "23.11.2026, 12:00" in page
    for form in (json.dumps(told), page):
        assert "Ben" not in form
        assert "ben-" not in form


def test_no_key_to_an_account_leaves_with_an_export(session):
    ana = busy(session, "Ana")
    token_hash = session.scalars(select(SignIn.token_hash)).one()

    told, page = unpacked(session, ana)

    for form in (json.dumps(told), page):
        assert SECRET not in form
        assert token_hash not in form


@pytest.mark.parametrize("with_account", [True, False])
def test_who_leaves_is_nowhere_and_nobody_else_loses_anything(session, with_account):
    ana, ben = busy(session, "Ana"), busy(session, "Ben")
    before = {holding.entry.table: holding.rows for holding in holdings(session, person(ben))}
    gone = Person(ana.email.upper(), ana.id if with_account else None)
    session.expunge_all()

    erase(session, gone)

    assert holdings(session, gone) == []
    assert {holding.entry.table: holding.rows for holding in holdings(session, person(ben))} == before
    assert session.scalar(select(func.count()).select_from(Movement)) == 4
    assert session.scalar(select(func.count()).select_from(Order)) == 2
    assert session.scalar(select(func.count()).select_from(AuditEntry)) >= 2


def test_an_erased_address_stands_in_no_table(session):
    ana = busy(session, "Ana")
    gone = person(ana)
    session.expunge_all()

    erase(session, gone)

    for entry in REGISTER:
        for row in session.execute(select(entry.rows)):
            assert gone.email not in " ".join(map(str, row)), entry.table


def test_closing_an_account_says_what_became_of_what(session):
    ana = busy(session, "Ana")

    closing.close(session, ana, NOON)

    letter = session.scalars(select(Mail)).one()
    assert letter.recipient == ana.email
    assert "- Konto: wird gelöscht\n" in letter.text
    assert "- Hochgeladene Listen: bleibt ohne Ihren Namen\n" in letter.text
    assert session.scalars(select(User)).all() == []


def test_a_mail_erased_while_it_waits_is_no_fault(session):
    deliver(session, NOON, make.letter(session).id + 1)


@pytest.mark.parametrize("entry", [entry for entry in REGISTER if entry.days], ids=lambda entry: entry.table)
def test_a_row_goes_when_its_time_is_over_and_not_before(session, entry):
    busy(session, "Ana")
    session.execute(
        text("INSERT INTO throttles (key, failures, last_failure_at) VALUES ('k', 1, '2026-11-23 11:00:00')")
    )
    session.execute(
        text("INSERT INTO geocoded_places (typed, label, asked_at) VALUES ('k', '', '2026-11-23 11:00:00')")
    )
    session.execute(update(entry.rows).values({entry.since: NOON}))
    rows = select(func.count()).select_from(entry.rows)
    found = session.scalar(rows)

    clear_outdated(session, NOON + timedelta(days=entry.days))
    kept = session.scalar(rows)
    clear_outdated(session, NOON + timedelta(days=entry.days, seconds=1))

    assert found == kept > 0
    assert session.scalar(rows) == 0


def test_a_job_that_waits_and_an_invitation_that_is_open_outlast_the_night(session):
    busy(session, "Ana")

    clear_outdated(session, NOON + timedelta(days=29))

    assert session.scalars(select(Invitation.accepted_at)).all() == [None]
    assert session.scalars(select(Mail)).all()


def test_the_account_page_hands_out_the_zip_and_the_closing_page_says_what_happens(session, client):
    client.sign_in(busy(session, "Ana"))

    answer = client.get("/account/data")
    page = client.get("/account/close").text

    assert answer.mimetype == "application/zip"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert ZipFile(BytesIO(answer.data)).testzip() is None
    assert "<span>Verkäufe und Korrekturen am Bestand</span> <strong>bleibt ohne Ihren Namen</strong>" in page


@pytest.mark.parametrize(("front", "words"), [("", "berechtigtes Interesse"), ("/en", "Legitimate interest")])
def test_the_privacy_page_lists_the_register(client, front, words):
    page = client.get(f"{front}/privacy").text

    assert page.count('<th scope="row">') >= len(REGISTER)
    assert words in page
