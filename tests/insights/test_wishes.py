"""A shopper's wish: one field, no name."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.insights.models import DemandSignal
from tests import make
from tests.checked_client import CheckedClient


def test_the_form_of_a_wish_can_be_opened_by_itself(session: Session, client: CheckedClient) -> None:
    make.city(session, slug="mg")
    session.commit()

    assert 'name="theme"' in client.get("/mg/wishes").text


def test_a_wish_is_counted_and_thanked_for(session: Session, client: CheckedClient) -> None:
    make.city(session, slug="mg")
    session.commit()

    response = client.post("/mg/wishes", data={"theme": " Linkshänder  Scheren "})

    assert response.status_code == 303
    assert response.location == "/mg/search?q=Linksh%C3%A4nder+Scheren"
    assert "Danke" in client.get("/mg").text
    signal = session.scalars(select(DemandSignal)).one()
    assert (signal.theme, signal.searchers, signal.wishes) == ("linkshänder scheren", 1, 1)


def test_an_empty_wish_is_asked_for_again(session: Session, client: CheckedClient) -> None:
    make.city(session, slug="mg")
    session.commit()

    response = client.post("/mg/wishes", data={"theme": "  "})

    assert response.status_code == 422
    assert "Bitte schreiben Sie, was Ihnen fehlt." in response.text


def test_a_wish_that_is_a_letter_comes_back_as_typed(session: Session, client: CheckedClient) -> None:
    make.city(session, slug="mg")
    session.commit()

    response = client.post("/mg/wishes", data={"theme": "sehr " * 20})

    assert response.status_code == 422
    assert "sehr sehr sehr" in response.text


@pytest.mark.parametrize("typed", ["Schere, Antwort an ana@example.org", "Schere 021615", "siehe www.schere.example"])
def test_a_wish_that_may_tell_who_made_it_is_refused_and_not_kept(
    session: Session, client: CheckedClient, typed: str
) -> None:
    make.city(session, slug="mg")
    session.commit()

    response = client.post("/mg/wishes", data={"theme": typed})

    assert response.status_code == 422
    assert "Bitte ohne E-Mail" in response.text
    assert session.scalars(select(DemandSignal)).all() == []


def test_no_city_no_wish(session: Session, client: CheckedClient) -> None:
    assert client.post("/atlantis/wishes", data={"theme": "Scheren"}).status_code == 404
