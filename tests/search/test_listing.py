"""What an index holds, told for comparing."""

from dataclasses import replace

from search import (
    Offer,
    Product,
    Stock,
    Writer,
    kept,
    listed_offers,
    listed_stores,
    outdated,
)
from search.stock import LEAST_SPARE
from tests.search.catalogues import NOON
from tests.search.conftest import OFFERS, PRODUCTS, STORES, TEAPOT, WEST, WOOL


def test_an_offer_is_found_again_however_many_came_after_it(writer: Writer) -> None:
    many = [Offer(100 + key, TEAPOT, WEST, 500, 1, NOON) for key in range(3 * LEAST_SPARE)]
    writer.put_offers(many[: 2 * LEAST_SPARE])
    writer.publish()
    writer.put_offers([many[0]._replace(product=WOOL), *many[2 * LEAST_SPARE :]])
    writer.publish()

    unknown = writer.set_stock([Stock(offer.id, 300, 1, NOON) for offer in [*OFFERS, *many]])

    assert unknown == []
    assert {offer.price_cents for offer in listed_offers(writer.folder)} == {300}
    assert len(list(listed_offers(writer.folder))) == len(OFFERS) + len(many)


def test_what_an_index_holds_is_told_as_it_was_put(writer: Writer) -> None:
    repair = Offer(90, WOOL, WEST, None, None, NOON)
    writer.put_offers([repair])
    writer.publish()

    assert list(listed_offers(writer.folder)) == sorted(map(kept, [*OFFERS, repair]), key=lambda offer: offer.id)
    assert list(listed_offers(writer.folder))[-1].available is None
    assert sorted(listed_stores(writer.folder), key=lambda store: store.id) == STORES
    assert list(outdated(writer.folder, PRODUCTS)) == []


def test_a_product_is_outdated_when_any_of_its_words_differ(writer: Writer) -> None:
    changed = [
        replace(PRODUCTS[0], title="Wanderschuh"),
        replace(PRODUCTS[1], brand="Lumo"),
        replace(PRODUCTS[2], category=("rad",)),
        replace(PRODUCTS[3], codes=("4711",)),
        Product(99, "Garn"),
    ]

    assert list(outdated(writer.folder, [*changed, PRODUCTS[4]])) == [1, 2, 3, 4, 99]
