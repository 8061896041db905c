"""A shop's services, added and changed at its desk."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import ProductGroup
from marketplace.inventory.models import Offer, PriceChange
from marketplace.inventory.stock import INDEX_OFFERS, INDEX_STOCK
from marketplace.jobs import Job
from tests import make
from tests.checked_client import CheckedClient
from tests.desks import Town, town

KEYS = {
    "title": "Schlüssel nachmachen",
    "pricing": "from",
    "price": "7,50",
    "duration": "10 Minuten",
    "category": "0",
    "description": "Haustür und Briefkasten.",
    "description_en": "Front doors.",
}


@pytest.fixture
def here(session: Session, client: CheckedClient) -> Town:
    """A town in which Farid, staff of the shop, is signed in."""
    found = town(session)
    client.sign_in(found.staff)
    return found


def services(session: Session) -> list[Offer]:
    session.expire_all()
    statement = select(Offer).join(Offer.product).join(ProductGroup).where(ProductGroup.kind == "service")
    return list(session.scalars(statement))


def test_a_service_is_added_and_the_index_is_told(session: Session, client: CheckedClient, here: Town) -> None:
    answer = client.post(f"{here.shop}/services", data=KEYS)

    (offer,) = services(session)
    group = offer.product.group
    assert answer.status_code == 303
    assert (offer.title, offer.pricing, offer.price_cents, offer.on_hand) == ("Schlüssel nachmachen", "from", 750, 0)
    assert (group.attributes, group.retailer_id) == ({"Dauer": "10 Minuten"}, here.store.retailer_id)
    assert session.scalars(select(PriceChange.price_cents)).all() == [750]
    assert INDEX_OFFERS in session.scalars(select(Job.name)).all()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"title": " "}, "Bitte geben Sie eine Bezeichnung ein."),
        ({"price": ""}, "Bitte geben Sie einen Preis ein."),
        ({"price": "viel"}, "„viel“ ist kein Preis."),
        ({"pricing": "umsonst"}, "Bitte wählen Sie, wie der Preis gemeint ist."),
        ({"duration": "x" * 200}, "Bitte höchstens 120 Zeichen."),
    ],
)
def test_what_cannot_be_offered_stays_in_the_form(
    session: Session, client: CheckedClient, here: Town, changed: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"{here.shop}/services", data={**KEYS, **changed})

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Haustür und Briefkasten." in answer.text
    assert services(session) == []


def test_the_same_service_is_not_offered_twice(session: Session, client: CheckedClient, here: Town) -> None:
    client.post(f"{here.shop}/services", data=KEYS)

    answer = client.post(f"{here.shop}/services", data=KEYS)

    assert answer.status_code == 409
    assert "haben Sie schon angelegt" in answer.text
    assert len(services(session)) == 1


def test_a_service_loses_its_price_and_the_history_says_so(session: Session, client: CheckedClient, here: Town) -> None:
    client.post(f"{here.shop}/services", data=KEYS)
    (offer,) = services(session)
    address = f"{here.shop}/services/{offer.id}"
    form = client.get(f"{here.shop}/offers/{offer.id}", follow_redirects=True).text

    answer = client.post(address, data={**KEYS, "title": "Schlüsseldienst", "pricing": "effort", "duration": ""})

    (offer,) = services(session)
    assert 'value="7,50"' in form
    assert answer.status_code == 303
    assert (offer.title, offer.product.group.title, offer.price_cents) == ("Schlüsseldienst", "Schlüsseldienst", None)
    assert offer.product.group.attributes == {}
    assert session.scalars(select(PriceChange.price_cents).order_by(PriceChange.id)).all() == [750, None]
    assert INDEX_STOCK in session.scalars(select(Job.name)).all()


def test_a_service_is_ended_and_taken_up_again(session: Session, client: CheckedClient, here: Town) -> None:
    client.post(f"{here.shop}/services", data=KEYS)
    (offer,) = services(session)

    client.post(f"{here.shop}/offers/{offer.id}/ending")
    ended = client.get(f"{here.shop}/services/{offer.id}").text
    client.post(f"{here.shop}/offers/{offer.id}/return")

    assert "Diese Dienstleistung steht nicht im Regal." in ended
    assert services(session)[0].ended_at is None


@pytest.mark.parametrize("method", ["get", "post"])
def test_goods_and_other_shops_services_are_not_found(
    session: Session, client: CheckedClient, here: Town, method: str
) -> None:
    strange = make.service(session)
    session.commit()
    ask: Any = getattr(client, method)

    answers = [ask(f"{here.shop}/services/{offer.id}").status_code for offer in (here.offer, strange)]

    assert answers == [404, 404]
