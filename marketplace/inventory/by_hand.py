"""What a shop changes without a file: an offer is added, counted, priced, renamed, ended, taken up again."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace import jobs
from marketplace.accounts import audit
from marketplace.accounts.models import User
from marketplace.catalogue import gtin as numbers
from marketplace.catalogue.models import Product, ProductGroup
from marketplace.codes import new_code
from marketplace.errors import Invalid, Refused
from marketplace.inventory import stock
from marketplace.inventory.models import Offer, PriceChange
from marketplace.inventory.prices import set_price
from marketplace.pictures import Picture
from marketplace.stores.models import Store
from marketplace.stores.profile import assign

INDEX_GROUPS = "marketplace.finder.indexing:index_groups"
MOST_PIECES = 1_000_000


@dataclass(frozen=True, slots=True)
class NewOffer:
    """What is typed for goods. With `gtin` (14 digits) they join the shared catalogue, without it they are own."""

    title: str
    price_cents: int
    pieces: int
    gtin: str = ""
    sku: str = ""
    brand: str = ""
    category_id: int | None = None
    size: str = ""
    colour: str = ""
    description: str = ""
    description_en: str = ""
    place: str = ""


def read_pieces(typed: str) -> int:
    """A number of pieces as it is typed at a counter.

    Raises Invalid with "quantity_unreadable" or "quantity_too_large".
    """
    bare = typed.strip()
    if not re.fullmatch(r"\d+", bare, re.ASCII):
        raise Invalid("quantity_unreadable", value=bare)
    if len(bare) > len(str(MOST_PIECES)) or int(bare) > MOST_PIECES:
        raise Invalid("quantity_too_large", value=bare, most=MOST_PIECES)
    return int(bare)


def read_code(typed: str) -> str:
    """The 14 digits of an EAN or ISBN. Raises what read_gtin raises, and Invalid("number_in_store")."""
    found = numbers.read_gtin(typed)
    if numbers.is_in_store(found):
        raise Invalid("number_in_store", value=typed.strip())
    return found


def known_product(session: Session, gtin: str) -> Product | None:
    """What the shared catalogue has under a GTIN."""
    return session.scalar(select(Product).where(Product.gtin == gtin))


def add(session: Session, store: Store, user: User, new: NewOffer, picture: Picture | None, now: datetime) -> Offer:
    """Put goods on the shelf of a store, counted now. Of goods the catalogue knows only price and stock are new.

    Raises Refused("offer_exists") with the `offer_id` that has the same goods or number already.
    """
    sku = new.sku or new.gtin or f"H-{new_code(5)}"
    product = known_product(session, new.gtin) if new.gtin else _own_product(session, store, sku)
    demand_free(session, store, sku, product)
    if product is None:
        product = _new_product(session, store, sku, new, picture, now)
    offer = Offer(
        store_id=store.id,
        product=product,
        sku=sku,
        title=new.title or product.group.title,
        price_cents=new.price_cents,
        place=new.place,
        counted_at=now,
        source="hand",
    )
    session.add(offer)
    session.flush()
    session.add(PriceChange(offer_id=offer.id, price_cents=new.price_cents, since=now))
    stock.count(session, offer, new.pieces, "hand", now, now)
    audit.note(session, user, "offer_added", "offer", offer.id, now, sku=sku, title=offer.title)
    stock.tell_index_of_offers(session, [offer.id], now)
    return offer


def demand_free(session: Session, store: Store, sku: str, product: Product | None) -> None:
    """Raises Refused("offer_exists") when the store has an offer with this sku or product, even an ended one."""
    same = (Offer.sku == sku) if product is None else (Offer.sku == sku) | (Offer.product_id == product.id)
    taken = session.scalar(select(Offer).where(Offer.store_id == store.id, same))
    if taken:
        raise Refused("offer_exists", title=taken.title, sku=taken.sku, offer_id=taken.id)


def change(
    session: Session, offer: Offer, user: User, price_cents: int, pieces: int, seen: int, now: datetime
) -> list[str]:
    """Take price and stock as typed in the row where `seen` pieces stood; returns what was done.

    A changed number is a count, and so is a row that is saved as it was: somebody has looked. A new price
    beside an untouched number says nothing of the stock. Raises Refused("service_has_no_stock").
    """
    stock.demand_stock(offer)
    before = {"price_cents": offer.price_cents, "pieces": offer.on_hand}
    done = []
    if pieces != seen or price_cents == offer.price_cents:
        stock.count(session, offer, pieces, "hand", now, now)
        done.append("counted" if pieces != seen else "confirmed")
    if set_price(session, offer, price_cents, now):
        done.append("price")
    after = {"price_cents": offer.price_cents, "pieces": offer.on_hand}
    audit.note(session, user, "offer_changed", "offer", offer.id, now, before=before, after=after)
    stock.tell_index_of_stock(session, [offer.id], now)
    return done


def describe(
    session: Session, offer: Offer, user: User, title: str, place: str, words: dict[str, Any], now: datetime
) -> None:
    """Change the shop's title and place of an offer, and of its own goods what they are.

    `words` are columns of the product group; of goods in the shared catalogue they are left alone.
    """
    renamed = offer.title != title
    changed = assign(offer, {"title": title, "place": place})
    if is_own(offer):
        told = reword(session, offer.product.group, {**words, "title": title} if renamed else words, now)
        changed += [name for name in told if name not in changed]
    if changed:
        audit.note(session, user, "offer_described", "offer", offer.id, now, fields=changed)


def reword(session: Session, group: ProductGroup, words: dict[str, Any], now: datetime) -> list[str]:
    """Take these columns for what goods or a service are, and tell the index; the names of those that changed."""
    changed = assign(group, words)
    if changed:
        group.updated_at = now
        jobs.later(session, INDEX_GROUPS, now, jobs.INDEXER, stock.OFFERS_RANK, group_ids=[group.id])
    return changed


def is_own(offer: Offer) -> bool:
    """Whether only this retailer knows the goods, and so may say what they are."""
    return offer.product.retailer_id is not None


def end(session: Session, offer: Offer, user: User, now: datetime) -> None:
    """Take an offer off the shelf; its counts and prices are kept."""
    if offer.ended_at is None:
        offer.ended_at = now
        _tell(session, offer, user, "offer_ended", now)


def take_up(session: Session, offer: Offer, user: User, now: datetime) -> None:
    """Put an ended offer back on the shelf as it was."""
    if offer.ended_at is not None:
        offer.ended_at = None
        _tell(session, offer, user, "offer_taken_up", now)


def _tell(session: Session, offer: Offer, user: User, action: str, now: datetime) -> None:
    audit.note(session, user, action, "offer", offer.id, now, sku=offer.sku)
    stock.tell_index_of_offers(session, [offer.id], now)


def _own_product(session: Session, store: Store, sku: str) -> Product | None:
    """What the retailer already sells under this sku, in another of its stores."""
    return session.scalar(select(Product).where(Product.retailer_id == store.retailer_id, Product.sku == sku))


def _new_product(
    session: Session, store: Store, sku: str, new: NewOffer, picture: Picture | None, now: datetime
) -> Product:
    owner = None if new.gtin else store.retailer_id
    group = ProductGroup(
        code=new_code(),
        retailer_id=owner,
        title=new.title,
        brand=new.brand,
        category_id=new.category_id,
        description=new.description,
        description_en=new.description_en,
        attributes={},
        picture=picture,
        created_at=now,
        updated_at=now,
    )
    product = Product(
        group=group,
        gtin=new.gtin or None,
        retailer_id=owner,
        sku=None if new.gtin else sku,
        size=new.size,
        colour=new.colour,
    )
    session.add(product)
    session.flush()
    return product
