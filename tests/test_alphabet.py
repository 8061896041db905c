"""Names as German readers look for them, on both databases."""

from sqlalchemy import select

from marketplace.alphabet import alphabetical
from marketplace.stores.models import Store
from tests import make


def test_umlauts_stand_with_their_vowels_and_case_does_not_matter(session):
    right = ["apotheke", "Ärztehaus", "Azur", "Café Linde", "Cafeteria", "Öko", "Olive", "Straße", "Strasser", "Über"]
    for name in reversed(right):
        make.store(session, name=name)

    found = session.scalars(select(Store.name).order_by(alphabetical(Store.name))).all()

    assert found == right
