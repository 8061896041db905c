"""Where a person works, in names and addresses.

Shops and cities stand above accounts and know them, not the other way round; so their tables are read here by name.
"""

from dataclasses import dataclass

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from marketplace.accounts.models import User

retailers = table("retailers", column("id"), column("legal_name"))
stores = table("stores", column("retailer_id"), column("store_code"), column("name"))
cities = table("cities", column("id"), column("slug"), column("name"))


@dataclass(frozen=True)
class Workplace:
    """One desk a user may sit at: `shop`, `city` or `operator`; `key` is the store's code or the city's slug."""

    kind: str
    key: str
    name: str


def retailer_name(session: Session, retailer_id: int) -> str:
    """What the business is called."""
    return str(session.scalar(select(retailers.c.legal_name).where(retailers.c.id == retailer_id)) or "")


def of(session: Session, user: User) -> list[Workplace]:
    """Every desk of a user: her shops by name, then her cities, then the operator's. None for a shopper."""
    employers = [role.retailer_id for role in user.roles if role.retailer_id is not None]
    edited = [role.city_id for role in user.roles if role.city_id is not None]
    shops = session.execute(select(stores).where(stores.c.retailer_id.in_(employers)).order_by(stores.c.name))
    found = [Workplace("shop", row.store_code, row.name) for row in shops] if employers else []
    if edited:
        rows = session.execute(select(cities).where(cities.c.id.in_(edited)).order_by(cities.c.name))
        found += [Workplace("city", row.slug, row.name) for row in rows]
    return [*found, Workplace("operator", "", "")] if user.is_operator else found
