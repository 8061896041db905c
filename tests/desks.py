"""A town with one shop and everybody who might knock at a desk's door."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from marketplace.accounts.models import User
from marketplace.cities.models import City
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store
from tests import make


@dataclass(frozen=True)
class Town:
    """One shop with one offer, its people, those of the town, and David, who works in another shop."""

    city: City
    store: Store
    offer: Offer
    owner: User
    staff: User
    other: User
    shopper: User
    editor: User
    operator: User

    @property
    def shop(self) -> str:
        """The address of the shop's desk."""
        return f"/shop/{self.store.store_code}"

    @property
    def edit(self) -> str:
        """The address of the editor's desk."""
        return f"/edit/{self.city.slug}"


def town(session: Session) -> Town:
    """Everybody is there, nobody is signed in."""
    city = make.city(session)
    make.district(session, city, name="Stadtmitte", slug="stadtmitte")
    store = make.store(session, city=city, name="Schuhhaus Brandts")
    other_store = make.store(session, city=city)
    offer = make.offer(session, store=store, title="Wanderschuh Eifelsteig", sku="W-1", price_cents=12_990)
    people = {name: make.user(session, name) for name in ("Clara", "Farid", "David", "Ana", "Edda", "Henrik")}
    make.role(session, people["Clara"], "owner", retailer_id=store.retailer_id)
    make.role(session, people["Farid"], "staff", retailer_id=store.retailer_id)
    make.role(session, people["David"], "owner", retailer_id=other_store.retailer_id)
    make.role(session, people["Edda"], "editor", city_id=city.id)
    make.role(session, people["Henrik"], "operator")
    return Town(city, store, offer, *people.values())
