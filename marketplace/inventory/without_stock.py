"""What a shop offers without stock: a service is added and changed. It ends and is taken up again like goods."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.accounts import audit
from marketplace.accounts.models import User
from marketplace.catalogue.models import DURATION, SERVICE, Product, ProductGroup
from marketplace.codes import new_code
from marketplace.errors import Refused
from marketplace.inventory import stock
from marketplace.inventory.by_hand import reword
from marketplace.inventory.models import Offer, PriceChange
from marketplace.inventory.prices import set_price
from marketplace.stores.models import Store
from marketplace.stores.profile import assign


@dataclass(frozen=True, slots=True)
class Described:
    """A service in the shop's words. `price_cents` is None for one by effort."""

    title: str
    pricing: str
    price_cents: int | None
    duration: str = ""
    category_id: int | None = None
    description: str = ""
    description_en: str = ""

    def words(self) -> dict[str, Any]:
        """The columns of the product group."""
        return {
            "title": self.title,
            "category_id": self.category_id,
            "description": self.description,
            "description_en": self.description_en,
            "attributes": {DURATION: self.duration} if self.duration else {},
        }


def add(session: Session, store: Store, user: User, said: Described, now: datetime) -> Offer:
    """Offer a service in a store. Raises Refused("offer_exists") where the store offers one of this name already."""
    same = select(Offer).join(Offer.product).join(Product.group).where(ProductGroup.kind == SERVICE)
    taken = session.scalar(same.where(Offer.store_id == store.id, Offer.title == said.title))
    if taken:
        raise Refused("offer_exists", title=taken.title, sku=taken.sku, offer_id=taken.id)
    owner, sku = store.retailer_id, f"S-{new_code(5)}"
    group = ProductGroup(
        code=new_code(), kind=SERVICE, retailer_id=owner, created_at=now, updated_at=now, **said.words()
    )
    offer = Offer(
        store=store,
        product=Product(group=group, retailer_id=owner, sku=sku),
        sku=sku,
        title=said.title,
        pricing=said.pricing,
        price_cents=said.price_cents,
        counted_at=now,
        source="hand",
    )
    session.add(offer)
    session.flush()
    session.add(PriceChange(offer_id=offer.id, price_cents=said.price_cents, since=now))
    audit.note(session, user, "offer_added", "offer", offer.id, now, sku=sku, title=offer.title)
    stock.tell_index_of_offers(session, [offer.id], now)
    return offer


def change(session: Session, offer: Offer, user: User, said: Described, now: datetime) -> None:
    """Take a service as it is described now. All stores of the retailer share its words; the price is this store's."""
    changed = reword(session, offer.product.group, said.words(), now)
    changed += [name for name in assign(offer, {"title": said.title, "pricing": said.pricing}) if name not in changed]
    if set_price(session, offer, said.price_cents, now):
        changed.append("price_cents")
        stock.tell_index_of_stock(session, [offer.id], now)
    if changed:
        audit.note(session, user, "offer_described", "offer", offer.id, now, fields=changed)
