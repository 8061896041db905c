"""From a scanned or typed number to the product that carries it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from marketplace.catalogue.gtin import read_gtin
from marketplace.catalogue.models import Product, ProductGroup
from marketplace.cities.models import City
from marketplace.inventory.models import Offer
from marketplace.stores.models import Store


def find(session: Session, typed: str, city: City) -> str | None:
    """The code of the product group with this GTIN or ISBN, if a shop of the city has it. One statement.

    Raises Invalid with "gtin_unreadable" or "gtin_wrong_check_digit".
    """
    return session.scalar(
        select(ProductGroup.code)
        .join(Product, Product.group_id == ProductGroup.id)
        .join(Offer, Offer.product_id == Product.id)
        .join(Store, Store.id == Offer.store_id)
        .where(Product.gtin == read_gtin(typed), Offer.ended_at.is_(None), Store.is_public, Store.city_id == city.id)
        .limit(1)
    )
