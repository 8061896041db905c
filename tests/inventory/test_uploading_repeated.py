"""Any file, brought in over any other, changes nothing when it comes again."""

from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from marketplace.catalogue.models import Product
from marketplace.inventory.models import Offer
from tests import make
from tests.inventory import tables
from tests.inventory.tables import ARRIVED

GTINS = [make.gtin(990_000 + n)[1:] for n in range(3)]
row = st.tuples(
    st.sampled_from(["A", "B", "C", "D", "E"]),
    st.sampled_from(["Hammer", "Säge", "Zange"]),
    st.sampled_from(["1,00", "2,50"]),
    st.sampled_from(["0", "3", "-1"]),
    st.sampled_from(["", "", *GTINS, "8,72E+12", "2000000000008"]),
    st.sampled_from(["", "X", "Y"]),
    st.sampled_from(["", "S", "M"]),
    st.sampled_from(["", "500 g"]),
    st.sampled_from(["", "Hartholm"]),
)
file = st.lists(row, min_size=1, max_size=5, unique_by=lambda cells: cells[0])
EXTRA = ("EAN", "item_group_id", "Größe", "Inhalt", "Marke")


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=file, second=file, sister=file)
def test_the_same_file_again_changes_nothing(
    session: Session, first: list[tuple[str, ...]], second: list[tuple[str, ...]], sister: list[tuple[str, ...]]
) -> None:
    store = make.store(session)
    other = make.store(session, retailer=store.retailer, city=store.city)
    files = [(store, first), (other, sister), (store, second)]
    for hour, (shop, rows) in enumerate(files):
        tables.bring_in(session, shop, tables.goods(*map(list, rows), extra=EXTRA), ARRIVED + timedelta(hours=hour))
    products = session.scalar(select(func.count()).select_from(Product))

    again = tables.bring_in(session, store, tables.goods(*map(list, second), extra=EXTRA), ARRIVED + timedelta(hours=9))

    assert (again.created, again.changed, again.refused) == (0, 0, 0)
    assert again.unchanged == len(second)
    assert session.scalar(select(func.count()).select_from(Product)) == products
    for offer in session.scalars(select(Offer).where(Offer.store_id == store.id)):
        assert offer.product.gtin or offer.product.retailer_id == store.retailer_id
