"""The city editor's shops: found, added, corrected, hidden, shown again, their owners invited."""

import pytest
from sqlalchemy import select

from marketplace.accounts.models import AuditEntry, Invitation
from marketplace.inventory import shelf
from marketplace.inventory.stock import INDEX_OFFERS
from marketplace.jobs import Job
from marketplace.places import Point, distance_m
from marketplace.stores import listing
from marketplace.stores.models import Store
from marketplace.stores.telling import INDEX_STORES, SHELVE_AGAIN
from tests import make
from tests.desks import Town, town
from tests.make import NOON

NEW = {
    "name": "Käseglocke",
    "trade": "Käse",
    "street": "Marktstraße",
    "house_number": "3",
    "postcode": "41061",
    "town": "Mönchengladbach",
    "district": "0",
    "point": "",
    "store_code": "",
    "retailer": "0",
    "legal_name": "Käseglocke OHG",
    "owner_email": "gül@kaese.example",
}


@pytest.fixture
def here(session, client) -> Town:
    """A town whose editor is signed in."""
    found = town(session)
    client.sign_in(found.editor)
    return found


def job_values(session, name: str) -> list[dict]:
    return list(session.scalars(select(Job.values).where(Job.name == name)))


def stored(session, code: str) -> Store:
    return session.scalars(select(Store).where(Store.store_code == code)).one()


def test_a_shop_is_added_at_its_postcode_and_its_owner_invited(session, client, here: Town) -> None:
    answer = client.post(f"{here.edit}/stores", data=NEW)

    assert answer.location == f"{here.edit}/stores/kaeseglocke"
    store = stored(session, "kaeseglocke")
    assert (store.retailer.legal_name, store.city_id) == ("Käseglocke OHG", here.city.id)
    assert (store.is_public, store.awaits_trader_file) == (False, True)
    assert store.district is not None
    assert store.district.slug == "stadtmitte"
    assert distance_m(store.point, Point(51.1946, 6.4353)) < 2000
    assert job_values(session, INDEX_STORES) == [{"store_ids": [store.id]}]
    invitation = session.scalars(select(Invitation)).one()
    assert (invitation.email, invitation.kind, invitation.retailer_id) == (
        "gül@kaese.example",
        "owner",
        store.retailer_id,
    )
    assert "gül@kaese.example" in client.get(answer.location).text


def test_a_second_shop_of_the_same_name_gets_another_code(session, client, here: Town) -> None:
    client.post(f"{here.edit}/stores", data=NEW)
    answer = client.post(f"{here.edit}/stores", data={**NEW, "owner_email": ""})

    assert answer.location == f"{here.edit}/stores/kaeseglocke-2"


def test_a_shop_never_takes_an_address_of_the_desk(session, client, here: Town) -> None:
    answer = client.post(f"{here.edit}/stores", data={**NEW, "name": "New"})

    assert answer.location == f"{here.edit}/stores/new-2"


def test_a_business_gets_a_second_shop_at_a_given_place(session, client, here: Town) -> None:
    values = {**NEW, "retailer": str(here.store.retailer_id), "owner_email": "", "point": "51.19, 6.44"}

    client.post(f"{here.edit}/stores", data=values)

    store = stored(session, "kaeseglocke")
    assert store.retailer_id == here.store.retailer_id
    assert (store.latitude, store.longitude) == (51.19, 6.44)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("postcode", "99999", "Die Postleitzahl 99999 gibt es nicht"),
        ("postcode", "80331", "von der Mitte von Mönchengladbach entfernt"),
        ("postcode", "4106", "Bitte fünf Ziffern"),
        ("point", "Rathaus", "kein Punkt auf der Karte"),
        ("point", "48.1, 11.5", "von der Mitte von Mönchengladbach entfernt"),
        ("store_code", "Käse!", "Schreiben Sie bitte „kaese“"),
        ("store_code", "new", "hat schon ein anderer Laden"),
        ("name", "!!!", "enthält keine Buchstaben oder Ziffern"),
        ("owner_email", "nirgends", "ist keine E-Mail-Adresse"),
    ],
)
def test_a_shop_that_cannot_stand_so_is_refused(session, client, here: Town, field, typed, sentence) -> None:
    values = {**NEW, "legal_name": "", field: typed}

    answer = client.post(f"{here.edit}/stores", data=values)

    assert answer.status_code in (409, 422)
    assert sentence in answer.text
    assert 'value="Marktstraße"' in answer.text
    assert session.scalar(select(Store.id).where(Store.street == "Marktstraße")) is None


def test_a_taken_code_is_refused(session, client, here: Town) -> None:
    answer = client.post(f"{here.edit}/stores", data={**NEW, "store_code": here.store.store_code})

    assert answer.status_code == 409


def corrected(store: Store, **values: str) -> dict[str, str]:
    names = ("name", "trade", "street", "house_number", "postcode", "town")
    return {**{name: getattr(store, name) for name in names}, "point": str(store.point), "district": "0", **values}


def test_a_shop_is_moved_and_told_to_the_index(session, client, here: Town) -> None:
    district = make.district(session, here.city, name="Rheydt")
    values = corrected(here.store, point="51.1650, 6.4470", district=str(district.id), name="Schuhe am Markt")

    client.post(f"{here.edit}/stores/{here.store.store_code}", data=values)

    session.refresh(here.store)
    assert (here.store.latitude, here.store.district_id, here.store.name) == (51.165, district.id, "Schuhe am Markt")
    assert job_values(session, INDEX_STORES) == [{"store_ids": [here.store.id]}]
    page = client.get(f"{here.edit}/stores/{here.store.store_code}").text
    assert f'<option selected value="{district.id}">' in page


def test_a_shop_is_not_moved_out_of_town(session, client, here: Town) -> None:
    answer = client.post(f"{here.edit}/stores/{here.store.store_code}", data=corrected(here.store, point="52.5, 13.4"))

    assert answer.status_code == 422
    assert "52.5, 13.4" in answer.text


def test_a_new_shop_is_not_shown_before_it_has_said_who_it_is(session, client, here: Town) -> None:
    client.post(f"{here.edit}/stores", data=NEW)

    answer = client.post(f"{here.edit}/stores/kaeseglocke/visibility", data={"public": "1"})

    assert answer.status_code == 409
    assert "fehlen noch Angaben zum Betrieb" in answer.text
    assert stored(session, "kaeseglocke").is_public is False
    assert "wartet noch auf die Angaben" in client.get(f"{here.edit}/stores/kaeseglocke").text


def test_a_further_shop_of_a_business_that_is_known_is_public_at_once(session, client, here: Town) -> None:
    known = make.trader(session)
    make.store(session, city=here.city, retailer=known)

    client.post(f"{here.edit}/stores", data={**NEW, "retailer": str(known.id), "owner_email": ""})

    assert stored(session, "kaeseglocke").is_public is True


def test_a_hidden_shop_leaves_and_comes_back_with_its_goods(session, client, here: Town) -> None:
    address = f"{here.edit}/stores/{here.store.store_code}/visibility"

    client.post(address)
    session.refresh(here.store)
    assert here.store.is_public is False
    assert job_values(session, SHELVE_AGAIN) == []

    client.post(address, data={"public": "1"})
    session.refresh(here.store)
    assert here.store.is_public is True
    assert job_values(session, INDEX_STORES) == [{"store_ids": [here.store.id]}] * 2
    assert job_values(session, SHELVE_AGAIN) == [{"store_id": here.store.id}]
    actions = session.scalars(select(AuditEntry.action).order_by(AuditEntry.id))
    assert list(actions) == ["store_hidden", "store_shown"]


def test_the_goods_of_a_shop_come_back_in_steps(session, here: Town, monkeypatch) -> None:
    monkeypatch.setattr(shelf, "TOLD_AT_ONCE", 2)
    more = [make.offer(session, store=here.store) for _ in range(2)]
    make.offer(session, store=here.store, ended_at=NOON)

    shelf.shelve_again(session, NOON, here.store.id)

    told = job_values(session, INDEX_OFFERS)
    assert [len(values["offer_ids"]) for values in told] == [2, 1]
    assert {number for values in told for number in values["offer_ids"]} == {here.offer.id, *(o.id for o in more)}


def test_an_owner_is_invited_later_and_the_invitation_withdrawn(session, client, here: Town) -> None:
    address = f"{here.edit}/stores/{here.store.store_code}"

    client.post(f"{address}/invitations", data={"owner-email": "neu@laden.example"})
    invitation = session.scalars(select(Invitation)).one()
    assert invitation.kind == "owner"

    client.post(f"{address}/invitations/{invitation.id}/withdrawal")
    assert session.scalar(select(Invitation.id)) is None


def test_who_owns_it_is_not_invited_again(session, client, here: Town) -> None:
    address = f"{here.edit}/stores/{here.store.store_code}/invitations"

    answer = client.post(address, data={"owner-email": here.owner.email})

    assert answer.status_code == 409
    assert here.owner.email in answer.text


def test_shops_of_another_city_are_not_this_editors(session, client, here: Town) -> None:
    foreign = make.store(session)

    assert client.get(f"{here.edit}/stores/{foreign.store_code}").status_code == 404
    assert client.get(f"/edit/{foreign.city.slug}/stores").status_code == 403


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"Schuhhaus Brandts", "Leerstand", "Ohne Zeiten"}),
        ("?q=brandts", {"Schuhhaus Brandts"}),
        ("?q=%25", set()),
        ("?need=offers", {"Leerstand", "Ohne Zeiten"}),
        ("?need=hours", {"Ohne Zeiten"}),
        ("?need=hidden", {"Leerstand"}),
    ],
)
def test_the_list_is_narrowed(session, client, here: Town, query: str, found: set[str]) -> None:
    make.store(session, city=here.city, name="Leerstand", is_public=False)
    make.store(session, city=here.city, name="Ohne Zeiten", opening_hours="")

    page = client.get(f"{here.edit}/stores{query}").text

    assert {name for name in ("Schuhhaus Brandts", "Leerstand", "Ohne Zeiten") if name in page} == found


def test_the_english_list_names_trades_in_english(session, client, here: Town) -> None:
    make.store(session, city=here.city, trade="Bäckerei")
    session.commit()

    page = client.get(f"/en{here.edit}/stores").text

    assert "Bakery" in page
    assert "Bäckerei" not in page


def test_a_long_list_has_pages(session, client, here: Town, monkeypatch) -> None:
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    for n in range(3):
        make.store(session, city=here.city, name=f"Zett {n}")

    assert "Seite 1 von 3" in client.get(f"{here.edit}/stores").text
    assert "Zett 2" in client.get(f"{here.edit}/stores?page=3").text
