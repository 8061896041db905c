"""The editor's list of a city's shops, with what tells who needs help."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, column, func, or_, select, table
from sqlalchemy.orm import Session, joinedload

from marketplace.alphabet import alphabetical
from marketplace.cities.models import City
from marketplace.paging import Page, page_of
from marketplace.stores.models import Store

ON_A_PAGE = 50
offers = table("offers", column("store_id"), column("ended_at"))
"""Offers stand above stores and know them, not the other way round; so their table is read here by name."""


@dataclass(frozen=True, slots=True)
class Line:
    """One shop of the list. `offers` are those on sale."""

    store: Store
    offers: int


_on_sale = (
    select(func.count())
    .select_from(offers)
    .where(offers.c.store_id == Store.id, offers.c.ended_at.is_(None))
    .correlate(Store)
    .scalar_subquery()
)
NEEDS: dict[str, ColumnElement[bool]] = {
    "hours": Store.opening_hours == "",
    "offers": _on_sale == 0,
    "hidden": Store.is_public.is_(False),
}
"""What the list can be narrowed to: shops without hours, without offers, hidden ones."""


def listing(session: Session, city: City, text: str, need: str, page: int) -> Page[Line]:
    """The shops of a city by name: with this text in name, trade, street or code, and this need."""
    chosen = [Store.city_id == city.id]
    if text:
        columns = (Store.name, Store.trade, Store.street, Store.store_code)
        chosen.append(or_(*(column.icontains(text, autoescape=True) for column in columns)))
    if need in NEEDS:
        chosen.append(NEEDS[need])
    stores = (
        select(Store, _on_sale)
        .where(*chosen)
        .options(joinedload(Store.district))
        .order_by(alphabetical(Store.name), Store.id)
    )
    return page_of(session, stores, page, ON_A_PAGE).of(lambda row: Line(*row))
