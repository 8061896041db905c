"""The trader file: what a business must have said of itself, who says it, and what waits for it."""

import pytest
from sqlalchemy import select

from marketplace.accounts.models import AuditEntry
from marketplace.errors import Invalid, Refused
from marketplace.jobs import Job
from marketplace.stores import trader_file
from marketplace.stores.telling import SHELVE_AGAIN
from tests import make
from tests.desks import Town, town
from tests.make import NOON

TYPED = {
    "legal_name": "Brandts GmbH",
    "street": "Marktstraße 3",
    "postcode": "41061",
    "town": "Mönchengladbach",
    "email": "post@brandts.example",
    "phone": "02161 555100",
    "has_no_register": "y",
    "vat_status": "id",
    "vat_id": "de 999 000 017",
    "packaging_number": "DE 9000000000017",
    "needs_no_weee_number": "y",
    "arbitration": "declined",
    "is_certified": "y",
}


@pytest.fixture
def here(session, client) -> Town:
    """A town in which the shop's owner is signed in."""
    found = town(session)
    client.sign_in(found.owner)
    return found


@pytest.mark.parametrize(
    ("left_out", "named"),
    [
        ({"street": ""}, "street"),
        ({"town": ""}, "street"),
        ({"email": ""}, "email"),
        ({"phone": ""}, "phone"),
        ({"register": ""}, "register"),
        ({"vat_status": ""}, "vat_status"),
        ({"vat_id": ""}, "vat_status"),
        ({"packaging_number": ""}, "packaging_number"),
        ({"needs_no_weee_number": False}, "weee_number"),
        ({"arbitration": ""}, "arbitration"),
        ({"arbitration": "willing"}, "arbitration"),
        ({"certified_at": None}, "certified_at"),
    ],
)
def test_buying_waits_for_each_line_of_the_trader_file(session, left_out, named) -> None:
    store = make.store(session, retailer=make.trader(session, **left_out))

    with pytest.raises(Refused) as refusal:
        trader_file.demand_trader_file(store)

    assert refusal.value.code == "trader_file_incomplete"
    assert trader_file.lacking(store.retailer) == [named]


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"register": "", "has_no_register": True},
        {"vat_status": "small", "vat_id": ""},
        {"vat_status": "none", "vat_id": ""},
        {"packaging_number": "", "needs_no_packaging_number": True},
        {"weee_number": "DE99000001", "needs_no_weee_number": False},
        {"arbitration": "willing", "arbitration_board": "Schlichtungsstelle, Straßburger Straße 8, Kehl"},
    ],
)
def test_what_does_not_exist_is_declared_instead(session, said) -> None:
    store = make.store(session, retailer=make.trader(session, **said))

    trader_file.demand_trader_file(store)

    assert trader_file.lacking(store.retailer) == []


@pytest.mark.parametrize("typed", ["DE999000018", "999000017", "keine"])
def test_a_vat_number_with_a_wrong_check_digit_is_refused(typed) -> None:
    with pytest.raises(Invalid):
        trader_file.read_vat_id(typed)


def test_register_numbers_are_kept_in_their_normal_spelling() -> None:
    assert trader_file.read_vat_id("de 999 000 017") == "DE999000017"
    assert trader_file.read_packaging_number("DE 9000 0000 00017") == "DE9000000000017"
    assert trader_file.read_weee_number("WEEE-Reg.-Nr. DE 99000001") == "DE99000001"


def test_the_owner_fills_the_trader_file_and_shoppers_read_it(session, client, here: Town) -> None:
    before = client.get(f"{here.shop}/imprint").text

    answer = client.post(f"{here.shop}/imprint", data=TYPED)
    page = client.get(f"/{here.city.slug}/stores/{here.store.store_code}/imprint").text

    assert "Streitbeilegung</li>" in before
    assert answer.status_code == 303
    session.refresh(here.store.retailer)
    assert (here.store.retailer.vat_id, here.store.retailer.packaging_number) == ("DE999000017", "DE9000000000017")
    assert "Vollständig." in client.get(f"{here.shop}/imprint").text
    for told in (
        "Brandts GmbH",
        "in keinem Register eingetragen",
        "DE999000017",
        "DE9000000000017",
        "nicht verpflichtet",
    ):
        assert told in page
    assert "imprint_changed" in session.scalars(select(AuditEntry.action)).all()


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("legal_name", " ", "Bitte geben Sie den Namen des Betriebs an"),
        ("phone", "ruf an", "Bitte nur Ziffern"),
        ("vat_id", "DE999000018", "keine gültige Umsatzsteuer-ID"),
        ("packaging_number", "4711", "keine LUCID-Nummer"),
        ("weee_number", "DE1", "keine WEEE-Nummer"),
    ],
)
def test_a_number_that_cannot_be_stays_as_typed_and_changes_nothing(
    session, client, here: Town, field, typed, sentence
):
    answer = client.post(f"{here.shop}/imprint", data={**TYPED, field: typed})

    assert answer.status_code == 422
    assert sentence in answer.text
    session.refresh(here.store.retailer)
    assert here.store.retailer.street == ""


def test_a_trader_file_is_saved_unfinished(session, client, here: Town) -> None:
    client.post(f"{here.shop}/imprint", data={"legal_name": "Brandts GmbH"})

    session.refresh(here.store.retailer)
    assert here.store.retailer.legal_name == "Brandts GmbH"
    assert "certified_at" in trader_file.lacking(here.store.retailer)


def test_the_owners_word_counts_from_when_it_was_first_given(session) -> None:
    retailer, clara = make.retailer(session), make.user(session, "Clara")

    trader_file.change(session, retailer, clara, {}, True, NOON)
    trader_file.change(session, retailer, clara, {"phone": "1"}, True, NOON.replace(hour=15))
    first = retailer.certified_at
    trader_file.change(session, retailer, clara, {}, False, NOON)

    assert first == NOON
    assert retailer.certified_at is None


def test_a_new_shop_is_seen_once_its_trader_file_is_complete(session) -> None:
    retailer, clara = make.trader(session, phone=""), make.user(session, "Clara")
    store = make.store(session, retailer=retailer, is_public=False, awaits_trader_file=True)
    hidden = make.store(session, retailer=retailer, is_public=False)

    trader_file.change(session, retailer, clara, {"email": "neu@betrieb.example"}, True, NOON)
    seen_before = store.is_public
    trader_file.change(session, retailer, clara, {"phone": "02161 555100"}, True, NOON)

    assert not seen_before
    assert (store.is_public, store.awaits_trader_file) == (True, False)
    assert not hidden.is_public, "an editor has hidden it"
    assert session.scalars(select(Job.values).where(Job.name == SHELVE_AGAIN)).all() == [{"store_id": store.id}]


def test_staff_read_the_trader_file_but_have_no_form_for_it(client, here: Town) -> None:
    client.sign_in(here.staff)

    page = client.get(f"{here.shop}/imprint").text

    assert here.store.retailer.legal_name in page
    assert 'name="legal_name"' not in page


def test_the_page_about_the_marketplace_says_who_sells_and_who_owes_what(client) -> None:
    page = client.get("/marketplace").text

    assert "Verkäufer ist immer der Laden" in page
    assert "dass er Unternehmer ist" in page
