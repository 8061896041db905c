"""A writer that dies between the switch to a new generation and the changes in place leaves nothing in two places."""

import pytest

from search import Index, Offer, Query, Writer, check, listed_offers
from search.slots import Slots
from tests.search.catalogues import NOON
from tests.search.conftest import HELMET, OFFERS, PRODUCTS, STORES, WEST, WOOL


class Died(BaseException):
    """What kill -9 is to a writer."""


def dies(*_: object) -> None:
    raise Died


def publish_dying(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> Writer:
    """Publish up to the switch; the writer that comes after."""
    with monkeypatch.context() as patched:
        patched.setattr(Slots, "write", dies)
        with pytest.raises(Died):
            writer.publish()
    writer.close()
    return Writer.open(writer.folder)


def found(index: Index, text: str) -> list[tuple[int, int]]:
    """Offer and price of every hit."""
    return [(hit.offer, hit.price_cents) for hit in index.search(Query(text, at=NOON)).hits]


def test_an_offer_that_moved_is_in_one_place_before_and_after_the_work_is_done_again(
    writer: Writer, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Offer(40, HELMET, WEST, 700, 9, NOON)
    writer.put_offers([moved])

    with publish_dying(writer, monkeypatch) as another:
        assert found(index, "Wolle") == []
        assert found(index, "Helm") == [(40, 700)]
        another.put_offers([moved])
        another.publish()
        assert found(index, "Wolle") == []
        assert sorted(listed_offers(writer.folder), key=lambda offer: offer.id)[-1] == moved
        assert check(writer.folder) == []


def test_a_product_that_was_removed_and_comes_back_gets_its_offers_back(
    writer: Writer, index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    writer.remove_products([WOOL])

    with publish_dying(writer, monkeypatch) as another:
        another.remove_products([WOOL])
        another.publish()
        assert found(index, "Wolle") == []
        another.put_products([PRODUCTS[3]])
        another.publish()
        another.put_offers([OFFERS[7]])
        another.publish()

    assert found(index, "Wolle") == [(40, 700)]


def test_offers_of_a_removed_store_are_not_told_of_any_more(writer: Writer, monkeypatch: pytest.MonkeyPatch) -> None:
    writer.remove_stores([WEST])

    publish_dying(writer, monkeypatch).close()

    assert {offer.store for offer in listed_offers(writer.folder)} == {store.id for store in STORES} - {WEST}
